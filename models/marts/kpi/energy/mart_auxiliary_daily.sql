-- One row per site and settlement date, auxiliary energy against what like conditions took on the other days.
with

half_hours as (
    select * from {{ ref('fact_energy_half_hour') }}
    where is_complete and ambient_c is not null
),

sites as (
    select * from {{ ref('dim_site') }}
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

classed as (
    select
        half_hours.site_id,
        half_hours.settlement_date,
        half_hours.auxiliary_mwh,
        half_hours.period_hours,
        floor(half_hours.ambient_c / {{ var('ambient_bin_c') }}) as ambient_bin,
        case
            when
                half_hours.exported_mwh + half_hours.imported_mwh
                < sites.rated_mw * half_hours.period_hours * {{ limit_of('standby_power') }}
                then 'standing'
            when
                half_hours.exported_mwh + half_hours.imported_mwh
                < sites.rated_mw * half_hours.period_hours * {{ var('heavy_load_ratio') }}
                then 'light'
            else 'heavy'
        end as load_class
    from half_hours
    inner join sites on half_hours.site_id = sites.site_id
),

day_classes as (
    select
        site_id,
        settlement_date,
        ambient_bin,
        load_class,
        sum(auxiliary_mwh) as auxiliary_mwh,
        sum(period_hours) as hours
    from classed
    group by 1, 2, 3, 4
),

-- Mean power of the same class on all other days: a bad day must not be part of its own baseline.
baselines as (
    select
        *,
        {{ safe_ratio(
            'sum(auxiliary_mwh) over (partition by site_id, ambient_bin, load_class) - auxiliary_mwh',
            'sum(hours) over (partition by site_id, ambient_bin, load_class) - hours'
        ) }} as baseline_mw
    from day_classes
),

compared as (
    select
        baselines.site_id,
        sites.site_name,
        baselines.settlement_date,
        sum(baselines.hours) as hours,
        sum(case when baselines.baseline_mw is not null then baselines.hours else 0 end) as matched_hours,
        sum(case when baselines.baseline_mw is not null then baselines.auxiliary_mwh else 0 end)
            as matched_auxiliary_mwh,
        sum(baselines.baseline_mw * baselines.hours) as baseline_mwh
    from baselines
    inner join sites on baselines.site_id = sites.site_id
    group by 1, 2, 3
),

site_days as (
    select
        *,
        {{ safe_ratio('matched_hours', 'hours') }} as coverage_ratio,
        {{ if_covered(
            safe_ratio('matched_auxiliary_mwh', 'baseline_mwh') ~ ' - 1', safe_ratio('matched_hours', 'hours')
        ) }} as auxiliary_increase_ratio,
        coalesce(
            {{ if_covered(
                safe_ratio('matched_auxiliary_mwh', 'baseline_mwh') ~ ' - 1', safe_ratio('matched_hours', 'hours')
            ) }} > {{ limit_of('auxiliary_alert_increase') }},
            false
        ) as is_alert
    from compared
)

select * from site_days
