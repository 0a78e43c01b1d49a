select cause as value, cause_label as text, min(cause_order) as cause_order
from bess.mart_loss_daily
group by cause, cause_label
order by cause_order
