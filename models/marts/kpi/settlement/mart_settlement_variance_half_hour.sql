-- One row per site, service and settlement period with a published run, settled against expected money by cause.
with

lines as (
    select * from {{ ref('fact_settlement_half_hour') }}
    where is_latest_run and run <> 'ACCRUAL'
),

sites as (
    select * from {{ ref('dim_site') }}
),

services as (
    select * from {{ ref('dim_service') }}
),

periods as (
    select
        site_id,
        service_id,
        interval_start_at,
        settlement_date,
        settlement_period,
        run,
        cast(sum(expected_pence) as bigint) as expected_pence,
        cast(sum(amount_pence) as bigint) as settled_pence,
        cast(sum(variance_pence) as bigint) as variance_pence,
        cast(sum(price_effect_pence) as bigint) as price_effect_pence,
        cast(sum(volume_effect_pence) as bigint) as volume_effect_pence,
        cast(sum(performance_effect_pence) as bigint) as performance_effect_pence,
        cast(sum(missing_effect_pence) as bigint) as missing_effect_pence,
        cast(sum(additional_effect_pence) as bigint) as additional_effect_pence,
        count(*) filter (where line_status = 'missing') as missing_line_count,
        count(*) filter (where line_status = 'unexpected' or line_count > 1) as additional_line_count,
        {{ safe_ratio(
            "cast(count(*) filter (where line_status not in ('missing', 'unexpected')) as double)",
            "count(*) filter (where line_status <> 'unexpected')"
        ) }} as coverage_ratio
    from lines
    group by 1, 2, 3, 4, 5, 6
),

service_half_hours as (
    select
        periods.site_id,
        sites.site_name,
        periods.service_id,
        services.service_name,
        periods.interval_start_at,
        periods.settlement_date,
        periods.settlement_period,
        periods.run,
        periods.expected_pence,
        periods.settled_pence,
        periods.variance_pence,
        periods.price_effect_pence,
        periods.volume_effect_pence,
        periods.performance_effect_pence,
        periods.missing_effect_pence,
        periods.additional_effect_pence,
        {%- for amount in [
            'expected', 'settled', 'variance', 'price_effect', 'volume_effect', 'performance_effect', 'missing_effect',
            'additional_effect'
        ] %}
        {{ pence_to_gbp('periods.' ~ amount ~ '_pence') }} as {{ amount }}_gbp,
        {%- endfor %}
        periods.missing_line_count,
        periods.additional_line_count,
        periods.coverage_ratio
    from periods
    inner join sites on periods.site_id = sites.site_id
    inner join services on periods.service_id = services.service_id
)

select * from service_half_hours
