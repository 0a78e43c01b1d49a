-- An augmentation dated before the last measurement, or P90 before P10, would send a purchase order for a day gone by.
{{ config(enabled=(target.type == 'duckdb')) }}

select
    site_id,
    life_end,
    p10_years,
    p50_years,
    p90_years
from {{ ref('fact_life_end') }}
where
    coalesce(p10_years < 0, false)
    or coalesce(p50_years < p10_years, p50_years is not null and p10_years is null)
    or coalesce(p90_years < p50_years, p90_years is not null and p50_years is null)
