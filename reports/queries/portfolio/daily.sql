select
    revenue.settlement_date,
    sum(revenue.settled_revenue_gbp) as settled_gbp,
    sum(revenue.accrued_revenue_gbp) as accrued_gbp,
    sum(revenue.budget_gbp) as budget_gbp
from bess.mart_revenue_daily as revenue
inner join bess.mart_reporting_period as period
    on period.period_id = '${inputs.period}' and revenue.settlement_date between period.first_date and period.last_date
where '${inputs.site}' in ('all', revenue.site_id)
group by revenue.settlement_date
order by revenue.settlement_date
