-- One row per site, settlement period and bucket with a loss, energy and money lost.
with

buckets as (
    select * from {{ ref('int_loss__bucket_half_hour') }}
),

gaps as (
    select * from {{ ref('int_loss__gap_half_hour') }}
),

told as (
    select
        buckets.site_id,
        buckets.interval_start_at,
        gaps.settlement_date,
        gaps.settlement_period,
        buckets.cause,
        buckets.lost_mwh,
        buckets.retained_mwh,
        buckets.energy_loss_pence,
        buckets.availability_loss_pence,
        buckets.loss_pence
    from buckets
    inner join gaps
        on buckets.site_id = gaps.site_id and buckets.interval_start_at = gaps.interval_start_at
)

select * from told
