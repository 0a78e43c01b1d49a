-- One row per site, what to do about its battery (claim, augment, wait), why, and the figures behind it.
with

sites as (
    select * from {{ ref('dim_site') }}
),

warranties as (
    select
        * exclude (site_id, site_name, nameplate_dc_mwh, coverage_ratio),
        site_id as warranty_site_id
    from {{ ref('mart_warranty_site') }}
),

rates as (
    select * from {{ ref('fact_degradation_rate') }}
),

tests as (
    select * from {{ ref('fact_capacity_test') }}
    qualify row_number() over (partition by site_id order by tested_at desc) = 1
),

ends as (
    select * from {{ ref('fact_life_end') }}
),

assumptions as (
    select * from {{ ref('dim_life_assumption') }}
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

assumed as (
    select
        max(case when assumption_id = 'augmentation_cost' then assumed_value end) as cost_gbp_per_kwh,
        max(case when assumption_id = 'augmentation_lead_years' then assumed_value end) as lead_years
    from assumptions
),

coverages as (
    select
        site_id,
        max({{ safe_ratio('cast(measurement_count as double)', 'due_measurement_count') }}) as coverage_ratio
    from rates
    group by 1
),

measured as (
    select
        sites.site_id,
        sites.site_name,
        sites.nameplate_dc_mwh,
        sites.contract_mwh,
        warranties.*,
        {{ limit_of('claim_rate_ratio') }} as claim_fade_multiple,
        {{ limit_of('measurement_tolerance_soh') }} as soh_tolerance_ratio,
        tests.tested_at,
        tests.discharged_mwh as demonstrated_mwh,
        tests.resistance_ratio,
        {{ limit_of('ept_connection_share') }} * sites.rated_mw * {{ limit_of('ept_hours') }} as ept_required_mwh,
        contract.p10_date as augmentation_p10_date,
        contract.p50_date as augmentation_p50_date,
        contract.p90_date as augmentation_p90_date,
        coalesce(contract.p50_years <= assumed.lead_years, false) as needs_augmentation,
        contract.shortfall_mwh * sites.nameplate_dc_mwh / contract.mwh_at_full_health as augmentation_dc_mwh,
        assumed.cost_gbp_per_kwh,
        {%- for quantile in ['p10', 'p50', 'p90'] %}
        {{ if_covered('life.' ~ quantile ~ '_years', 'coverages.coverage_ratio') }} as life_{{ quantile }}_years,
        {%- endfor %}
        coverages.coverage_ratio
    from sites
    cross join assumed
    left join warranties on sites.site_id = warranties.warranty_site_id
    left join coverages on sites.site_id = coverages.site_id
    left join tests on sites.site_id = tests.site_id
    left join ends as contract on sites.site_id = contract.site_id and contract.life_end = 'contract'
    left join ends as life on sites.site_id = life.site_id and life.life_end = 'end_of_life'
),

site_lives as (
    select
        site_id,
        site_name,
        nameplate_dc_mwh,
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
            else
                'Not supported: ' || concat_ws(
                    ', ',
                    case when contracted_fade_multiple < claim_fade_multiple then 'fade too small' end,
                    case when window_violation_count > 0 then 'windows violated' end
                )
        end as claim_label,
        tested_at,
        demonstrated_mwh,
        contract_mwh,
        demonstrated_mwh < contract_mwh as is_below_contract,
        ept_required_mwh,
        demonstrated_mwh / ept_required_mwh - 1 as ept_margin_ratio,
        case when demonstrated_mwh < ept_required_mwh then 'Fails' when tested_at is not null then 'Passes' end
            as ept_label,
        resistance_ratio,
        needs_augmentation,
        augmentation_p10_date,
        augmentation_p50_date,
        augmentation_p90_date,
        augmentation_dc_mwh,
        round(augmentation_dc_mwh * 1000 * cost_gbp_per_kwh * 100) / 100 as augmentation_cost_gbp,
        life_p10_years as remaining_life_p10_years,
        life_p50_years as remaining_life_p50_years,
        life_p90_years as remaining_life_p90_years,
        -- A claim comes first: what the maker makes good need not be bought.
        case when is_claim_supported then 'Claim' when needs_augmentation then 'Augment' else 'Wait' end as advice,
        case
            when is_claim_supported then 'File the claim before it lapses; contract manager.'
            when needs_augmentation and window_violation_count > 0
                then 'Decide on added racks; explain the window violations to the maker; asset manager.'
            when needs_augmentation then 'Decide on added racks, the lead time has begun; asset manager.'
            when warranty_status in ('red', 'amber') then 'Test again and keep every window; engineering lead.'
            else 'Go on as now; asset manager.'
        end as next_step,
        coverage_ratio
    from measured
)

select * from site_lives
