-- A guarantee on efficiency would be claimed or denied on the battery's wrong idea of how full it is.
-- Over a month; in fewer days an error of the state of charge weighs more than the tolerance.
with

planted as (
    select
        site_id,
        sum(poc_discharged_mwh) as discharged_mwh,
        sum(poc_charged_mwh) as charged_mwh,
        max_by(stored_energy_end_mwh, interval_start_utc) - min_by(stored_energy_start_mwh, interval_start_utc)
            as stored_change_mwh,
        count(*) as period_count
    from {{ raw_rows('truth', 'truth_energy') }}
    group by 1
),

delivered as (
    select
        site_id,
        sum(exported_mwh) as discharged_mwh,
        sum(imported_mwh) as charged_mwh,
        sum(stored_change_mwh) as stored_change_mwh
    from {{ ref('fact_energy_half_hour') }}
    group by 1
),

compared as (
    select
        planted.site_id,
        {{ soc_corrected_efficiency(
            'planted.discharged_mwh', 'planted.charged_mwh', 'planted.stored_change_mwh'
        ) }} as planted_ratio,
        {{ soc_corrected_efficiency(
            'delivered.discharged_mwh', 'delivered.charged_mwh', 'delivered.stored_change_mwh'
        ) }} as measured_ratio,
        -- Three weeks of half-hours; the short scenario only has to come near.
        case when planted.period_count >= 21 * 48 then 0.003 else 0.01 end as tolerance_ratio
    from planted
    left join delivered on planted.site_id = delivered.site_id
)

select *
from compared
where measured_ratio is null or abs(measured_ratio - planted_ratio) > tolerance_ratio
