-- One row per site and physical cause, its loss in the month to date by the order in which causes are switched off.
with

audits as (
    select * from {{ ref('fact_loss_audit_half_hour') }}
),

gaps as (
    select * from {{ ref('fact_loss_gap_half_hour') }}
),

causes as (
    select * from {{ ref('dim_loss_cause') }}
    where cause_kind = 'physical'
),

sites as (
    select * from {{ ref('dim_site') }}
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

totals as (
    select
        audits.site_id,
        audits.cause,
        cast(sum(audits.loss_pence) as bigint) as loss_pence,
        cast(sum(audits.alone_loss_pence) as bigint) as alone_loss_pence,
        cast(sum(audits.last_loss_pence) as bigint) as last_loss_pence
    from audits
    inner join as_of on audits.site_id = as_of.site_id and {{ within_window('audits.settlement_date', 'mtd', 'as_of') }}
    group by 1, 2
),

coverages as (
    select
        gaps.site_id,
        {{ safe_ratio('cast(sum(gaps.measured_minutes) as double)', 'sum(gaps.expected_minutes)') }} as coverage_ratio
    from gaps
    inner join as_of on gaps.site_id = as_of.site_id and {{ within_window('gaps.settlement_date', 'mtd', 'as_of') }}
    group by 1
),

told as (
    select
        sites.site_id,
        sites.site_name,
        causes.cause,
        causes.cause_order,
        causes.cause_label,
        coalesce(totals.loss_pence, 0) as loss_pence,
        coalesce(totals.alone_loss_pence, 0) as alone_loss_pence,
        coalesce(totals.last_loss_pence, 0) as last_loss_pence,
        coalesce(totals.last_loss_pence - totals.alone_loss_pence, 0) as order_sensitivity_pence,
        {{ if_covered(
            pence_to_gbp('coalesce(totals.last_loss_pence - totals.alone_loss_pence, 0)'), 'coverages.coverage_ratio'
        ) }} as order_sensitivity_gbp,
        coverages.coverage_ratio
    from sites
    cross join causes
    left join coverages on sites.site_id = coverages.site_id
    left join totals on sites.site_id = totals.site_id and causes.cause = totals.cause
)

select * from told
