select
    site_id,
    site_name,
    axis,
    basis,
    soh_date,
    position,
    soh_ratio,
    soh_p10_ratio,
    soh_p90_ratio
from mart_soh_fan
order by axis, site_id, position
