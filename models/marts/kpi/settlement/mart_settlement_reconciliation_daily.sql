-- One row per site, service and settlement date with a published run, settled beside expected money and the verdict.
with

settlements as (
    select * from {{ ref('fact_settlement') }}
    where run <> 'ACCRUAL'
),

sites as (
    select * from {{ ref('dim_site') }}
),

services as (
    select * from {{ ref('dim_service') }}
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

toleranced as (
    select
        *,
        -- Performance is apart: our own factor is an estimate that cannot see the state of charge.
        variance_pence - performance_effect_pence as billing_variance_pence,
        cast(
            greatest(
                {{ limit_of('reconciliation_tolerance_gbp') }} * 100,
                {{ limit_of('reconciliation_tolerance_ratio') }} * abs(expected_revenue_pence)
            ) as bigint
        ) as tolerance_pence
    from settlements
),

judged as (
    select
        *,
        case
            when abs(billing_variance_pence) > tolerance_pence then 'breach'
            when abs(performance_effect_pence) > tolerance_pence then 'performance'
            when variance_pence <> 0 then 'within'
            else 'matched'
        end as reconciliation_status
    from toleranced
),

service_days as (
    select
        judged.site_id,
        sites.site_name,
        judged.service_id,
        services.service_name,
        judged.settlement_date,
        judged.run,
        judged.reconciliation_status,
        judged.expected_revenue_pence as expected_pence,
        judged.settled_revenue_pence as settled_pence,
        judged.variance_pence,
        judged.price_effect_pence,
        judged.volume_effect_pence,
        judged.performance_effect_pence,
        judged.missing_effect_pence,
        judged.additional_effect_pence,
        judged.billing_variance_pence,
        judged.tolerance_pence,
        case when judged.reconciliation_status = 'breach' then abs(judged.billing_variance_pence) else 0 end
            as unreconciled_pence,
        {{ pence_to_gbp('judged.expected_revenue_pence') }} as expected_gbp,
        {{ pence_to_gbp('judged.settled_revenue_pence') }} as settled_gbp,
        {{ pence_to_gbp('judged.variance_pence') }} as variance_gbp,
        {{ pence_to_gbp('judged.price_effect_pence') }} as price_effect_gbp,
        {{ pence_to_gbp('judged.volume_effect_pence') }} as volume_effect_gbp,
        {{ pence_to_gbp('judged.performance_effect_pence') }} as performance_effect_gbp,
        {{ pence_to_gbp('judged.missing_effect_pence') }} as missing_effect_gbp,
        {{ pence_to_gbp('judged.additional_effect_pence') }} as additional_effect_gbp,
        {{ pence_to_gbp('judged.tolerance_pence') }} as tolerance_gbp,
        judged.settled_period_count,
        judged.expected_period_count,
        {{ safe_ratio('cast(judged.settled_period_count as double)', 'judged.expected_period_count') }}
            as coverage_ratio
    from judged
    inner join sites on judged.site_id = sites.site_id
    inner join services on judged.service_id = services.service_id
)

select * from service_days
