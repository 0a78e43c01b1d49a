-- One row per site, the part of the last thirty complete days that telemetry covers, and how much of it is known.
with

exposure as (
    select * from {{ ref('fact_asset_exposure') }}
    where asset_type = 'inverter'
),

states as (
    select * from {{ ref('fact_availability_daily') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

observed as (
    select
        site_id,
        min(observed_from_at) as observed_from_at
    from exposure
    group by 1
),

known as (
    select
        states.site_id,
        cast(sum(states.known_block_minutes) as bigint) as known_block_minutes
    from states
    inner join as_of
        on states.site_id = as_of.site_id and {{ within_window('states.site_local_date', '30d', 'as_of') }}
    group by 1
),

windows as (
    select
        sites.site_id,
        sites.inverter_count,
        greatest(
            observed.observed_from_at,
            {{ local_midnight_at(dbt.dateadd('day', -29, 'as_of.as_of_date'), 'sites.time_zone') }}
        ) as window_from_at,
        least(
            as_of.as_of_at,
            {{ local_midnight_at(dbt.dateadd('day', 1, 'as_of.as_of_date'), 'sites.time_zone') }}
        ) as window_to_at
    from sites
    inner join as_of on sites.site_id = as_of.site_id
    inner join observed on sites.site_id = observed.site_id
),

measured as (
    select
        windows.site_id,
        windows.window_from_at,
        windows.window_to_at,
        {{ elapsed_minutes('windows.window_from_at', 'windows.window_to_at') }} as observed_minutes,
        coalesce(known.known_block_minutes, 0) as known_block_minutes,
        windows.inverter_count * {{ elapsed_minutes('windows.window_from_at', 'windows.window_to_at') }}
            as expected_block_minutes
    from windows
    left join known on windows.site_id = known.site_id
)

select * from measured
