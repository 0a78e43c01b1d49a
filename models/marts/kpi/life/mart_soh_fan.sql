-- One row per site, axis, basis and day, a state of health measured, guaranteed or to come, at its age or throughput.
with

sites as (
    select * from {{ ref('dim_site') }}
),

weeks as (
    select * from {{ ref('fact_soh_weekly') }}
),

ends as (
    select * from {{ ref('fact_life_end') }}
),

-- Cycles a year of age, mean up to the end of each week: what a day without a count of its own is placed by.
paces as (
    select
        weeks.site_id,
        weeks.estimated_date,
        {{ safe_ratio(
            'weeks.discharged_dc_mwh / sites.nameplate_dc_mwh * ' ~ var('days_per_year'),
            'weeks.estimated_date - sites.commercial_operation_date'
        ) }} as cycles_per_year
    from weeks
    inner join sites on weeks.site_id = sites.site_id
    where weeks.discharged_dc_mwh is not null
),

{%- set nothing = 'cast(null as double)' %}

points as (
    select
        site_id,
        'weekly' as basis,
        estimated_date as soh_date,
        soh_ratio,
        {{ nothing }} as soh_p10_ratio,
        {{ nothing }} as soh_p90_ratio,
        {{ nothing }} as throughput_dc_mwh
    from weeks
    union all
    select
        site_id,
        'capacity_test' as basis,
        cast(tested_at as date) as soh_date,
        soh_ratio,
        {{ nothing }} as soh_p10_ratio,
        {{ nothing }} as soh_p90_ratio,
        {{ nothing }} as throughput_dc_mwh
    from {{ ref('fact_capacity_test') }}
    union all
    select
        site_id,
        'projection' as basis,
        projected_date as soh_date,
        soh_p50_ratio as soh_ratio,
        soh_p10_ratio,
        soh_p90_ratio,
        {{ nothing }} as throughput_dc_mwh
    from {{ ref('fact_soh_projection') }}
    where age_years <= {{ var('fan_years') }}
    union all
    -- Corners of the guarantee, each at its own age and throughput; straight lines run between them.
    select
        curve.site_id,
        'guarantee' as basis,
        cast({{ dbt.dateadd(
            'day', 'cast(curve.year_number * ' ~ var('days_per_year') ~ ' as integer)', 'sites.commercial_operation_date'
        ) }} as date) as soh_date,
        curve.guaranteed_soh_ratio as soh_ratio,
        {{ nothing }} as soh_p10_ratio,
        {{ nothing }} as soh_p90_ratio,
        curve.warranted_throughput_mwh as throughput_dc_mwh
    from {{ ref('fact_warranty_curve') }} as curve
    inner join sites on curve.site_id = sites.site_id
    {%- for quantile in ['p10', 'p50', 'p90'] %}
    union all
    select
        site_id,
        life_end || '_{{ quantile }}' as basis,
        {{ quantile }}_date as soh_date,
        needed_soh_ratio as soh_ratio,
        {{ nothing }} as soh_p10_ratio,
        {{ nothing }} as soh_p90_ratio,
        {{ nothing }} as throughput_dc_mwh
    from ends
    where {{ quantile }}_date is not null
    {%- endfor %}
),

placed as (
    select
        points.*,
        sites.site_name,
        (points.soh_date - sites.commercial_operation_date) / {{ var('days_per_year') }} as age_years,
        coalesce(
            points.throughput_dc_mwh / sites.nameplate_dc_mwh,
            paces.cycles_per_year * (points.soh_date - sites.commercial_operation_date) / {{ var('days_per_year') }}
        ) as full_cycles
    from points
    inner join sites on points.site_id = sites.site_id
    left join paces on points.site_id = paces.site_id and points.soh_date >= paces.estimated_date
    qualify row_number() over (
        partition by points.site_id, points.basis, points.soh_date order by paces.estimated_date desc
    ) = 1
),

fans as (
    {%- for axis, position in {'age': 'age_years', 'throughput': 'full_cycles'}.items() %}
    select
        site_id,
        site_name,
        '{{ axis }}' as axis,
        basis,
        soh_date,
        {{ position }} as position,
        soh_ratio,
        soh_p10_ratio,
        soh_p90_ratio
    from placed
    where {{ position }} is not null
    {%- if not loop.last %}
    union all
    {%- endif %}
    {%- endfor %}
)

select * from fans
