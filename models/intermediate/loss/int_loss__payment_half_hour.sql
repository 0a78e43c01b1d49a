-- One row per site, settlement period, availability product and cause, payment lost to the cause.
with

payment_minutes as (
    select * from {{ ref('int_loss__payment_minute') }}
),

minutes as (
    select
        site_id,
        interval_start_at,
        component,
        count(*) as minute_count
    from {{ ref('int_settlement__deliverable_minute') }}
    group by 1, 2, 3
),

lines as (
    select
        *,
        {{ amount_pence('quantity', 'price_gbp', '1') }} as whole_pence
    from {{ ref('int_settlement__expected_line') }}
),

causes as (
    select
        site_id,
        interval_start_at,
        component,
        cause,
        count(*) as cause_minutes
    from payment_minutes
    group by 1, 2, 3, 4
),

shared as (
    select
        causes.site_id,
        causes.interval_start_at,
        causes.component,
        causes.cause,
        lines.whole_pence,
        causes.cause_minutes / cast(minutes.minute_count as double) as cause_ratio,
        lines.whole_pence - lines.amount_pence as lost_pence,
        (lines.whole_pence - lines.amount_pence) * causes.cause_minutes
        / cast(sum(causes.cause_minutes) over product_period as double) as exact_pence
    from causes
    inner join lines
        on
            causes.site_id = lines.site_id
            and causes.interval_start_at = lines.interval_start_at
            and causes.component = lines.component
    inner join minutes
        on
            causes.site_id = minutes.site_id
            and causes.interval_start_at = minutes.interval_start_at
            and causes.component = minutes.component
    window product_period as (partition by causes.site_id, causes.interval_start_at, causes.component)
),

-- Whole pennies by largest remainder: the causes of one product add up to what it lost.
rounded as (
    select
        site_id,
        interval_start_at,
        component,
        cause,
        whole_pence,
        cause_ratio,
        cast(floor(exact_pence) as bigint) + case
            when
                row_number() over (
                    partition by site_id, interval_start_at, component order by exact_pence - floor(exact_pence) desc, cause
                )
                <= lost_pence - sum(cast(floor(exact_pence) as bigint)) over (
                    partition by site_id, interval_start_at, component
                )
                then 1
            else 0
        end as availability_loss_pence
    from shared
)

select * from rounded
