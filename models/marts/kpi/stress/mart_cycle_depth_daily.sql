-- One row per site, local day and class of depth, cycles that ended on the day.
with

cycles as (
    select * from {{ ref('fact_cycle') }}
),

days as (
    select * from {{ ref('fact_battery_daily') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

classed as (
    select
        *,
        -- The deepest class is closed: a cycle over the whole window belongs to it.
        case
            when not is_reported then 0
            when depth_ratio >= 1 then 1 - {{ var('depth_class_ratio') }}
            else floor(depth_ratio / {{ var('depth_class_ratio') }}) * {{ var('depth_class_ratio') }}
        end as depth_from_ratio
    from cycles
),

summed as (
    select
        site_id,
        site_local_date,
        is_reported,
        cast(depth_from_ratio as double) as depth_from_ratio,
        sum(counted_cycles) as battery_cycles,
        sum(counted_cycles * depth_ratio) as battery_full_cycles,
        sum(counted_cycles * mean_soc_ratio) as cycle_mean_soc
    from classed
    group by 1, 2, 3, 4
),

coverages as (
    select
        site_id,
        sum(valid_minute_count) / cast(sum(minute_count) as double) as coverage_ratio
    from days
    group by 1
),

histogram as (
    select
        summed.site_id,
        sites.site_name,
        summed.site_local_date,
        summed.is_reported,
        summed.depth_from_ratio,
        cast(summed.depth_from_ratio + {{ var('depth_class_ratio') }} as double) as depth_to_ratio,
        cast(round(summed.depth_from_ratio * 100) as integer) || '–'
        || cast(round((summed.depth_from_ratio + {{ var('depth_class_ratio') }}) * 100) as integer) || '%'
            as depth_label,
        sites.inverter_count as battery_count,
        summed.battery_cycles,
        summed.battery_full_cycles,
        {{ if_covered('summed.battery_cycles / sites.inverter_count', 'coverages.coverage_ratio') }}
            as cycles_per_battery,
        {{ if_covered('summed.battery_full_cycles / sites.inverter_count', 'coverages.coverage_ratio') }}
            as full_cycles_per_battery,
        {{ if_covered(safe_ratio('summed.cycle_mean_soc', 'summed.battery_cycles'), 'coverages.coverage_ratio') }}
            as mean_soc_ratio,
        coverages.coverage_ratio
    from summed
    inner join sites on summed.site_id = sites.site_id
    left join coverages on summed.site_id = coverages.site_id
)

select * from histogram
