-- One row per site, settlement date and physical cause, its loss by the order in which causes are switched off.
with

audits as (
    select * from {{ ref('int_loss__audit_half_hour') }}
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

days as (
    select
        site_id,
        settlement_date,
        {{ safe_ratio('cast(sum(measured_minutes) as double)', 'sum(expected_minutes)') }} as coverage_ratio
    from gaps
    group by 1, 2
),

totals as (
    select
        site_id,
        settlement_date,
        cause,
        cast(sum(loss_pence) as bigint) as loss_pence,
        cast(sum(alone_loss_pence) as bigint) as alone_loss_pence,
        cast(sum(last_loss_pence) as bigint) as last_loss_pence
    from audits
    group by 1, 2, 3
),

filled as (
    select
        days.site_id,
        sites.site_name,
        days.settlement_date,
        causes.cause,
        causes.cause_order,
        causes.cause_label,
        coalesce(totals.loss_pence, 0) as loss_pence,
        coalesce(totals.alone_loss_pence, 0) as alone_loss_pence,
        coalesce(totals.last_loss_pence, 0) as last_loss_pence,
        days.coverage_ratio
    from days
    inner join sites on days.site_id = sites.site_id
    cross join causes
    left join totals
        on
            days.site_id = totals.site_id
            and days.settlement_date = totals.settlement_date
            and causes.cause = totals.cause
),

cause_days as (
    select
        site_id,
        site_name,
        settlement_date,
        cause,
        cause_order,
        cause_label,
        loss_pence,
        alone_loss_pence,
        last_loss_pence,
        last_loss_pence - alone_loss_pence as order_sensitivity_pence,
        {{ pence_to_gbp('loss_pence') }} as loss_gbp,
        {{ pence_to_gbp('alone_loss_pence') }} as alone_loss_gbp,
        {{ pence_to_gbp('last_loss_pence') }} as last_loss_gbp,
        {{ pence_to_gbp('last_loss_pence - alone_loss_pence') }} as order_sensitivity_gbp,
        coverage_ratio
    from filled
)

select * from cause_days
