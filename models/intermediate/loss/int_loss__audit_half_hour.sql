-- One row per site, settlement period and physical cause, its loss in order, switched off alone and switched off last.
with

energy as (
    select * from {{ ref('int_loss__energy_half_hour') }}
),

payments as (
    select
        site_id,
        interval_start_at,
        cause,
        cast(sum(alone_availability_pence) as bigint) as alone_availability_pence,
        cast(sum(last_availability_pence) as bigint) as last_availability_pence
    from {{ ref('int_loss__payment_half_hour') }}
    group by 1, 2, 3
),

in_order as (
    select * from {{ ref('int_loss__cause_half_hour') }}
),

energy_values as (
    select * from {{ ref('int_loss__energy_value') }}
),

audit_half_hours as (
    select
        energy.site_id,
        energy.interval_start_at,
        energy_values.settlement_date,
        energy.cause,
        coalesce(in_order.loss_pence, 0) as loss_pence,
        {{ gbp_to_pence(
            'energy.alone_lost_mwh * energy_values.price_gbp_per_mwh'
            ~ ' - energy.alone_retained_mwh * energy_values.shadow_price_gbp_per_mwh'
        ) }} + coalesce(payments.alone_availability_pence, 0) as alone_loss_pence,
        {{ gbp_to_pence(
            'coalesce(energy.last_lost_mwh, 0) * energy_values.price_gbp_per_mwh'
            ~ ' - coalesce(energy.last_retained_mwh, 0) * energy_values.shadow_price_gbp_per_mwh'
        ) }} + coalesce(payments.last_availability_pence, 0) as last_loss_pence
    from energy
    inner join energy_values
        on energy.site_id = energy_values.site_id and energy.interval_start_at = energy_values.interval_start_at
    left join payments
        on
            energy.site_id = payments.site_id
            and energy.interval_start_at = payments.interval_start_at
            and energy.cause = payments.cause
    left join in_order
        on
            energy.site_id = in_order.site_id
            and energy.interval_start_at = in_order.interval_start_at
            and energy.cause = in_order.cause
)

select * from audit_half_hours
