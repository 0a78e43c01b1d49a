-- One row per site, settlement period, availability product and cause, payment lost to the cause.
-- A table: money and audit read it, and it reads minutes.
{{ config(materialized='table') }}
with

payment_minutes as (
    select * from {{ ref('int_loss__payment_minute') }}
),

lines as (
    select
        *,
        {{ amount_pence('quantity', 'price_gbp', '1') }} - amount_pence as lost_pence
    from {{ ref('int_settlement__expected_line') }}
),

counted as (
    select
        site_id,
        interval_start_at,
        component,
        cause,
        count(*) as lost_minutes,
        count(*) filter (where is_cause) as cause_minutes,
        count(*) filter (where is_restored_alone) as restored_alone_minutes,
        count(*) filter (where is_missed_alone) as missed_alone_minutes
    from payment_minutes
    group by 1, 2, 3, 4
),

-- Every undeliverable minute of a product costs the same.
shared as (
    select
        counted.site_id,
        counted.interval_start_at,
        counted.component,
        counted.cause,
        lines.lost_pence,
        lines.lost_pence * counted.cause_minutes / cast(counted.lost_minutes as double) as exact_pence,
        lines.lost_pence * counted.restored_alone_minutes / cast(counted.lost_minutes as double) as alone_pence,
        lines.lost_pence * counted.missed_alone_minutes / cast(counted.lost_minutes as double) as last_pence
    from counted
    inner join lines
        on
            counted.site_id = lines.site_id
            and counted.interval_start_at = lines.interval_start_at
            and counted.component = lines.component
),

-- Whole pennies by largest remainder: the causes of one product add up to what it lost.
rounded as (
    select
        site_id,
        interval_start_at,
        component,
        cause,
        {{ largest_remainder_pence('exact_pence', 'lost_pence', 'site_id, interval_start_at, component', 'cause') }}
            as availability_loss_pence,
        cast(round(alone_pence) as bigint) as alone_availability_pence,
        cast(round(last_pence) as bigint) as last_availability_pence
    from shared
)

select * from rounded
