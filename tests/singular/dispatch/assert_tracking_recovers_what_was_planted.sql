-- A plant that follows late, loosely or short on charge would pass for a good one, or the other way round.
-- Planted per site in seeds_generator/sites/*.yaml: mean absolute error, delay and shortfall on charge.
{{ config(tags = ['planted_truth']) }}
with

planted as (
    select sites.*
    from (
        values
        ('cotswold', 0.006, 0, 1.00),
        ('thames', 0.010, 45, 1.00),
        ('yorkshire', 0.028, 0, 0.96)
    ) as sites (site_id, mae_ratio, delay_seconds, charge_delivery_ratio)
),

measured as (
    select
        hourly.site_id,
        sum(hourly.judged_minute_count) as judged_minute_count,
        sum(hourly.absolute_error_mw_minutes) / sum(hourly.judged_mw_minutes) as mae_ratio,
        sum(hourly.charge_delivered_mwh) / sum(hourly.charge_commanded_mwh) as charge_delivery_ratio
    from {{ ref('mart_dispatch_hourly') }} as hourly
    group by 1
),

delays as (
    select
        site_id,
        max(delay_seconds) as delay_seconds
    from {{ ref('fact_dispatch') }}
    group by 1
)

select
    planted.*,
    measured.mae_ratio as measured_mae_ratio,
    measured.charge_delivery_ratio as measured_charge_delivery_ratio,
    delays.delay_seconds as measured_delay_seconds
from planted
inner join measured on planted.site_id = measured.site_id
inner join delays on planted.site_id = delays.site_id
where
    measured.judged_minute_count = 0
    or abs(measured.mae_ratio - planted.mae_ratio) > 0.2 * planted.mae_ratio
    or abs(delays.delay_seconds - planted.delay_seconds) > 10
    or abs(measured.charge_delivery_ratio - planted.charge_delivery_ratio) > 0.02
