-- A limit that no check reads gives a false sense of safety: only numbers with minimum and maximum are judged. A tag is
-- one column of fact_telemetry, so it is of one kind and unit whatever delivers it.
with

tags as (
    select * from {{ ref('telemetry_tags') }}
),

several_units as (
    select tag
    from tags
    group by 1
    having min(unit) != max(unit) or min(value_kind) != max(value_kind)
)

select
    tags.asset_type,
    tags.tag
from tags
left join several_units on tags.tag = several_units.tag
where
    several_units.tag is not null
    or (tags.unit = 'state') != (tags.value_kind = 'state')
    or (tags.minimum is null) != (tags.maximum is null)
    or tags.minimum >= tags.maximum
    or (
        (tags.minimum is null or tags.value_kind = 'state')
        and coalesce(tags.minimum, tags.max_change_per_minute, tags.flat_line_minutes) is not null
    )
