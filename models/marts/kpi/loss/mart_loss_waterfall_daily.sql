-- One row per site, settlement date and step that leads from what the schedule was worth to what was realised.
with

losses as (
    select * from {{ ref('fact_loss_half_hour') }}
),

gaps as (
    select * from {{ ref('fact_loss_gap_half_hour') }}
),

causes as (
    select * from {{ ref('dim_loss_cause') }}
    where cause_kind <> 'not_measured'
),

sites as (
    select * from {{ ref('dim_site') }}
),

totals as (
    select
        site_id,
        settlement_date,
        cast(sum(baseline_pence) as bigint) as baseline_pence,
        cast(sum(realised_pence) as bigint) as realised_pence,
        cast(sum(retained_pence) as bigint) as retained_pence,
        {{ safe_ratio('cast(sum(measured_minutes) as double)', 'sum(expected_minutes)') }} as coverage_ratio
    from gaps
    group by 1, 2
),

bucket_totals as (
    select
        site_id,
        settlement_date,
        cause,
        cast(sum(loss_pence) as bigint) as loss_pence
    from losses
    group by 1, 2, 3
),

steps as (
    -- Energy still in store is no loss: it leaves the comparison before the causes are counted.
    select
        site_id,
        settlement_date,
        cast(0 as bigint) as step_order,
        'expected' as step_key,
        'Expected' as step_label,
        'total' as step_type,
        baseline_pence - retained_pence as amount_pence
    from totals
    union all
    select
        totals.site_id,
        totals.settlement_date,
        causes.cause_order as step_order,
        causes.cause as step_key,
        causes.cause_label as step_label,
        'change' as step_type,
        -coalesce(bucket_totals.loss_pence, 0) as amount_pence
    from totals
    cross join causes
    left join bucket_totals
        on
            totals.site_id = bucket_totals.site_id
            and totals.settlement_date = bucket_totals.settlement_date
            and causes.cause = bucket_totals.cause
    union all
    select
        site_id,
        settlement_date,
        cast(99 as bigint) as step_order,
        'realised' as step_key,
        'Realised' as step_label,
        'total' as step_type,
        realised_pence as amount_pence
    from totals
),

told as (
    select
        steps.site_id,
        sites.site_name,
        steps.settlement_date,
        steps.step_order,
        steps.step_key,
        steps.step_label,
        steps.step_type,
        steps.amount_pence,
        -- Never blank: a waterfall with a day missing would not add up. Its coverage stands beside it.
        {{ pence_to_gbp('steps.amount_pence') }} as amount_gbp,
        totals.coverage_ratio
    from steps
    inner join totals
        on steps.site_id = totals.site_id and steps.settlement_date = totals.settlement_date
    inner join sites on steps.site_id = sites.site_id
)

select * from told
