-- One row per site, failures of the last thirty days: counts, repair times, repetitions and trend.
with

faults as (
    select * from {{ ref('fact_fault') }}
),

windows as (
    select * from {{ ref('fact_fault_window') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

clauses as (
    select * from {{ ref('dim_sla') }}
    where metric = 'restore_time'
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

windowed as (
    select
        faults.*,
        {{ elapsed_minutes('windows.window_from_at', 'faults.started_at') }} as age_minutes,
        {{ within_window('faults.site_local_date', '7d', 'as_of') }} as is_last_7d
    from faults
    inner join windows
        on
            faults.site_id = windows.site_id
            and faults.started_at >= windows.window_from_at
            and faults.started_at < windows.window_to_at
    inner join as_of on faults.site_id = as_of.site_id
),

totals as (
    select
        site_id,
        count(*) filter (where is_failure and is_last_7d) as fault_count_7d,
        count(*) filter (where is_failure) as fault_count_30d,
        count(*) filter (where event_type = 'trip') as trip_count_30d,
        count(*) filter (where event_type = 'derate') as derate_count_30d,
        count(*) filter (where is_repeat) as repeat_fault_count_30d,
        count(*) filter (where is_failure and is_open) as open_fault_count,
        {%- for column, phase in {
            'acknowledge_minutes': 'acknowledge', 'repair_minutes': 'repair', 'down_minutes': 'down'
        }.items() %}
        count({{ column }}) filter (where is_failure) as {{ phase }}_count,
        sum({{ column }}) filter (where is_failure) as {{ column }},
        percentile_cont(0.5) within group (order by {{ column }}) filter (where is_failure) as {{ phase }}_median,
        percentile_cont(0.9) within group (order by {{ column }}) filter (where is_failure) as {{ phase }}_p90,
        {%- endfor %}
        sum(down_minutes_so_far) filter (where is_failure and is_open) as open_down_minutes,
        avg(age_minutes) filter (where is_failure) as mean_age_minutes,
        sum(lost_mw_minutes) / 60 as lost_mwh
    from windowed
    group by 1
),

active as (
    select
        site_id,
        count(*) as active_fault_count
    from faults
    where is_open
    group by 1
),

divided as (
    select
        sites.site_id,
        sites.site_name,
        as_of.as_of_at,
        windows.observed_minutes / 60 / 24 as observed_days,
        {{ safe_ratio('windows.known_block_minutes', 'windows.expected_block_minutes') }} as coverage_ratio,
        coalesce(active.active_fault_count, 0) as active_fault_count,
        {%- for column in [
            'fault_count_7d', 'fault_count_30d', 'trip_count_30d', 'derate_count_30d', 'repeat_fault_count_30d',
            'open_fault_count', 'acknowledge_count', 'repair_count', 'down_count'
        ] %}
        coalesce(totals.{{ column }}, 0) as {{ column }},
        {%- endfor %}
        {{ safe_ratio('cast(totals.repeat_fault_count_30d as double)', 'totals.fault_count_30d') }}
            as repeat_fault_ratio,
        {{ limit_of('repeat_fault_rate') }} as repeat_fault_limit_ratio,
        {{ safe_ratio('totals.acknowledge_minutes', 'totals.acknowledge_count') }} as mtta_minutes,
        totals.acknowledge_median as mtta_median_minutes,
        totals.acknowledge_p90 as mtta_p90_minutes,
        coalesce(totals.repair_minutes, 0) as repair_minutes,
        {{ safe_ratio('totals.repair_minutes', 'totals.repair_count * 60') }} as mttr_hours,
        totals.repair_median / 60 as mttr_median_hours,
        totals.repair_p90 / 60 as mttr_p90_hours,
        clauses.threshold as mttr_target_hours,
        {{ safe_ratio('totals.down_minutes', 'totals.down_count * 60') }} as mdt_hours,
        totals.down_median / 60 as mdt_median_hours,
        totals.down_p90 / 60 as mdt_p90_hours,
        coalesce(totals.open_down_minutes, 0) / 60 as open_down_hours,
        case
            when totals.fault_count_30d >= {{ limit_of('trend_minimum_events') }}
                then {{ laplace_trend(
                    'totals.mean_age_minutes', 'windows.observed_minutes', 'totals.fault_count_30d'
                ) }}
        end as trend_statistic,
        {{ limit_of('trend_statistic') }} as trend_statistic_limit,
        coalesce(totals.lost_mwh, 0) as lost_mwh
    from sites
    inner join as_of on sites.site_id = as_of.site_id
    inner join windows on sites.site_id = windows.site_id
    left join totals on sites.site_id = totals.site_id
    left join active on sites.site_id = active.site_id
    left join clauses
        on
            sites.site_id = clauses.site_id
            and as_of.as_of_date >= clauses.valid_from_date
            and (clauses.valid_to_date is null or as_of.as_of_date < clauses.valid_to_date)
)

select * from divided
