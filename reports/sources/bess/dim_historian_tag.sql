select
    asset_type,
    tag,
    tag_order,
    tag_name,
    unit,
    value_kind
from dim_historian_tag
order by asset_type, tag_order
