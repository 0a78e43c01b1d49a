-- One row per site, the instant up to which its data tell the story, on the portfolio's clock and on the site's.
with

telemetry as (
    select * from {{ ref('stg_tmeic__telemetry_plant') }}
    where quarantine_reason is null
),

readings as (
    select * from {{ ref('stg_ems__meter_reading') }}
    where quarantine_reason is null
),

sites as (
    select * from {{ ref('int_site__market_joined') }}
),

meter_intervals as (
    select
        max(readings.interval_start_at) as interval_start_at,
        max(sites.meter_interval_minutes) as meter_interval_minutes
    from readings
    inner join sites on readings.site_id = sites.site_id
),

-- The newest minute of any site: a silent site must look late, not push the clock back for itself.
newest as (
    select
        coalesce(
            (select {{ minutes_later('max(interval_start_at)', 1) }} from telemetry),
            -- Plants outside our controllers have a meter only.
            {{ minutes_later('meter_intervals.interval_start_at', 'meter_intervals.meter_interval_minutes') }}
        ) as as_of_at
    from meter_intervals
),

local_days as (
    select
        sites.site_id,
        newest.as_of_at,
        -- The last complete local day ends at or before the instant.
        cast({{ dbt.dateadd('day', -1, site_local_date('newest.as_of_at', 'sites.time_zone')) }} as date) as as_of_date
    from sites
    cross join newest
)

select * from local_days
