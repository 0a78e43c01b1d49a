-- One row per site and settlement period with a gap, its loss and the bucket that cost most.
with

gaps as (
    select * from {{ ref('fact_loss_gap_half_hour') }}
),

losses as (
    select * from {{ ref('fact_loss_half_hour') }}
),

causes as (
    select * from {{ ref('dim_loss_cause') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

worst as (
    select
        losses.site_id,
        losses.interval_start_at,
        sum(losses.lost_mwh) as lost_mwh,
        cast(sum(losses.loss_pence) as bigint) as loss_pence,
        max_by(losses.cause, losses.loss_pence) as top_cause,
        max(losses.loss_pence) as top_cause_loss_pence
    from losses
    group by 1, 2
),

told as (
    select
        gaps.site_id,
        sites.site_name,
        gaps.interval_start_at,
        gaps.settlement_date,
        gaps.settlement_period,
        gaps.baseline_pence,
        gaps.realised_pence,
        gaps.retained_pence,
        gaps.gap_pence,
        {{ pence_to_gbp('gaps.gap_pence') }} as gap_gbp,
        worst.lost_mwh,
        causes.cause as top_cause,
        causes.cause_label as top_cause_label,
        worst.top_cause_loss_pence,
        row_number() over (partition by gaps.site_id order by gaps.gap_pence desc, gaps.interval_start_at asc)
            as loss_rank,
        {{ safe_ratio('cast(gaps.measured_minutes as double)', 'gaps.expected_minutes') }} as coverage_ratio
    from gaps
    inner join worst
        on gaps.site_id = worst.site_id and gaps.interval_start_at = worst.interval_start_at
    inner join causes on worst.top_cause = causes.cause
    inner join sites on gaps.site_id = sites.site_id
)

select * from told
