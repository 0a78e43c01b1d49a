select
    site_id,
    settlement_date,
    discharged_mwh,
    charged_mwh,
    auxiliary_mwh,
    rte_soc_corrected_ratio,
    auxiliary_ratio,
    standby_loss_kw,
    coverage_ratio
from mart_energy_daily
order by site_id, settlement_date
