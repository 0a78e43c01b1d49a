-- One row per site and site-local day, availability of power raw, technical, contractual and time-based, and of energy.
with

states as (
    select * from {{ ref('fact_availability_daily') }}
),

energy as (
    select * from {{ ref('fact_usable_energy_daily') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

clauses as (
    select * from {{ ref('dim_sla') }}
    where metric = 'contractual_availability'
),

reported as (
    select site_local_date
    from states
    group by 1
),

-- A site that was silent all day while others spoke must show as a day without data, not as no day.
days as (
    select
        sites.site_id,
        sites.site_name,
        sites.rated_mw,
        reported.site_local_date,
        sites.inverter_count * {{ local_days_minutes(
            'reported.site_local_date', 'reported.site_local_date', 'sites.time_zone', 'as_of.as_of_at'
        ) }} as expected_block_minutes
    from sites
    inner join as_of on sites.site_id = as_of.site_id
    cross join reported
),

totals as (
    select
        site_id,
        site_local_date,
        {{ availability_sums() }}
    from states
    group by 1, 2
),

energy_totals as (
    select
        site_id,
        site_local_date,
        {{ energy_availability_sums() }}
    from energy
    group by 1, 2
),

site_days as (
    select
        days.site_id,
        days.site_name,
        days.site_local_date,
        {{ availability_columns('days.expected_block_minutes', 'days.rated_mw') }},
        {{ energy_availability_columns('rack_coverage_ratio') }},
        clauses.threshold as availability_target_ratio
    from days
    left join totals on days.site_id = totals.site_id and days.site_local_date = totals.site_local_date
    left join energy_totals
        on days.site_id = energy_totals.site_id and days.site_local_date = energy_totals.site_local_date
    left join clauses
        on
            days.site_id = clauses.site_id
            and days.site_local_date >= clauses.valid_from_date
            and (clauses.valid_to_date is null or days.site_local_date < clauses.valid_to_date)
)

select * from site_days
