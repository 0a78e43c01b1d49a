select
    test_id,
    site_id,
    site_name,
    tested_at,
    demonstrated_mwh,
    contract_mwh,
    capacity_ratio,
    margin_mwh,
    mean_temp_c,
    is_latest
from mart_capacity_test
order by site_id, tested_at
