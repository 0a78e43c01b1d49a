-- One row per site, settlement date and step that leads from what the schedule was worth to what was realised.
with

gaps as (
    select * from {{ ref('fact_loss_gap_half_hour') }}
),

buckets as (
    select * from {{ ref('mart_loss_daily') }}
),

totals as (
    select
        site_id,
        settlement_date,
        cast(sum(baseline_pence) as bigint) as baseline_pence,
        cast(sum(realised_pence) as bigint) as realised_pence,
        cast(sum(retained_pence) as bigint) as retained_pence
    from gaps
    group by 1, 2
),

site_days as (
    select
        site_id,
        site_name,
        settlement_date,
        max(coverage_ratio) as coverage_ratio
    from buckets
    group by 1, 2, 3
),

amounts as (
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
        site_id,
        settlement_date,
        cause_order as step_order,
        cause as step_key,
        cause_label as step_label,
        'change' as step_type,
        -loss_pence as amount_pence
    from buckets
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

steps as (
    select
        amounts.site_id,
        site_days.site_name,
        amounts.settlement_date,
        amounts.step_order,
        amounts.step_key,
        amounts.step_label,
        amounts.step_type,
        amounts.amount_pence,
        -- Never blank: a waterfall with a day missing would not add up. Its coverage stands beside it.
        {{ pence_to_gbp('amounts.amount_pence') }} as amount_gbp,
        site_days.coverage_ratio
    from amounts
    inner join site_days
        on amounts.site_id = site_days.site_id and amounts.settlement_date = site_days.settlement_date
)

select * from steps
