select cause_label, owner, site_name, site_link,
    replace(replace(cast(is_controllable as varchar), 'true', 'yes'), 'false', 'no') as avoidable,
    replace(replace(cast(is_recoverable as varchar), 'true', 'yes'), 'false', 'no') as recoverable,
    sum(lost_mwh) as lost_mwh, sum(loss_gbp) as loss_gbp
from ${chosen_days}
group by cause_label, owner, site_name, site_link, is_controllable, is_recoverable
having sum(loss_gbp) <> 0
order by loss_gbp desc
