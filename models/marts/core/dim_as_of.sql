-- One row per site, the instant up to which its data tell the story, on the portfolio's clock and on the site's.
with

telemetry as (
    select * from {{ ref('stg_tmeic__telemetry_plant') }}
    where quarantine_reason is null
),

sites as (
    select * from {{ ref('int_site__market_joined') }}
),

-- The newest minute of any site: a silent site must look late, not push the clock back for itself.
newest as (
    select {{ minutes_later('max(interval_start_at)', 1) }} as as_of_at
    from telemetry
),

local_days as (
    select
        sites.site_id,
        newest.as_of_at,
        -- The last complete local day ends at or before the instant.
        {{ dbt.dateadd('day', -1, site_local_date('newest.as_of_at', 'sites.time_zone')) }} as as_of_date
    from sites
    cross join newest
),

months as (
    select
        site_id,
        as_of_at,
        cast(as_of_date as date) as as_of_date,
        cast({{ dbt.date_trunc('month', 'as_of_date') }} as date) as month_start_date,
        cast({{ dbt.date_trunc('year', 'as_of_date') }} as date) as year_start_date
    from local_days
)

select * from months
