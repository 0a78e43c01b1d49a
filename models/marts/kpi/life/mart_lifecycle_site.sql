-- One row per site, how fast it fades, when it falls below its contract and what keeping it up costs.
with

sites as (
    select * from {{ ref('dim_site') }}
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

months as (
    select * from {{ ref('fact_soh_projection') }}
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
        max(case when assumption_id = 'augmentation_hold_years' then assumed_value end) as hold_years,
        max(case when assumption_id = 'augmentation_lead_years' then assumed_value end) as lead_years
    from assumptions
),

slopes as (
    select
        site_id,
        max({{ safe_ratio('cast(measurement_count as double)', 'due_measurement_count') }}) as coverage_ratio,
        {%- for basis in ['weekly', 'capacity_test', 'last_30_days'] %}
        {%- for part, column in {'': 'slope', '_low': 'slope_low', '_high': 'slope_high'}.items() %}
        max(case when basis = '{{ basis }}' then {{ column }}_ratio_per_year end)
            as {{ basis }}_slope{{ part }}_ratio_per_year,
        {%- endfor %}
        {%- endfor %}
        coalesce(max(case when basis = 'last_30_days' and not is_indistinct then 1 end), 0) = 0
            as is_recent_slope_indistinct
    from rates
    group by 1
),

-- Energy that an augmentation on the median day has to make up for by the end of its time; new racks age on their own.
needs as (
    select
        contract.site_id,
        max_by(contract.contract_mwh - months.deliverable_p50_mwh, months.projected_date) as shortfall_mwh
    from ends as contract
    cross join assumed
    inner join months
        on
            contract.site_id = months.site_id
            and months.projected_date <= {{ dbt.dateadd(
                'day', 'cast(assumed.hold_years * ' ~ var('days_per_year') ~ ' as integer)', 'contract.p50_date'
            ) }}
    where contract.life_end = 'contract'
    group by 1
),

lives as (
    select
        sites.site_id,
        sites.site_name,
        sites.nameplate_dc_mwh,
        {%- for part in ['', '_low', '_high'] %}
        {{ if_covered('slopes.weekly_slope' ~ part ~ '_ratio_per_year', 'slopes.coverage_ratio') }}
            as weekly_slope{{ part }}_ratio_per_year,
        {%- endfor %}
        slopes.capacity_test_slope_ratio_per_year,
        slopes.capacity_test_slope_low_ratio_per_year,
        slopes.capacity_test_slope_high_ratio_per_year,
        slopes.last_30_days_slope_ratio_per_year,
        slopes.last_30_days_slope_low_ratio_per_year,
        slopes.last_30_days_slope_high_ratio_per_year,
        slopes.is_recent_slope_indistinct,
        tests.tested_at,
        tests.discharged_mwh as demonstrated_mwh,
        tests.resistance_ratio,
        {{ limit_of('ept_connection_share') }} * sites.rated_mw * {{ limit_of('ept_hours') }} as ept_required_mwh,
        tests.discharged_mwh
        / ({{ limit_of('ept_connection_share') }} * sites.rated_mw * {{ limit_of('ept_hours') }}) - 1
            as ept_margin_ratio,
        contract.p10_date as augmentation_p10_date,
        contract.p50_date as augmentation_p50_date,
        contract.p90_date as augmentation_p90_date,
        coalesce(contract.p50_years <= assumed.lead_years, false) as needs_augmentation,
        needs.shortfall_mwh * sites.nameplate_dc_mwh / contract.mwh_at_full_health as augmentation_dc_mwh,
        cast(round(
            needs.shortfall_mwh * sites.nameplate_dc_mwh / contract.mwh_at_full_health
            * 1000 * assumed.cost_gbp_per_kwh * 100
        ) as bigint) as augmentation_cost_pence,
        {%- for quantile in ['p10', 'p50', 'p90'] %}
        {{ if_covered('life.' ~ quantile ~ '_years', 'slopes.coverage_ratio') }} as remaining_life_{{ quantile }}_years,
        {%- endfor %}
        slopes.coverage_ratio
    from sites
    cross join assumed
    left join slopes on sites.site_id = slopes.site_id
    left join tests on sites.site_id = tests.site_id
    left join ends as contract on sites.site_id = contract.site_id and contract.life_end = 'contract'
    left join ends as life on sites.site_id = life.site_id and life.life_end = 'end_of_life'
    left join needs on sites.site_id = needs.site_id
)

select * from lives
