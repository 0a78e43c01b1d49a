-- One row per site and settlement period, money of a plant that follows its schedule beside what was realised.
with

gaps as (
    select * from {{ ref('int_loss__gap_half_hour') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

told as (
    select
        gaps.site_id,
        gaps.interval_start_at,
        gaps.settlement_date,
        gaps.settlement_period,
        gaps.baseline_pence,
        gaps.realised_pence,
        gaps.retained_pence,
        gaps.gap_pence,
        gaps.measured_minutes,
        sites.period_minutes as expected_minutes
    from gaps
    inner join sites on gaps.site_id = sites.site_id
)

select * from told
