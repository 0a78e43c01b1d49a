-- One row per site, settlement period and physical cause with a loss, its energy and payments in money.
-- A table: facts, gap and events read it.
{{ config(materialized='table') }}
with

energy as (
    select * from {{ ref('int_loss__energy_half_hour') }}
),

payments as (
    select
        site_id,
        interval_start_at,
        cause,
        cast(sum(availability_loss_pence) as bigint) as availability_loss_pence
    from {{ ref('int_loss__payment_half_hour') }}
    group by 1, 2, 3
),

energy_values as (
    select * from {{ ref('int_loss__energy_value') }}
),

joined as (
    select
        coalesce(energy.site_id, payments.site_id) as site_id,
        coalesce(energy.interval_start_at, payments.interval_start_at) as interval_start_at,
        coalesce(energy.cause, payments.cause) as cause,
        coalesce(energy.lost_mwh, 0) as lost_mwh,
        coalesce(energy.retained_mwh, 0) as retained_mwh,
        coalesce(payments.availability_loss_pence, 0) as availability_loss_pence
    from energy
    full join payments
        on
            energy.site_id = payments.site_id
            and energy.interval_start_at = payments.interval_start_at
            and energy.cause = payments.cause
),

valued as (
    select
        joined.site_id,
        joined.interval_start_at,
        energy_values.settlement_date,
        energy_values.settlement_period,
        joined.cause,
        joined.lost_mwh,
        joined.retained_mwh,
        {{ energy_value_pence('joined.lost_mwh', 'energy_values.price_gbp_per_mwh') }} as sold_pence,
        {{ energy_value_pence('joined.retained_mwh', 'energy_values.shadow_price_gbp_per_mwh') }}
            as retained_pence,
        joined.availability_loss_pence
    from joined
    inner join energy_values
        on
            joined.site_id = energy_values.site_id
            and joined.interval_start_at = energy_values.interval_start_at
    where joined.lost_mwh <> 0 or joined.retained_mwh <> 0 or joined.availability_loss_pence <> 0
),

cause_half_hours as (
    select
        *,
        sold_pence - retained_pence as energy_loss_pence,
        sold_pence - retained_pence + availability_loss_pence as loss_pence
    from valued
)

select * from cause_half_hours
