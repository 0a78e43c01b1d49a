select * from bess.mart_degradation_rate
where '${inputs.site}' in ('all', site_id)
order by site_name, basis desc
