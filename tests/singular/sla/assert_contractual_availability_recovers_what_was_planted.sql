-- Clauses judge months; over the whole horizon their parts must give the planted availability, or damages are wrong.
with

planted as (
    select * from {{ raw_rows('truth', 'truth_availability') }}
),

measured as (
    select
        site_id,
        sum(numerator) / sum(denominator) as measured
    from {{ ref('mart_sla_measurement_daily') }}
    where metric = 'contractual_availability'
    group by 1
)

select
    planted.site_id,
    planted.contractual_ratio,
    measured.measured
from planted
left join measured on planted.site_id = measured.site_id
where measured.measured is null or abs(measured.measured - planted.contractual_ratio) > 0.0005
