select cause_label, owner, sum(loss_gbp) as loss_gbp
from bess.mart_loss_mtd
where is_controllable
group by cause_label, owner
order by loss_gbp desc
limit 1
