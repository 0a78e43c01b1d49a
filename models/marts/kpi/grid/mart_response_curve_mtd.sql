-- One row per site and frequency bin, power asked by the curves and delivered, month to date.
with

minutes as (
    select * from {{ ref('fact_grid_minute') }}
    -- Where a ramp is judged the plant was under control: a trip is no response.
    where contracted_response_mw > 0 and ramp_mw_per_minute is not null and f_hz is not null
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

bins as (
    select
        minutes.site_id,
        sites.site_name,
        round(minutes.f_hz / {{ var('response_bin_hz') }}) * {{ var('response_bin_hz') }} as f_bin_hz,
        count(*) as minute_count,
        sum(minutes.contracted_response_mw) as contracted_mw_minutes,
        sum(minutes.asked_response_mw) as asked_mw_minutes,
        sum(minutes.delivered_response_mw) as delivered_mw_minutes
    from minutes
    inner join sites on minutes.site_id = sites.site_id
    inner join as_of
        on minutes.site_id = as_of.site_id and {{ within_window('minutes.site_local_date', 'mtd', 'as_of') }}
    group by 1, 2, 3
),

compared as (
    select
        site_id,
        site_name,
        f_bin_hz,
        minute_count,
        contracted_mw_minutes,
        asked_mw_minutes,
        delivered_mw_minutes,
        {{ safe_ratio('asked_mw_minutes', 'cast(minute_count as double)') }} as asked_mw,
        {{ safe_ratio('delivered_mw_minutes', 'cast(minute_count as double)') }} as delivered_mw
    from bins
)

select * from compared
