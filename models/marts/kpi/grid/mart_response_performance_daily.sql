-- One row per site, response product and settlement date, performance factors own and settled, and pay lost.
with

contracts as (
    select * from {{ ref('fact_contract') }}
),

-- Minutes behind our own factor; they are the same in both directions.
ready as (
    select * from {{ ref('fact_deliverability_half_hour') }}
    where direction = 'export'
),

lines as (
    select * from {{ ref('fact_settlement_half_hour') }}
    where is_latest_run
),

sites as (
    select * from {{ ref('dim_site') }}
),

products as (
    select * from {{ ref('dim_service_product') }}
    where full_hz is not null
),

sold as (
    select
        contracts.site_id,
        contracts.component,
        contracts.settlement_date,
        sum(contracts.contracted_mw * sites.period_minutes / cast(60 as double)) as contracted_mw_hours,
        sum(sites.period_minutes) as contracted_minutes,
        cast(coalesce(sum(ready.commanded_minutes), 0) as bigint) as commanded_minutes
    from contracts
    inner join sites on contracts.site_id = sites.site_id
    inner join products on contracts.component = products.component
    left join ready
        on contracts.site_id = ready.site_id and contracts.interval_start_at = ready.interval_start_at
    group by 1, 2, 3
),

settled as (
    select
        site_id,
        component,
        settlement_date,
        count(*) as period_count,
        count(settled_performance_factor) as settled_period_count,
        count(*) filter (where expected_performance_factor < 1) as reduced_period_count,
        cast(sum(expected_quantity) as double) as expected_mw_hours,
        cast(sum(expected_quantity * expected_performance_factor) as double) as expected_performed_mw_hours,
        cast(sum(settled_quantity) as double) as settled_mw_hours,
        cast(sum(settled_quantity * settled_performance_factor) as double) as settled_performed_mw_hours,
        sum({{ amount_pence('expected_quantity', 'expected_price_gbp', '1') }} - expected_pence) as own_lost_pence,
        sum(
            {{ amount_pence('settled_quantity', 'settled_price_gbp', '1') }}
            - {{ amount_pence('settled_quantity', 'settled_price_gbp', 'settled_performance_factor') }}
        ) as settled_lost_pence,
        sum(performance_effect_pence) as performance_effect_pence
    from lines
    group by 1, 2, 3
),

{%- set coverage = safe_ratio('cast(sold.commanded_minutes as double)', 'sold.contracted_minutes') %}

compared as (
    select
        sold.site_id,
        sites.site_name,
        sold.component,
        products.service_name,
        sold.settlement_date,
        sold.contracted_mw_hours,
        coalesce(settled.period_count, 0) as period_count,
        coalesce(settled.settled_period_count, 0) as settled_period_count,
        coalesce(settled.reduced_period_count, 0) as reduced_period_count,
        settled.expected_mw_hours,
        settled.expected_performed_mw_hours,
        {{ if_covered(safe_ratio('settled.expected_performed_mw_hours', 'settled.expected_mw_hours'), coverage) }}
            as performance_factor,
        settled.settled_mw_hours,
        settled.settled_performed_mw_hours,
        {{ safe_ratio('settled.settled_performed_mw_hours', 'settled.settled_mw_hours') }}
            as settled_performance_factor,
        cast(settled.own_lost_pence as bigint) as own_lost_pence,
        {{ pence_to_gbp('cast(settled.own_lost_pence as bigint)') }} as own_lost_gbp,
        cast(settled.settled_lost_pence as bigint) as settled_lost_pence,
        {{ pence_to_gbp('cast(settled.settled_lost_pence as bigint)') }} as settled_lost_gbp,
        cast(settled.performance_effect_pence as bigint) as performance_effect_pence,
        {{ pence_to_gbp('cast(settled.performance_effect_pence as bigint)') }} as performance_effect_gbp,
        {{ coverage }} as coverage_ratio
    from sold
    inner join sites on sold.site_id = sites.site_id
    inner join products on sold.component = products.component
    left join settled
        on
            sold.site_id = settled.site_id
            and sold.component = settled.component
            and sold.settlement_date = settled.settlement_date
)

select * from compared
