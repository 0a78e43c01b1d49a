-- One row per site, settlement period and direction, power that could be delivered and held, less the power sold.
with

ready as (
    select * from {{ ref('int_dispatch__deliverability_half_hour') }}
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
        case
            -- Without telemetry there is no energy to compare; least() would leave out what is not known.
            when headroom_mw is null or (contracted_mw > 0 and energy_limited_mw is null) then null
            else least(headroom_mw, coalesce(energy_limited_mw, headroom_mw)) - contracted_mw
        end as margin_mw
    from limited
)

select * from margins
