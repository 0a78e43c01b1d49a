select
    service_name,
    '/enka/settlement?period=mtd&site=${params.site_id}&service=' || service_id as service_link,
    sum(revenue_gbp) as revenue_gbp,
    sum(settled_revenue_gbp) as settled_gbp,
    sum(accrued_revenue_gbp) as accrued_gbp,
    sum(budget_gbp) as budget_gbp,
    sum(revenue_gbp) - sum(budget_gbp) as gap_gbp
from bess.mart_revenue_daily
where
    site_id = '${params.site_id}'
    and settlement_date >= (select max(month_start_date) from bess.mart_portfolio_overview_mtd)
group by service_id, service_name
order by gap_gbp
