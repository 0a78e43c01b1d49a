-- A limit in the seed that no check reads gives a false sense of safety.
select
    tag,
    asset_type,
    max_change_per_minute,
    flat_line_minutes
from {{ ref('quality_rules') }}
where
    (
        max_change_per_minute is not null
        {%- for tag in var('rate_checked_tags') %}
        and tag != '{{ tag }}'
        {%- endfor %}
    )
    or (
        flat_line_minutes is not null
        {%- for tag in var('flat_line_checked_tags') %}
        and tag != '{{ tag }}'
        {%- endfor %}
    )
