-- One row per site, settlement period and bucket with a loss, energy and money lost in that half-hour.
with

losses as (
    select * from {{ ref('fact_loss_half_hour') }}
),

gaps as (
    select * from {{ ref('fact_loss_gap_half_hour') }}
),

causes as (
    select * from {{ ref('dim_loss_cause') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

told as (
    select
        losses.site_id,
        sites.site_name,
        losses.interval_start_at,
        losses.settlement_date,
        losses.settlement_period,
        losses.cause,
        causes.cause_label,
        causes.owner,
        losses.lost_mwh,
        losses.loss_pence,
        {{ pence_to_gbp('losses.loss_pence') }} as loss_gbp,
        {{ safe_ratio('cast(gaps.measured_minutes as double)', 'gaps.expected_minutes') }} as coverage_ratio
    from losses
    inner join gaps on losses.site_id = gaps.site_id and losses.interval_start_at = gaps.interval_start_at
    inner join causes on losses.cause = causes.cause
    inner join sites on losses.site_id = sites.site_id
)

select * from told
