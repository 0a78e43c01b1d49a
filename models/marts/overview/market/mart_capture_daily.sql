-- One row per site and settlement date, energy value earned beside what the prices offered.
with

market as (
    select * from {{ ref('mart_market_daily') }}
),

foresight as (
    select
        site_id,
        settlement_date,
        cast(max(case when version = 'technical' then optimum_pence end) as bigint) as technical_optimum_pence,
        cast(max(case when version = 'trader' then optimum_pence end) as bigint) as trader_optimum_pence
    from {{ ref('fact_foresight_daily') }}
    group by 1, 2
),

compared as (
    select
        market.site_id,
        market.site_name,
        market.settlement_date,
        market.net_energy_value_gbp,
        market.tb2_gbp_per_mw * market.rated_mw as tb2_gbp,
        {{ pence_to_gbp('foresight.technical_optimum_pence') }} as technical_optimum_gbp,
        {{ pence_to_gbp('foresight.trader_optimum_pence') }} as trader_optimum_gbp,
        market.coverage_ratio
    from market
    left join foresight on market.site_id = foresight.site_id and market.settlement_date = foresight.settlement_date
),

captured as (
    select
        *,
        {{ if_covered(safe_ratio('net_energy_value_gbp', 'tb2_gbp'), 'coverage_ratio') }} as tb2_capture_ratio,
        {{ if_covered(safe_ratio('net_energy_value_gbp', 'technical_optimum_gbp'), 'coverage_ratio') }}
            as technical_capture_ratio,
        {{ if_covered(safe_ratio('net_energy_value_gbp', 'trader_optimum_gbp'), 'coverage_ratio') }}
            as trader_capture_ratio
    from compared
)

select * from captured
