select mart.*, dim_site.site_name || ' · ' || mart.clause as label
from bess.mart_sla_breach_daily as mart
inner join bess.dim_site as dim_site on mart.site_id = dim_site.site_id
where
    strftime(mart.site_local_date, '%Y-%m-01') = '${inputs.month}'
    and '${inputs.site}' in ('all', mart.site_id)
    and '${inputs.counterparty}' in ('all', mart.counterparty)
order by label, mart.site_local_date
