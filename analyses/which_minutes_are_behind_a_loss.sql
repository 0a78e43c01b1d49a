-- Which block-minutes are behind the dearest half-hour of forced outage, from the £ down to the minute? Asked by the head of operations.
with

dearest as (
    select
        site_id,
        interval_start_at,
        loss_pence,
        lost_mwh,
        retained_mwh
    from {{ ref('fact_loss_half_hour') }}
    where cause = 'forced_outage'
    order by loss_pence desc
    limit 1
),

dispatch as (
    select * from {{ ref('fact_dispatch') }}
),

prices as (
    select * from {{ ref('fact_price_half_hour') }}
),

minutes as (
    select
        dearest.site_id,
        dearest.interval_start_at as half_hour_start_at,
        round(dearest.loss_pence / 100.0, 2) as half_hour_loss_gbp,
        round(dearest.lost_mwh, 3) as half_hour_lost_mwh,
        round(dearest.retained_mwh, 3) as half_hour_retained_mwh,
        prices.trading_price_gbp_per_mwh,
        states.interval_start_at,
        states.asset_id,
        states.unavailable_ratio,
        round(states.rated_mw, 3) as block_rated_mw,
        round((dispatch.baseline_kw + dispatch.response_kw) / 1000, 3) as scheduled_mw,
        round(dispatch.actual_kw / 1000, 3) as actual_mw
    from dearest
    inner join {{ ref('fact_availability_minute') }} as states
        on
            dearest.site_id = states.site_id
            and states.interval_start_at >= dearest.interval_start_at
            and states.interval_start_at < {{ minutes_later('dearest.interval_start_at', 30) }}
            and states.availability_state = 'forced_outage'
    inner join dispatch
        on states.site_id = dispatch.site_id and states.interval_start_at = dispatch.interval_start_at
    inner join prices on dearest.interval_start_at = prices.interval_start_at
)

select * from minutes
order by interval_start_at, asset_id
