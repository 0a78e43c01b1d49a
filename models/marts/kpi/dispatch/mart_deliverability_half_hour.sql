-- One row per site, settlement period and direction, whether what was sold could have been delivered and held.
with

ready as (
    select * from {{ ref('fact_deliverability_half_hour') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

limited as (
    select
        *,
        -- Power that the energy can hold for as long as the products sold ask, on their weighted mean.
        {{ safe_ratio('deliverable_mwh', safe_ratio('required_mwh', 'contracted_mw')) }} as energy_limited_mw
    from ready
),

margins as (
    select
        *,
        -- Without telemetry there is no energy to compare; then least() would leave out what is not known.
        case
            when headroom_mw is null or (contracted_mw > 0 and energy_limited_mw is null) then null
            else least(headroom_mw, energy_limited_mw) - contracted_mw
        end as margin_mw
    from limited
),

judged as (
    select
        margins.site_id,
        sites.site_name,
        margins.interval_start_at,
        margins.settlement_date,
        margins.settlement_period,
        margins.direction,
        margins.contracted_mw,
        margins.headroom_mw,
        margins.required_mwh,
        margins.deliverable_mwh,
        margins.energy_limited_mw,
        margins.margin_mw,
        margins.contracted_mw > 0 and margins.margin_mw < -{{ var('headroom_tolerance_mw') }} as is_short,
        case
            when margins.contracted_mw = 0 or margins.margin_mw >= -{{ var('headroom_tolerance_mw') }} then 'none'
            when margins.headroom_mw <= margins.energy_limited_mw then 'power'
            when margins.margin_mw is not null then 'energy'
        end as limited_by
    from margins
    inner join sites on margins.site_id = sites.site_id
)

select * from judged
