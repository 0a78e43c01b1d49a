-- One row per site, settlement period and direction, whether what was sold could have been delivered and held.
with

ready as (
    select * from {{ ref('fact_deliverability_half_hour') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

judged as (
    select
        ready.site_id,
        sites.site_name,
        ready.interval_start_at,
        ready.settlement_date,
        ready.settlement_period,
        ready.direction,
        ready.contracted_mw,
        ready.headroom_mw,
        ready.required_mwh,
        ready.deliverable_mwh,
        ready.energy_limited_mw,
        ready.margin_mw,
        ready.is_short,
        case
            when not ready.is_short then 'none'
            when ready.is_short and ready.headroom_mw <= ready.energy_limited_mw then 'power'
            when ready.is_short then 'energy'
        end as limited_by
    from ready
    inner join sites on ready.site_id = sites.site_id
)

select * from judged
