select period_id as value, period_label as text, first_date, last_date
from bess.mart_reporting_period
order by period_order
