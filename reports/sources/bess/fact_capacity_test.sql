select
    test_id,
    site_id,
    tested_at,
    discharged_mwh,
    contract_mwh,
    capacity_ratio,
    mean_temp_c
from fact_capacity_test
order by site_id, tested_at
