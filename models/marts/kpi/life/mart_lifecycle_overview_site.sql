-- One row per site, what to do about its battery (claim, augment, wait), why, and the figures behind it.
with

warranty as (
    select * from {{ ref('mart_warranty_site') }}
),

lives as (
    select
        * exclude (site_id, site_name, nameplate_dc_mwh),
        site_id as life_site_id
    from {{ ref('mart_lifecycle_site') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

joined as (
    select
        warranty.*,
        {{ limit_of('claim_rate_ratio') }} as claim_fade_multiple,
        {{ limit_of('measurement_tolerance_soh') }} as soh_tolerance_ratio,
        lives.*,
        sites.contract_mwh
    from warranty
    inner join sites on warranty.site_id = sites.site_id
    left join lives on warranty.site_id = lives.life_site_id
),

judged as (
    select
        site_id,
        site_name,
        soh_measured_date,
        soh_ratio,
        soh_tolerance_ratio,
        guaranteed_soh_ratio,
        headroom_ratio,
        warranty_status,
        case
            when is_breach_beyond_tolerance then 'Red: below, beyond measurement error'
            when warranty_status = 'red' then 'Red: below, within measurement error'
            when warranty_status = 'amber' then 'Amber: barely above'
            when warranty_status = 'green' then 'Green: clear of it'
            else 'No guarantee at this age'
        end as warranty_label,
        throughput_headroom_ratio,
        throughput_run_out_date,
        contracted_fade_multiple,
        claim_fade_multiple,
        window_violation_count,
        window_violation_minutes,
        is_claim_supported,
        case
            when is_claim_supported then 'Supported'
            when contracted_fade_multiple is null then 'Not measured'
            when window_violation_count > 0 and contracted_fade_multiple < claim_fade_multiple
                then 'Not supported: fade too small, windows violated'
            when window_violation_count > 0 then 'Not supported: windows violated'
            else 'Not supported: fade too small'
        end as claim_label,
        tested_at,
        demonstrated_mwh,
        contract_mwh,
        demonstrated_mwh < contract_mwh as is_below_contract,
        ept_required_mwh,
        ept_margin_ratio,
        case
            when ept_margin_ratio < 0 then 'Fails'
            when ept_margin_ratio >= 0 then 'Passes'
        end as ept_label,
        resistance_ratio,
        needs_augmentation,
        augmentation_p10_date,
        augmentation_p50_date,
        augmentation_p90_date,
        augmentation_dc_mwh,
        {{ pence_to_gbp('augmentation_cost_pence') }} as augmentation_cost_gbp,
        remaining_life_p10_years,
        remaining_life_p50_years,
        remaining_life_p90_years,
        -- A claim comes first: what the maker makes good need not be bought.
        case
            when is_claim_supported then 'Claim'
            when needs_augmentation then 'Augment'
            else 'Wait'
        end as advice,
        case
            when is_claim_supported then 'File the claim before it lapses; contract manager.'
            when needs_augmentation and window_violation_count > 0
                then 'Decide on added racks; explain the window violations to the maker; asset manager.'
            when needs_augmentation then 'Decide on added racks, the lead time has begun; asset manager.'
            when warranty_status in ('red', 'amber') then 'Test again and keep every window; engineering lead.'
            else 'Go on as now; asset manager.'
        end as next_step
    from joined
)

select * from judged
