select
    period_order,
    period_id,
    period_label,
    first_date,
    last_date
from mart_reporting_period
order by period_order
