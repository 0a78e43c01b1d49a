-- A slope of a month that looked sure would be taken for a finding, and a claim built on noise.
{{ config(enabled=(target.type == 'duckdb')) }}

select
    site_id,
    slope_low_ratio_per_year,
    slope_high_ratio_per_year
from {{ ref('fact_degradation_rate') }}
where
    basis = 'last_30_days'
    and (not is_indistinct or (slope_high_ratio_per_year - slope_low_ratio_per_year) / 2 < 0.02)
