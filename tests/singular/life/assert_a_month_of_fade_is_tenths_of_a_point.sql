-- Fade of whole points a month would call for augmentation of every healthy site; none at all, of no failing one.
{{ config(enabled=(target.type == 'duckdb')) }}

select
    site_id,
    slope_ratio_per_year
from {{ ref('fact_degradation_rate') }}
where basis = 'weekly' and not -slope_ratio_per_year * 30 / 365.25 between 0.001 and 0.006
