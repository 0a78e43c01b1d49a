select site_name, max(soc_error_max_ratio) as worst_ratio, count(*) filter (where is_alerted) as day_count, max(alert_ratio) as alert_ratio
from ${accuracy}
group by site_name having count(*) filter (where is_alerted) > 0
order by day_count desc
