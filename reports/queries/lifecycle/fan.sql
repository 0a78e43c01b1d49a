select fan.*, site.soh_tolerance_ratio
from bess.mart_soh_fan as fan
inner join bess.mart_lifecycle_site as site on fan.site_id = site.site_id
cross join bess.mart_lifecycle_overview as overview
where
    fan.axis = '${inputs.axis}'
    and '${inputs.site}' in ('all', fan.site_id)
    and fan.basis not like 'end_of_life%'
    and (fan.basis = 'guarantee' or fan.soh_date <= overview.as_of_date + to_years(try_cast('${inputs.ahead}' as integer)))
order by fan.site_name, fan.basis, fan.position
