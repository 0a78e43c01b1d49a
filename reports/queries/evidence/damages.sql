select *, '/sites/' || site_id as site_link, replace(replace(damages_rule, '_gbp', ''), '_', ' ') as rule
from bess.mart_sla_damages
where
    strftime(month_start_date, '%Y-%m-%d') = '${inputs.month}'
    and '${inputs.site}' in ('all', site_id)
    and '${inputs.counterparty}' in ('all', counterparty)
order by damages_gbp desc, cap_used_ratio desc, sla_term_id
