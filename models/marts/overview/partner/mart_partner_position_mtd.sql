-- One row per partner, the statement of the month to date with the floor, the cap and the availability behind it.
with

as_of as (
    select * from {{ ref('dim_as_of') }}
),

partners as (
    select * from {{ ref('dim_partner') }}
),

statements as (
    select * from {{ ref('mart_partner_statement_monthly') }}
),

availability as (
    select
        mart.site_id,
        sum(mart.contractual_available_mw_minutes) as contractual_available_mw_minutes,
        sum(mart.contractual_counted_mw_minutes) as contractual_counted_mw_minutes
    from {{ ref('mart_availability_daily') }} as mart
    inner join as_of on mart.site_id = as_of.site_id
    where {{ within_window('mart.site_local_date', 'mtd', 'as_of') }}
    group by 1
),

paid as (
    select
        payments.partner_id,
        cast(sum(payments.amount_pence) as bigint) as payouts_ytd_pence
    from {{ ref('fact_partner_payment') }} as payments
    inner join partners on payments.partner_id = partners.partner_id
    inner join as_of on partners.site_id = as_of.site_id
    where {{ within_window('payments.paid_date', 'ytd', 'as_of') }}
    group by 1
),

open_disputes as (
    select
        partners.partner_id,
        count(*) as pending_dispute_count
    from partners
    inner join {{ ref('fact_dispute') }} as disputes
        on
            partners.site_id = disputes.site_id
            and coalesce(disputes.partner_id, partners.partner_id) = partners.partner_id
    where disputes.is_open
    group by 1
),

positions as (
    select
        partners.partner_id,
        partners.partner_name,
        partners.partner_type,
        partners.site_id,
        as_of.month_start_date,
        as_of.as_of_date,
        statements.statement_status,
        statements.day_count,
        statements.due_day_count,
        statements.accrued_day_count,
        statements.net_trading_pence,
        statements.accrued_net_trading_pence,
        statements.distributable_pence,
        statements.floor_pence,
        statements.cap_pence,
        statements.top_up_pence,
        statements.partner_share_pence,
        {{ pence_to_gbp('statements.partner_share_pence') }} as partner_share_mtd_gbp,
        statements.floor_cap_position,
        statements.distributable_gbp_per_mw_year,
        statements.effective_share_ratio,
        statements.accrued_ratio,
        {{ safe_ratio('availability.contractual_available_mw_minutes', 'availability.contractual_counted_mw_minutes') }}
            as availability_used_ratio,
        coalesce(open_disputes.pending_dispute_count, 0) as pending_dispute_count,
        coalesce(paid.payouts_ytd_pence, 0) as payouts_ytd_pence,
        {{ pence_to_gbp('coalesce(paid.payouts_ytd_pence, 0)') }} as payouts_ytd_gbp,
        statements.coverage_ratio
    from partners
    inner join as_of on partners.site_id = as_of.site_id
    left join statements
        on
            partners.partner_id = statements.partner_id
            and as_of.month_start_date = statements.statement_month_date
    left join availability on partners.site_id = availability.site_id
    left join open_disputes on partners.partner_id = open_disputes.partner_id
    left join paid on partners.partner_id = paid.partner_id
)

select * from positions
