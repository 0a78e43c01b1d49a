-- Were energy or margin lost on the way to the day, wear would be compared with money that was never there.
{{ config(enabled=(target.type == 'duckdb')) }}

with

daily as (
    select
        site_id,
        sum(discharged_mwh) as discharged_mwh,
        sum(margin_pence) as margin_pence
    from {{ ref('mart_stress_daily') }}
    group by 1
),

-- A site of which only the meter is known has no battery to wear.
sites_with_batteries as (
    select distinct site_id
    from {{ ref('dim_asset') }}
    where asset_type = 'battery'
),

metered as (
    select
        energy.site_id,
        sum(energy.exported_mwh) as discharged_mwh
    from {{ ref('fact_energy_half_hour') }} as energy
    inner join sites_with_batteries on energy.site_id = sites_with_batteries.site_id
    group by 1
),

settled as (
    select
        site_id,
        sum(amount_pence) as margin_pence
    from {{ ref('fact_settlement_half_hour') }}
    where is_latest_run and component in ('day_ahead', 'imbalance')
    group by 1
)

select
    metered.site_id,
    daily.discharged_mwh,
    metered.discharged_mwh as metered_mwh,
    daily.margin_pence,
    settled.margin_pence as settled_pence
from metered
left join daily on metered.site_id = daily.site_id
left join settled on metered.site_id = settled.site_id
where
    coalesce(abs(daily.discharged_mwh - metered.discharged_mwh) > 0.001, true)
    or coalesce(daily.margin_pence, 0) <> coalesce(settled.margin_pence, 0)
