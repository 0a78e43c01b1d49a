select
    settlement_date,
    strftime(settlement_date, '%-d %B %Y') as day_name,
    strftime(settlement_date, '%Y-%m-%d') as day_id,
    '/settlement-days/' || strftime(settlement_date, '%Y-%m-%d') as day_link,
    max(run) as run,
    sum(revenue_gbp) as revenue_gbp,
    sum(settled_revenue_gbp) as settled_gbp,
    sum(accrued_revenue_gbp) as accrued_gbp,
    sum(budget_gbp) as budget_gbp
from bess.mart_revenue_daily
group by settlement_date
order by settlement_date desc
