select cause_label, '/combined/revenue-loss?site=${params.site_id}' as loss_link, sum(lost_mwh) as lost_mwh, sum(loss_gbp) as loss_gbp
from bess.mart_loss_daily
where
    site_id = '${params.site_id}'
    and settlement_date >= (select max(month_start_date) from bess.mart_portfolio_overview_mtd)
group by cause_label
having sum(loss_gbp) <> 0
order by loss_gbp desc
