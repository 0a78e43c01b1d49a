select run, run as run_label, min(settlement_date) as first_date, max(settlement_date) as last_date
from bess.mart_revenue_daily
group by run
order by first_date
