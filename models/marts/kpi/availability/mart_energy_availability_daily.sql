-- One row per site and site-local day, energy that racks and blocks could deliver against the contract.
with

energy as (
    select * from {{ ref('fact_usable_energy_daily') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

energy_totals as (
    select
        site_id,
        site_local_date,
        sum(usable_mwh) as usable_mwh,
        sum(contract_mwh) as contract_mwh,
        {{ energy_availability_sums() }}
    from energy
    group by 1, 2
),

divided as (
    select
        energy_totals.site_id,
        sites.site_name,
        energy_totals.site_local_date,
        energy_totals.usable_mwh,
        energy_totals.contract_mwh,
        {{ energy_availability_columns('coverage_ratio') }}
    from energy_totals
    inner join sites on energy_totals.site_id = sites.site_id
)

select * from divided
