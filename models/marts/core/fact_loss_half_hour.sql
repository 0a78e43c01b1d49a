-- One row per site, settlement period and bucket with a loss, energy and money lost.
with

physical as (
    select * from {{ ref('int_loss__cause_half_hour') }}
),

gaps as (
    select * from {{ ref('fact_loss_gap_half_hour') }}
),

-- What neither a physical cause nor money explains is a bucket of its own, so that buckets add up to the gap.
residuals as (
    select
        gaps.site_id,
        gaps.interval_start_at,
        gaps.settlement_date,
        gaps.settlement_period,
        max(gaps.contract_penalty_pence) as contract_penalty_pence,
        max(gaps.price_variance_pence) as price_variance_pence,
        max(gaps.gap_pence - gaps.contract_penalty_pence - gaps.price_variance_pence)
        - cast(coalesce(sum(physical.loss_pence), 0) as bigint) as unexplained_pence
    from gaps
    left join physical
        on gaps.site_id = physical.site_id and gaps.interval_start_at = physical.interval_start_at
    group by 1, 2, 3, 4
),

buckets as (
    select
        physical.site_id,
        physical.interval_start_at,
        physical.settlement_date,
        physical.settlement_period,
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
        settlement_date,
        settlement_period,
        '{{ cause }}' as cause,
        cast(0 as double) as lost_mwh,
        cast(0 as double) as retained_mwh,
        cast(0 as bigint) as energy_loss_pence,
        cast(0 as bigint) as availability_loss_pence,
        {{ cause }}_pence as loss_pence
    from residuals
    where {{ cause }}_pence <> 0
    {%- endfor %}
),

losses as (
    select
        *,
        {{ pence_to_gbp('loss_pence') }} as loss_gbp
    from buckets
)

select * from losses
