-- One row per clause version and calendar month with a measurement, over the days the version was in force.
with

periods as (
    select * from {{ ref('fact_sla_period') }}
),

days as (
    select * from {{ ref('mart_sla_measurement_daily') }}
),

minutes as (
    select * from {{ ref('fact_comms_minute') }}
    where is_recorded
),

events as (
    select * from {{ ref('mart_sla_event') }}
),

half_hours as (
    select * from {{ ref('fact_energy_half_hour') }}
),

-- Quantities that are ratios of sums: sum the parts of all days, then divide.
sums as (
    select
        periods.sla_term_id,
        periods.month_start_date,
        {{ safe_ratio('sum(days.numerator)', 'sum(days.denominator)') }} as measured,
        cast(null as double) as required_level,
        sum(days.valid_minutes) as valid_minutes
    from periods
    inner join days
        on
            periods.site_id = days.site_id
            and periods.metric = days.metric
            and days.site_local_date between periods.period_start_date and periods.period_end_date
    where periods.metric in ('contractual_availability', 'comms_uptime', 'response_performance')
    group by 1, 2
),

latencies as (
    select
        periods.sla_term_id,
        periods.month_start_date,
        percentile_cont(0.95) within group (order by minutes.latency_ms) as measured,
        cast(null as double) as required_level,
        cast(count(minutes.latency_ms) as double) as valid_minutes
    from periods
    inner join minutes
        on
            periods.site_id = minutes.site_id
            and minutes.site_local_date between periods.period_start_date and periods.period_end_date
    where periods.metric = 'latency_p95'
    group by 1, 2
),

-- The newest estimate of the period, or one shortly before it: estimates come weekly.
healths as (
    select
        periods.sla_term_id,
        periods.month_start_date,
        days.measured,
        days.required_level,
        periods.period_minutes as valid_minutes
    from periods
    inner join days
        on
            periods.site_id = days.site_id
            and periods.metric = days.metric
            and periods.period_end_date >= days.site_local_date
            and periods.period_end_date
            < {{ dbt.dateadd('day', var('soh_estimate_valid_days'), 'days.site_local_date') }}
    where periods.metric = 'soh_guarantee'
    qualify
        row_number() over (
            partition by periods.sla_term_id, periods.month_start_date order by days.site_local_date desc
        ) = 1
),

-- Below so many cycles the error of the state of charge drowns the efficiency: neither passed nor failed.
efficiencies as (
    select
        periods.sla_term_id,
        periods.month_start_date,
        case
            when
                sum(half_hours.discharged_dc_mwh) / avg(half_hours.usable_energy_mwh) >= {{ var('rte_minimum_cycles') }}
                then {{ soc_corrected_efficiency(
                    'sum(half_hours.exported_mwh)', 'sum(half_hours.imported_mwh)', 'sum(half_hours.stored_change_mwh)'
                ) }}
        end as measured,
        cast(null as double) as required_level,
        sum(case when half_hours.is_complete then half_hours.period_hours * 60 else 0 end) as valid_minutes
    from periods
    inner join half_hours
        on
            periods.site_id = half_hours.site_id
            and half_hours.settlement_date between periods.period_start_date and periods.period_end_date
    where periods.metric = 'round_trip_efficiency'
    group by 1, 2
),

measurements as (
    select * from sums
    union all
    select * from latencies
    union all
    select * from healths
    union all
    select * from efficiencies
    union all
    select
        periods.sla_term_id,
        periods.month_start_date,
        max(events.measured) as measured,
        cast(null as double) as required_level,
        -- The log is complete by construction: a silent controller shows as lost communication, not here.
        max(periods.period_minutes) as valid_minutes
    from periods
    inner join events
        on
            periods.sla_term_id = events.sla_term_id
            and events.occurred_date between periods.period_start_date and periods.period_end_date
    where periods.metric = 'restore_time'
    group by 1, 2
),

clause_months as (
    select
        measurements.*,
        case
            when measurements.measured is not null
                then least({{ safe_ratio('measurements.valid_minutes', 'periods.period_minutes') }}, 1)
        end as coverage_ratio
    from measurements
    inner join periods
        on
            measurements.sla_term_id = periods.sla_term_id
            and measurements.month_start_date = periods.month_start_date
)

select * from clause_months
