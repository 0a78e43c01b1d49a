-- One row per asset, UTC day and quality other than good, how many minutes and which.
with

flags as (
    select * from {{ ref('fact_telemetry_flag') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

days as (
    select
        site_id,
        asset_id,
        asset_type,
        cast(interval_start_at as date) as utc_date,
        quality,
        count(*) as minute_count,
        min(interval_start_at) as first_minute_at,
        max(interval_start_at) as last_minute_at,
        cast(sum(range_count) as bigint) as range_count,
        cast(sum(rate_count) as bigint) as rate_count,
        cast(sum(flat_count) as bigint) as flat_count,
        cast(sum(cross_count) as bigint) as cross_count
    from flags
    group by 1, 2, 3, 4, 5
),

named as (
    select
        days.site_id,
        sites.site_name,
        days.asset_id,
        days.asset_type,
        days.utc_date,
        days.quality,
        days.minute_count,
        days.first_minute_at,
        days.last_minute_at,
        days.range_count,
        days.rate_count,
        days.flat_count,
        days.cross_count
    from days
    inner join sites on days.site_id = sites.site_id
)

select * from named
