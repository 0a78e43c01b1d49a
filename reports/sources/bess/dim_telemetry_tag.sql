select
    asset_type,
    tag,
    tag_order,
    tag_name,
    meaning,
    unit,
    value_kind,
    is_shown_first
from dim_telemetry_tag
order by asset_type, tag_order
