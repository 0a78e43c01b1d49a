-- The headline figure must be the ledger's: latest runs plus accrual of the month's days, nothing else.
with

headline as (
    select
        round(revenue_mtd_gbp * 100) as revenue_pence,
        round((settled_revenue_mtd_gbp + accrued_revenue_mtd_gbp) * 100) as parts_pence
    from {{ ref('mart_portfolio_overview_mtd') }}
),

ledger as (
    select sum(settlement.revenue_pence) as revenue_pence
    from {{ ref('fact_settlement') }} as settlement
    inner join {{ ref('dim_as_of') }} as as_of on settlement.site_id = as_of.site_id
    where settlement.settlement_date between as_of.month_start_date and as_of.as_of_date
)

select
    headline.revenue_pence as headline_pence,
    headline.parts_pence,
    ledger.revenue_pence as ledger_pence
from headline
cross join ledger
where headline.revenue_pence <> ledger.revenue_pence or headline.parts_pence <> ledger.revenue_pence
