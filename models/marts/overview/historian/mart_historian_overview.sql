-- One row per portfolio, what the historian holds and whether an extract of it is complete.
with

tags as (
    select * from {{ ref('mart_historian_tag') }}
),

telemetry as (
    select * from {{ ref('fact_telemetry') }}
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

held as (
    select
        count(distinct tag) as tag_count,
        cast(sum(sample_count) as bigint) as selected_point_count,
        min(first_sample_at) as first_sample_at,
        max(last_sample_at) as last_sample_at
    from tags
),

arrived as (
    select
        count(distinct site_local_date) as selected_days,
        count(*) filter (where not is_comms_lost) as received_row_count
    from telemetry
),

owed as (
    select cast(sum(expected_count) as bigint) as due_row_count
    from {{ ref('fact_data_quality') }}
),

newest as (
    select max(as_of_at) as as_of_at
    from as_of
),

compared as (
    select
        newest.as_of_at,
        held.tag_count,
        held.selected_point_count,
        arrived.selected_days,
        held.first_sample_at,
        held.last_sample_at,
        arrived.received_row_count,
        owed.due_row_count,
        {{ safe_ratio('cast(arrived.received_row_count as double)', 'owed.due_row_count') }} as coverage_ratio,
        {{ limit_of('completeness') }} as completeness_target_ratio,
        {{ elapsed_minutes(minutes_later('held.last_sample_at', 1), 'newest.as_of_at') }} / 60 as last_sample_age_hours
    from held
    cross join arrived
    cross join owed
    cross join newest
),

stated as (
    select
        *,
        case
            when coverage_ratio >= 1 then 'complete'
            when coverage_ratio >= completeness_target_ratio then 'usable with gaps'
            else 'incomplete'
        end as export_status
    from compared
)

select * from stated
