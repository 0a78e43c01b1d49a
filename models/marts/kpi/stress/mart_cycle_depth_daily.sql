-- One row per site, local day and class of depth, cycles that ended on the day.
with

cycles as (
    select * from {{ ref('fact_cycle') }}
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

histogram as (
    select
        summed.site_id,
        sites.site_name,
        summed.site_local_date,
        summed.is_reported,
        summed.depth_from_ratio,
        cast(summed.depth_from_ratio + {{ var('depth_class_ratio') }} as double) as depth_to_ratio,
        cast(round(summed.depth_from_ratio * 100) as integer) || '–'
        || cast(round((summed.depth_from_ratio + {{ var('depth_class_ratio') }}) * 100) as integer) || '%' as depth_label,
        sites.inverter_count as battery_count,
        summed.battery_cycles,
        summed.battery_full_cycles,
        summed.battery_cycles / sites.inverter_count as cycles_per_battery,
        summed.battery_full_cycles / sites.inverter_count as full_cycles_per_battery,
        {{ safe_ratio('summed.cycle_mean_soc', 'summed.battery_cycles') }} as mean_soc_ratio
    from summed
    inner join sites on summed.site_id = sites.site_id
)

select * from histogram
