-- One row per site and bucket, energy and money lost in the month to date, with who can act on it.
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

as_of as (
    select * from {{ ref('dim_as_of') }}
),

months as (
    select
        as_of.site_id,
        as_of.month_start_date,
        as_of.as_of_date,
        cast(sum(gaps.gap_pence) as bigint) as gap_pence,
        {{ safe_ratio('cast(sum(gaps.measured_minutes) as double)', 'sum(gaps.expected_minutes)') }} as coverage_ratio
    from as_of
    inner join gaps on as_of.site_id = gaps.site_id and {{ within_window('gaps.settlement_date', 'mtd', 'as_of') }}
    group by 1, 2, 3
),

bucket_months as (
    select
        losses.site_id,
        losses.cause,
        sum(losses.lost_mwh) as lost_mwh,
        cast(sum(losses.energy_loss_pence) as bigint) as energy_loss_pence,
        cast(sum(losses.availability_loss_pence) as bigint) as availability_loss_pence,
        cast(sum(losses.loss_pence) as bigint) as loss_pence
    from losses
    inner join as_of on losses.site_id = as_of.site_id and {{ within_window('losses.settlement_date', 'mtd', 'as_of') }}
    group by 1, 2
),

measured as (
    select
        months.*,
        sites.site_name,
        causes.cause,
        causes.cause_order,
        causes.cause_label,
        causes.loss_group,
        causes.owner,
        causes.is_controllable,
        causes.is_recoverable,
        causes.description,
        case when causes.cause_kind <> 'not_measured' then coalesce(bucket_months.lost_mwh, 0) end as lost_mwh,
        case when causes.cause_kind <> 'not_measured' then coalesce(bucket_months.energy_loss_pence, 0) end
            as energy_loss_pence,
        case when causes.cause_kind <> 'not_measured' then coalesce(bucket_months.availability_loss_pence, 0) end
            as availability_loss_pence,
        case when causes.cause_kind <> 'not_measured' then coalesce(bucket_months.loss_pence, 0) end as loss_pence
    from months
    inner join sites on months.site_id = sites.site_id
    cross join causes
    left join bucket_months on months.site_id = bucket_months.site_id and causes.cause = bucket_months.cause
),

told as (
    select
        site_id,
        site_name,
        month_start_date,
        as_of_date,
        cause,
        cause_order,
        cause_label,
        loss_group,
        owner,
        is_controllable,
        is_recoverable,
        description,
        lost_mwh,
        energy_loss_pence,
        availability_loss_pence,
        loss_pence,
        gap_pence,
        {{ if_covered(pence_to_gbp('loss_pence'), 'coverage_ratio') }} as loss_gbp,
        coverage_ratio
    from measured
)

select * from told
