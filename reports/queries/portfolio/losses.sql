select cause_label, '/combined/revenue-loss?site=${inputs.site}' as loss_link, sum(lost_mwh) as lost_mwh, sum(loss_gbp) as loss_gbp
from bess.mart_loss_mtd
where '${inputs.site}' in ('all', site_id)
group by cause_label
having sum(loss_gbp) <> 0
order by loss_gbp desc
