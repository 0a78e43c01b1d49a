-- One row per site, settlement date and bucket, energy and money lost.
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

measured_days as (
    select
        site_id,
        settlement_date,
        cast(sum(measured_minutes) as bigint) as measured_minutes,
        cast(sum(expected_minutes) as bigint) as expected_minutes
    from gaps
    group by 1, 2
),

bucket_days as (
    select
        site_id,
        settlement_date,
        cause,
        sum(lost_mwh) as lost_mwh,
        cast(sum(energy_loss_pence) as bigint) as energy_loss_pence,
        cast(sum(availability_loss_pence) as bigint) as availability_loss_pence,
        cast(sum(loss_pence) as bigint) as loss_pence
    from losses
    group by 1, 2, 3
),

site_days as (
    select
        measured_days.site_id,
        sites.site_name,
        measured_days.settlement_date,
        causes.cause,
        causes.cause_order,
        causes.cause_label,
        causes.loss_group,
        causes.owner,
        causes.is_controllable,
        causes.is_recoverable,
        coalesce(bucket_days.lost_mwh, 0) as lost_mwh,
        coalesce(bucket_days.energy_loss_pence, 0) as energy_loss_pence,
        coalesce(bucket_days.availability_loss_pence, 0) as availability_loss_pence,
        coalesce(bucket_days.loss_pence, 0) as loss_pence,
        {{ pence_to_gbp('coalesce(bucket_days.loss_pence, 0)') }} as loss_gbp,
        measured_days.measured_minutes,
        measured_days.expected_minutes,
        {{ safe_ratio('cast(measured_days.measured_minutes as double)', 'measured_days.expected_minutes') }}
            as coverage_ratio
    from measured_days
    inner join sites on measured_days.site_id = sites.site_id
    cross join causes
    left join bucket_days
        on
            measured_days.site_id = bucket_days.site_id
            and measured_days.settlement_date = bucket_days.settlement_date
            and causes.cause = bucket_days.cause
    -- A bucket nobody delivers data for has no zero.
    where causes.cause_kind <> 'not_measured'
)

select * from site_days
