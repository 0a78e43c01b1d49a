-- One row per clause version and calendar month, the days of the month in which it was in force and data were due.
with

clauses as (
    select * from {{ ref('dim_sla') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

telemetry as (
    select * from {{ ref('fact_telemetry') }}
    where asset_type = 'controller'
),

delivered as (
    select
        telemetry.site_id,
        as_of.as_of_date,
        cast({{ dbt.date_trunc('month', 'telemetry.site_local_date') }} as date) as month_start_date,
        -- A month that began before the first delivery is judged from then on; later holes lower coverage instead.
        min(min(telemetry.site_local_date)) over (partition by telemetry.site_id) as first_delivered_date
    from telemetry
    inner join as_of on telemetry.site_id = as_of.site_id
    where telemetry.site_local_date <= as_of.as_of_date
    group by 1, 2, 3
),

bounded as (
    select
        clauses.sla_term_id,
        clauses.site_id,
        clauses.metric,
        delivered.month_start_date,
        cast({{ dbt.dateadd('month', 1, 'delivered.month_start_date') }} as date) as next_month_start_date,
        greatest(delivered.month_start_date, clauses.valid_from_date, delivered.first_delivered_date)
            as period_start_date,
        least(
            cast({{ dbt.dateadd('month', 1, 'delivered.month_start_date') }} as date),
            coalesce(clauses.valid_to_date, cast({{ dbt.dateadd('month', 1, 'delivered.month_start_date') }} as date)),
            cast({{ dbt.dateadd('day', 1, 'delivered.as_of_date') }} as date)
        ) as period_stop_date
    from clauses
    inner join delivered on clauses.site_id = delivered.site_id
),

periods as (
    select
        bounded.sla_term_id,
        bounded.site_id,
        bounded.metric,
        bounded.month_start_date,
        bounded.period_start_date,
        cast({{ dbt.dateadd('day', -1, 'bounded.period_stop_date') }} as date) as period_end_date,
        {{ elapsed_minutes(
            local_midnight_at('bounded.period_start_date', 'sites.time_zone'),
            local_midnight_at('bounded.period_stop_date', 'sites.time_zone')
        ) }} as period_minutes,
        {{ elapsed_minutes(
            local_midnight_at('bounded.month_start_date', 'sites.time_zone'),
            local_midnight_at('bounded.next_month_start_date', 'sites.time_zone')
        ) }} as month_minutes,
        cast(
            extract(year from bounded.period_start_date) - extract(year from sites.commercial_operation_date)
            -- Before the anniversary of commercial operation the old contract year still runs.
            + case
                when
                    extract(month from bounded.period_start_date) < extract(month from sites.commercial_operation_date)
                    or (
                        extract(month from bounded.period_start_date)
                        = extract(month from sites.commercial_operation_date)
                        and extract(day from bounded.period_start_date)
                        < extract(day from sites.commercial_operation_date)
                    )
                    then 0
                else 1
            end as bigint
        ) as contract_year_number,
        bounded.period_stop_date = bounded.next_month_start_date as is_month_over
    from bounded
    inner join sites on bounded.site_id = sites.site_id
    where bounded.period_start_date < bounded.period_stop_date
)

select * from periods
