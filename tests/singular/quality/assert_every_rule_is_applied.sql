-- A limit in the seed that no check reads gives a false sense of safety.
select
    tag,
    asset_type,
    max_change_per_minute,
    flat_line_minutes
from {{ ref('quality_rules') }}
where
    (max_change_per_minute is not null and tag not in ('{{ var("rate_checked_tags") | join("', '") }}'))
    or (flat_line_minutes is not null and tag not in ('{{ var("flat_line_checked_tags") | join("', '") }}'))
