-- One row per site and frequency bin, power asked by the curves and delivered, month to date.
with

minutes as (
    select * from {{ ref('fact_grid_minute') }}
    where contracted_response_mw > 0
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

month_minutes as (
    select minutes.*
    from minutes
    inner join as_of
        on minutes.site_id = as_of.site_id and {{ within_window('minutes.site_local_date', 'mtd', 'as_of') }}
),

-- A minute without frequency belongs to no bin: coverage is that of the site's month.
coverages as (
    select
        site_id,
        count(*) filter (where is_valid and f_hz is not null) / cast(count(*) as double) as coverage_ratio
    from month_minutes
    group by 1
),

bins as (
    select
        minutes.site_id,
        max(sites.site_name) as site_name,
        round(minutes.f_hz / {{ var('response_bin_hz') }}) * {{ var('response_bin_hz') }} as f_bin_hz,
        count(*) as minute_count,
        sum(minutes.contracted_response_mw) as contracted_mw_minutes,
        sum(minutes.asked_response_mw) as asked_mw_minutes,
        sum(minutes.delivered_response_mw) as delivered_mw_minutes
    from month_minutes as minutes
    inner join sites on minutes.site_id = sites.site_id
    -- Where a ramp is judged the plant was under control: a trip is no response.
    where minutes.ramp_mw_per_minute is not null and minutes.f_hz is not null
    group by 1, 3
),

compared as (
    select
        bins.site_id,
        bins.site_name,
        bins.f_bin_hz,
        bins.minute_count,
        bins.contracted_mw_minutes,
        bins.asked_mw_minutes,
        bins.delivered_mw_minutes,
        {{ if_covered(
            safe_ratio('bins.asked_mw_minutes', 'cast(bins.minute_count as double)'), 'coverages.coverage_ratio'
        ) }} as asked_mw,
        {{ if_covered(
            safe_ratio('bins.delivered_mw_minutes', 'cast(bins.minute_count as double)'), 'coverages.coverage_ratio'
        ) }} as delivered_mw,
        coverages.coverage_ratio
    from bins
    inner join coverages on bins.site_id = coverages.site_id
)

select * from compared
