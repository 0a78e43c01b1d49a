-- A 48-period day forced on a clock change loses or doubles an hour of money.
with

days as (
    select
        energy.site_id,
        energy.settlement_date,
        count(*) as period_count,
        count(distinct energy.settlement_period) as distinct_count,
        min(energy.settlement_period) as first_period,
        max(energy.settlement_period) as last_period,
        {{ elapsed_minutes(
            local_midnight_at('energy.settlement_date', 'max(sites.time_zone)'),
            local_midnight_at(
                "cast(" ~ dbt.dateadd('day', 1, 'energy.settlement_date') ~ " as date)", 'max(sites.time_zone)'
            )
        ) }} / max(sites.period_minutes) as clock_count,
        max(coalesce(sites.inverter_count, 0)) as inverter_count
    from {{ ref('fact_energy_half_hour') }} as energy
    inner join {{ ref('dim_site') }} as sites on energy.site_id = sites.site_id
    group by 1, 2
),

-- Files from outside, of plants without inverters of ours, begin and end in mid-day; ours deliver whole days.
edges as (
    select
        *,
        inverter_count = 0 and settlement_date = min(settlement_date) over (partition by site_id) as may_start_late,
        inverter_count = 0 and settlement_date = max(settlement_date) over (partition by site_id) as may_end_early
    from days
)

select *
from edges
where
    distinct_count <> period_count
    or period_count <> last_period - first_period + 1
    or (first_period <> 1 and not may_start_late)
    or (last_period <> clock_count and not may_end_early)
