-- Every settled penny has an origin: the run's metered volume or our contract, times our copy of the price. A line that
-- fails and is no planted error is money nobody can explain.
with

lines as (
    select * from {{ ref('stg_rtm__settlement_line') }}
    where quarantine_reason is null
),

volumes as (
    select
        *,
        run_type as run
    from {{ ref('stg_rtm__metered_volume') }}
    where quarantine_reason is null
),

prices as (
    select * from {{ ref('fact_price_half_hour') }}
),

contracts as (
    select * from {{ ref('fact_contract') }}
),

tariffs as (
    select * from {{ ref('int_settlement__auxiliary_tariff') }}
),

planted as (
    select * from {{ raw_rows('truth', 'truth_settlement_break') }}
),

recomputed as (
    select
        lines.*,
        case lines.component
            when 'imbalance'
                then volumes.exported_mwh - volumes.imported_mwh - coalesce(day_ahead.contracted_mw, 0) * 0.5
            when 'auxiliary_import' then -volumes.auxiliary_mwh
            else contracts.contracted_mw * 0.5
        end as own_quantity,
        case lines.component
            when 'imbalance' then prices.system_price_gbp_per_mwh
            when 'auxiliary_import' then tariffs.tariff_gbp_per_mwh
            else contracts.clearing_price_gbp
        end as own_price_gbp
    from lines
    left join volumes
        on
            lines.site_id = volumes.site_id
            and lines.interval_start_at = volumes.interval_start_at
            and lines.run_type = volumes.run
    left join prices on lines.interval_start_at = prices.interval_start_at
    left join contracts
        on
            lines.site_id = contracts.site_id
            and lines.interval_start_at = contracts.interval_start_at
            and lines.component = contracts.component
    left join contracts as day_ahead
        on
            lines.site_id = day_ahead.site_id
            and lines.interval_start_at = day_ahead.interval_start_at
            and day_ahead.component = 'day_ahead'
    left join tariffs on lines.site_id = tariffs.site_id and lines.settlement_date = tariffs.settlement_date
),

valued as (
    select
        line_id,
        site_id,
        settlement_date,
        settlement_period,
        run_type,
        component,
        amount_pence,
        {{ amount_pence('own_quantity', 'own_price_gbp', 'performance_factor') }} as own_amount_pence
    from recomputed
)

select valued.*
from valued
left join planted
    on
        valued.site_id = planted.site_id
        and valued.settlement_date = planted.settlement_date
        and (planted.settlement_period is null or valued.settlement_period = planted.settlement_period)
        and (planted.run_type is null or valued.run_type = planted.run_type)
        and (planted.component is null or valued.component = planted.component)
        and planted.break_type <> 'short_payment'
where
    planted.break_id is null
    and (valued.own_amount_pence is null or valued.amount_pence <> valued.own_amount_pence)
