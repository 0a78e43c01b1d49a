-- Liquidated damages hang on these ratios: 0.05 percentage points are all the error a contract would forgive.
with

planted as (
    select * from {{ raw_rows('truth', 'truth_availability') }}
),

measured as (
    select
        site_id,
        sum(raw_available_mw_minutes) / sum(raw_counted_mw_minutes) as raw_ratio,
        sum(technical_available_mw_minutes) / sum(technical_counted_mw_minutes) as technical_ratio,
        sum(contractual_available_mw_minutes) / sum(contractual_counted_mw_minutes) as contractual_ratio
    from {{ ref('mart_availability_daily') }}
    group by 1
)

select
    planted.site_id,
    measured.raw_ratio,
    planted.raw_ratio as planted_raw_ratio,
    measured.technical_ratio,
    planted.technical_ratio as planted_technical_ratio,
    measured.contractual_ratio,
    planted.contractual_ratio as planted_contractual_ratio
from planted
left join measured on planted.site_id = measured.site_id
where
    measured.site_id is null
    or abs(measured.raw_ratio - planted.raw_ratio) > 0.0005
    or abs(measured.technical_ratio - planted.technical_ratio) > 0.0005
    or abs(measured.contractual_ratio - planted.contractual_ratio) > 0.0005
