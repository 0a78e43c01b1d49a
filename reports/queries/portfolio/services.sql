select
    service_name,
    '/enka/settlement?period=mtd&service=' || service_id || '&site=${inputs.site}' as service_link,
    sum(revenue_gbp) as revenue_gbp,
    sum(budget_gbp) as budget_gbp,
    sum(revenue_gbp) - sum(budget_gbp) as gap_gbp
from bess.mart_revenue_daily
where
    '${inputs.site}' in ('all', site_id)
    and settlement_date >= (select month_start_date from bess.mart_portfolio_overview_mtd)
group by service_id, service_name
order by gap_gbp
