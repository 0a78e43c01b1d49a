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
        ) }} / 30 as clock_count
    from {{ ref('fact_energy_half_hour') }} as energy
    inner join {{ ref('dim_site') }} as sites on energy.site_id = sites.site_id
    group by 1, 2
)

select *
from days
where
    period_count <> clock_count
    or distinct_count <> clock_count
    or first_period <> 1
    or last_period <> clock_count
