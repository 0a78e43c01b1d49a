-- One row per site, availability of the month to date on each basis beside the guarantee in force.
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

totals as (
    select
        states.site_id,
        {{ availability_sums() }}
    from states
    inner join as_of
        on states.site_id = as_of.site_id and {{ within_window('states.site_local_date', 'mtd', 'as_of') }}
    group by 1
),

energy_totals as (
    select
        energy.site_id,
        {{ energy_availability_sums() }}
    from energy
    inner join as_of
        on energy.site_id = as_of.site_id and {{ within_window('energy.site_local_date', 'mtd', 'as_of') }}
    group by 1
),

compared as (
    select
        sites.site_id,
        sites.site_name,
        as_of.as_of_at,
        as_of.as_of_date,
        as_of.month_start_date,
        {{ availability_columns(
            '(sites.inverter_count * ' ~ local_days_minutes(
                'as_of.month_start_date', 'as_of.as_of_date', 'sites.time_zone', 'as_of.as_of_at'
            ) ~ ')',
            'sites.rated_mw'
        ) }},
        {{ energy_availability_columns('rack_coverage_ratio') }},
        clauses.threshold as availability_target_ratio,
        clauses.clause
    from sites
    inner join as_of on sites.site_id = as_of.site_id
    left join totals on sites.site_id = totals.site_id
    left join energy_totals on sites.site_id = energy_totals.site_id
    left join clauses
        on
            sites.site_id = clauses.site_id
            and as_of.as_of_date >= clauses.valid_from_date
            and (clauses.valid_to_date is null or as_of.as_of_date < clauses.valid_to_date)
),

site_months as (
    select
        *,
        contractual_availability_ratio >= availability_target_ratio as is_guarantee_met
    from compared
)

select * from site_months
