select days.settlement_date, days.rte_soc_corrected_ratio, days.auxiliary_ratio, auxiliaries.auxiliary_increase_ratio
from bess.mart_energy_daily as days
left join bess.mart_auxiliary_daily as auxiliaries
    on days.site_id = auxiliaries.site_id and days.settlement_date = auxiliaries.settlement_date
where days.site_id = '${params.site_id}'
order by days.settlement_date
