select
    site_id,
    site_name,
    soh_measured_date,
    soh_ratio,
    guaranteed_soh_ratio,
    headroom_ratio,
    headroom_after_tolerance_ratio,
    is_breach_beyond_tolerance,
    warranty_status,
    discharged_dc_mwh,
    warranted_dc_mwh,
    throughput_headroom_ratio,
    throughput_run_out_date,
    window_violation_count,
    is_claim_supported
from mart_warranty_site
order by site_id
