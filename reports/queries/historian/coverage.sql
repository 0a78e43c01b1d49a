select
    tags.site_name,
    tags.asset_type,
    tags.tag,
    names.tag_name,
    names.unit,
    tags.sample_count,
    tags.empty_count,
    tags.missing_count,
    tags.quarantined_count,
    tags.late_count,
    tags.coverage_ratio
from bess.mart_historian_tag as tags
inner join bess.dim_telemetry_tag as names on tags.asset_type = names.asset_type and tags.tag = names.tag
where '${inputs.site}' in ('all', tags.site_id)
order by tags.coverage_ratio, tags.site_name, tags.asset_type, names.tag_order
