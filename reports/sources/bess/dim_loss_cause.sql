select
    cause,
    cause_label
from dim_loss_cause
order by cause
