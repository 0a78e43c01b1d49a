-- One row per site and step that leads from what the schedule was worth to what was realised in the month to date.
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

as_of as (
    select * from {{ ref('dim_as_of') }}
),

totals as (
    select
        gaps.site_id,
        cast(sum(gaps.baseline_pence) as bigint) as baseline_pence,
        cast(sum(gaps.realised_pence) as bigint) as realised_pence,
        cast(sum(gaps.retained_pence) as bigint) as retained_pence,
        {{ safe_ratio('cast(sum(gaps.measured_minutes) as double)', 'sum(gaps.expected_minutes)') }} as coverage_ratio
    from gaps
    inner join as_of on gaps.site_id = as_of.site_id and {{ within_window('gaps.settlement_date', 'mtd', 'as_of') }}
    group by 1
),

bucket_totals as (
    select
        losses.site_id,
        losses.cause,
        cast(sum(losses.loss_pence) as bigint) as loss_pence
    from losses
    inner join as_of on losses.site_id = as_of.site_id and {{ within_window('losses.settlement_date', 'mtd', 'as_of') }}
    group by 1, 2
),

steps as (
    select
        site_id,
        cast(0 as bigint) as step_order,
        'baseline' as step_key,
        'Schedule followed' as step_label,
        'total' as step_type,
        baseline_pence as amount_pence
    from totals
    union all
    select
        totals.site_id,
        causes.cause_order as step_order,
        causes.cause as step_key,
        causes.cause_label as step_label,
        'change' as step_type,
        -coalesce(bucket_totals.loss_pence, 0) as amount_pence
    from totals
    cross join causes
    left join bucket_totals on totals.site_id = bucket_totals.site_id and causes.cause = bucket_totals.cause
    union all
    select
        site_id,
        cast(20 as bigint) as step_order,
        'retained' as step_key,
        'Value kept in store' as step_label,
        'change' as step_type,
        -retained_pence as amount_pence
    from totals
    union all
    select
        site_id,
        cast(21 as bigint) as step_order,
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
        steps.step_order,
        steps.step_key,
        steps.step_label,
        steps.step_type,
        steps.amount_pence,
        {{ if_covered(pence_to_gbp('steps.amount_pence'), 'totals.coverage_ratio') }} as amount_gbp,
        totals.coverage_ratio
    from steps
    inner join totals on steps.site_id = totals.site_id
    inner join sites on steps.site_id = sites.site_id
)

select * from told
