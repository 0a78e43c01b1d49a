-- One row per site and settlement period, what a trader with perfect foresight would have had to work with.
with

energy as (
    select * from {{ ref('int_energy__site_half_hour') }}
),

batteries as (
    select * from {{ ref('int_energy__battery_half_hour') }}
),

prices as (
    select * from {{ ref('int_market__trading_price') }}
),

sites as (
    select * from {{ ref('int_site__market_joined') }}
),

availability as (
    select
        site_minutes.site_id,
        {{ period_start('site_minutes.interval_start_at', 'sites.period_minutes') }} as interval_start_at,
        avg(site_minutes.available_ratio) as available_ratio
    from {{ ref('int_availability__site_minute') }} as site_minutes
    inner join {{ ref('int_site__market_joined') }} as sites on site_minutes.site_id = sites.site_id
    group by 1, 2
),

limits as (
    select * from {{ ref('int_market__site_limit') }}
),

periods as (
    select
        energy.site_id,
        energy.settlement_date,
        energy.interval_start_at,
        energy.exported_mwh,
        energy.imported_mwh,
        prices.trading_price_gbp_per_mwh,
        batteries.soc_end_pct / 100 as soc_end_ratio,
        availability.available_ratio,
        sites.rated_mw * energy.period_hours as rated_mwh,
        limits.usable_mwh,
        -- What was done must be allowed, or the benchmark would forbid what it is compared with.
        greatest(
            coalesce(limits.warranted_daily_mwh, 0),
            sum(energy.exported_mwh) over (partition by energy.site_id, energy.settlement_date)
        ) as day_limit_mwh
    from energy
    inner join sites on energy.site_id = sites.site_id
    inner join limits on energy.site_id = limits.site_id
    left join prices on energy.interval_start_at = prices.interval_start_at
    left join batteries
        on energy.site_id = batteries.site_id and energy.interval_start_at = batteries.interval_start_at
    left join availability
        on energy.site_id = availability.site_id and energy.interval_start_at = availability.interval_start_at
)

select * from periods
