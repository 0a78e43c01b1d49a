-- One row per site and end (contract no longer delivered, end of life), day and years from now.
with

quantiles as (
    select * from {{ ref('int_life__end_quantile') }}
),

states as (
    select * from {{ ref('int_life__site_state') }}
),

dated as (
    select
        quantiles.site_id,
        quantiles.life_end,
        quantiles.needed_soh_ratio,
        states.contract_mwh,
        states.mwh_at_full_health,
        {%- for quantile in ['p10', 'p50', 'p90'] %}
        cast(
            {{ dbt.dateadd('day', 'cast(quantiles.' ~ quantile ~ ' as integer)', 'states.commercial_operation_date') }}
            as date
        ) as {{ quantile }}_date,
        (quantiles.{{ quantile }} - states.age_days) / cast({{ var('days_per_year') }} as double)
            as {{ quantile }}_years,
        {%- endfor %}
        states.age_days
    from quantiles
    inner join states on quantiles.site_id = states.site_id
)

select * from dated
