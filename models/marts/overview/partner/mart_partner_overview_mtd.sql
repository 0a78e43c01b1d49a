-- One row per portfolio: what partners are owed, month to date.
with

positions as (
    select * from {{ ref('mart_partner_position_mtd') }}
),

clauses as (
    select
        count(*) filter (where months.is_passed) as passed_clause_count,
        count(*) as tested_clause_count
    from {{ ref('mart_sla_compliance') }} as months
    inner join {{ ref('dim_as_of') }} as as_of
        on months.site_id = as_of.site_id and {{ within_window('months.month_start_date', 'mtd', 'as_of') }}
    where months.is_passed is not null
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

open_disputes as (
    select * from {{ ref('fact_dispute') }}
    where is_open
),

-- Two partners of one site share the same money, which counts once.
site_money as (
    select
        site_id,
        max(distributable_pence) as distributable_pence,
        max(day_count) as day_count,
        max(due_day_count) as due_day_count,
        max(net_trading_pence) as net_trading_pence,
        max(accrued_net_trading_pence) as accrued_net_trading_pence
    from positions
    group by 1
),

shared as (
    select
        cast(sum(distributable_pence) as bigint) as distributable_pence,
        {{ safe_ratio('cast(sum(day_count) as double)', 'sum(due_day_count)') }} as coverage_ratio,
        cast(sum(net_trading_pence) as bigint) as net_trading_pence,
        cast(sum(accrued_net_trading_pence) as bigint) as accrued_net_trading_pence
    from site_money
),

as_of as (
    select
        max(as_of_date) as as_of_date,
        min(month_start_date) as month_start_date
    from {{ ref('dim_as_of') }}
),

owed as (
    select
        count(*) as partner_count,
        cast(sum(partner_share_pence) as bigint) as partner_share_mtd_pence,
        cast(sum(payouts_ytd_pence) as bigint) as payouts_ytd_pence
    from positions
),

overview as (
    select
        as_of.as_of_date,
        as_of.month_start_date,
        owed.partner_count,
        owed.partner_share_mtd_pence,
        {{ pence_to_gbp('owed.partner_share_mtd_pence') }} as partner_share_mtd_gbp,
        shared.distributable_pence as distributable_mtd_pence,
        {{ pence_to_gbp('shared.distributable_pence') }} as distributable_mtd_gbp,
        {{ if_covered(
            safe_ratio('cast(owed.partner_share_mtd_pence as double)', 'shared.distributable_pence'),
            'shared.coverage_ratio'
        ) }} as effective_share_ratio,
        {{ if_covered(
            safe_ratio('cast(shared.accrued_net_trading_pence as double)', 'shared.net_trading_pence'),
            'shared.coverage_ratio'
        ) }} as accrued_ratio,
        clauses.passed_clause_count,
        clauses.tested_clause_count,
        {{ safe_ratio('cast(clauses.passed_clause_count as double)', 'clauses.tested_clause_count') }}
            as sla_compliance_ratio,
        {{ limit_of('sla_compliance') }} as sla_target_ratio,
        (
            select count(*) from open_disputes
            where open_disputes.site_id in (select site_money.site_id from site_money)
        ) as pending_dispute_count,
        {{ pence_to_gbp('owed.payouts_ytd_pence') }} as payouts_ytd_gbp,
        shared.coverage_ratio
    from as_of
    cross join owed
    cross join shared
    cross join clauses
)

select * from overview
