-- One row per as-of day, the portfolio's state of health, throughput, claims and renewal.
with

warranties as (
    select * from {{ ref('mart_warranty_site') }}
),

lives as (
    select * from {{ ref('mart_lifecycle_site') }}
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

work_orders as (
    select * from {{ ref('fact_maintenance') }}
),

warranty_totals as (
    select
        {{ safe_ratio('cast(sum(soh_estimate_count) as double)', 'sum(due_soh_estimate_count)') }} as coverage_ratio,
        sum(nameplate_dc_mwh) as nameplate_dc_mwh,
        sum(soh_ratio * nameplate_dc_mwh) / sum(nameplate_dc_mwh) as soh_ratio,
        sum(guaranteed_soh_ratio * nameplate_dc_mwh)
        / nullif(sum(case when guaranteed_soh_ratio is not null then nameplate_dc_mwh end), 0) as guaranteed_soh_ratio,
        sum(discharged_dc_mwh) / sum(nameplate_dc_mwh) as equivalent_full_cycles,
        sum(warranted_dc_mwh)
        / nullif(sum(case when warranted_dc_mwh is not null then nameplate_dc_mwh end), 0) as warranted_full_cycles,
        count(*) filter (where is_claim_supported) as claimable_site_count,
        count(*) filter (where warranty_status = 'red') as sites_below_guarantee_count
    from warranties
),

life_totals as (
    select
        count(*) as site_count,
        count(*) filter (where needs_augmentation) as sites_needing_augmentation_count,
        sum(case when needs_augmentation then augmentation_cost_gbp else 0 end) as augmentation_cost_gbp,
        -- A site whose median life lies beyond the time looked at has no number; the earliest of the others counts.
        min(remaining_life_p10_years) as remaining_life_p10_years,
        min(remaining_life_p50_years) as remaining_life_p50_years,
        min(remaining_life_p90_years) as remaining_life_p90_years
    from lives
),

claim_totals as (
    select count(*) filter (where is_claim_pending) as open_warranty_claim_count
    from work_orders
),

clock as (
    select
        max(as_of_at) as as_of_at,
        max(as_of_date) as as_of_date
    from as_of
),

overview as (
    select
        clock.as_of_at,
        clock.as_of_date,
        warranty_totals.nameplate_dc_mwh,
        {{ if_covered('warranty_totals.soh_ratio', 'warranty_totals.coverage_ratio') }} as soh_ratio,
        warranty_totals.guaranteed_soh_ratio,
        warranty_totals.equivalent_full_cycles,
        warranty_totals.warranted_full_cycles,
        claim_totals.open_warranty_claim_count,
        warranty_totals.claimable_site_count,
        warranty_totals.sites_below_guarantee_count,
        life_totals.site_count,
        life_totals.sites_needing_augmentation_count,
        life_totals.augmentation_cost_gbp,
        life_totals.remaining_life_p10_years,
        life_totals.remaining_life_p50_years,
        life_totals.remaining_life_p90_years,
        warranty_totals.coverage_ratio
    from clock
    cross join warranty_totals
    cross join life_totals
    cross join claim_totals
)

select * from overview
