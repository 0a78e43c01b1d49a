select distinct
    strftime(month_start_date, '%Y-%m-%d') as value,
    strftime(month_start_date, '%B %Y') as text
from bess.mart_sla_evidence
order by value desc
