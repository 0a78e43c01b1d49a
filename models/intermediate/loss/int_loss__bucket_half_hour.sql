-- One row per site, settlement period and bucket with a loss: physical causes, money and what stays unexplained.
with

physical as (
    select * from {{ ref('int_loss__cause_half_hour') }}
),

gaps as (
    select * from {{ ref('int_loss__gap_half_hour') }}
),

physical_totals as (
    select
        site_id,
        interval_start_at,
        cast(sum(loss_pence) as bigint) as loss_pence
    from physical
    group by 1, 2
),

money as (
    select
        gaps.site_id,
        gaps.interval_start_at,
        gaps.contract_penalty_pence,
        gaps.price_variance_pence,
        gaps.gap_pence - gaps.contract_penalty_pence - gaps.price_variance_pence
        - coalesce(physical_totals.loss_pence, 0) as unexplained_pence
    from gaps
    left join physical_totals
        on gaps.site_id = physical_totals.site_id and gaps.interval_start_at = physical_totals.interval_start_at
),

buckets as (
    select
        physical.site_id,
        physical.interval_start_at,
        physical.cause,
        physical.lost_mwh,
        physical.retained_mwh,
        physical.energy_loss_pence,
        physical.availability_loss_pence,
        physical.loss_pence
    from physical
    inner join gaps
        on physical.site_id = gaps.site_id and physical.interval_start_at = gaps.interval_start_at
    {%- for cause in ['contract_penalty', 'price_variance', 'unexplained'] %}
    union all
    select
        site_id,
        interval_start_at,
        '{{ cause }}' as cause,
        cast(0 as double) as lost_mwh,
        cast(0 as double) as retained_mwh,
        cast(0 as bigint) as energy_loss_pence,
        cast(0 as bigint) as availability_loss_pence,
        {{ cause }}_pence as loss_pence
    from money
    where {{ cause }}_pence <> 0
    {%- endfor %}
)

select * from buckets
