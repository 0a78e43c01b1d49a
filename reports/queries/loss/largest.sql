select cause_label, owner, sum(loss_gbp) as loss_gbp
from bess.mart_loss_daily
where is_controllable and settlement_date >= (select max(month_start_date) from bess.mart_loss_overview_mtd)
group by cause_label, owner
order by loss_gbp desc
limit 1
