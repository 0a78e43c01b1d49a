-- One row per site and bucket, energy and money lost in the month to date, with who can act on it.
with

days as (
    select * from {{ ref('mart_loss_daily') }}
),

causes as (
    select * from {{ ref('dim_loss_cause') }}
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

totals as (
    select
        days.site_id,
        days.site_name,
        as_of.month_start_date,
        as_of.as_of_date,
        days.cause,
        sum(days.lost_mwh) as lost_mwh,
        cast(sum(days.energy_loss_pence) as bigint) as energy_loss_pence,
        cast(sum(days.availability_loss_pence) as bigint) as availability_loss_pence,
        cast(sum(days.loss_pence) as bigint) as loss_pence,
        {{ safe_ratio('cast(sum(days.measured_minutes) as double)', 'sum(days.expected_minutes)') }} as coverage_ratio
    from days
    inner join as_of on days.site_id = as_of.site_id and {{ within_window('days.settlement_date', 'mtd', 'as_of') }}
    group by 1, 2, 3, 4, 5
),

months as (
    select
        site_id,
        site_name,
        month_start_date,
        as_of_date,
        max(coverage_ratio) as coverage_ratio
    from totals
    group by 1, 2, 3, 4
),

-- A bucket that nobody delivers data for is listed without an amount.
site_buckets as (
    select
        months.site_id,
        months.site_name,
        months.month_start_date,
        months.as_of_date,
        causes.cause,
        causes.cause_order,
        causes.cause_label,
        causes.loss_group,
        causes.owner,
        causes.is_controllable,
        causes.is_recoverable,
        causes.description,
        totals.lost_mwh,
        totals.energy_loss_pence,
        totals.availability_loss_pence,
        totals.loss_pence,
        {{ if_covered(pence_to_gbp('totals.loss_pence'), 'months.coverage_ratio') }} as loss_gbp,
        months.coverage_ratio
    from months
    cross join causes
    left join totals on months.site_id = totals.site_id and causes.cause = totals.cause
)

select * from site_buckets
