-- One row per site, service, settlement date and run, the amount and its change from the run before.
with

lines as (
    select * from {{ ref('fact_settlement_half_hour') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

totals as (
    select
        site_id,
        service_id,
        settlement_date,
        run,
        run_order,
        run_name,
        min(published_at) as published_at,
        cast(sum(amount_pence) as bigint) as amount_pence
    from lines
    group by 1, 2, 3, 4, 5, 6
),

drifts as (
    select
        totals.site_id,
        sites.site_name,
        totals.service_id,
        totals.settlement_date,
        totals.run,
        totals.run_order,
        totals.run_name,
        totals.published_at,
        totals.amount_pence,
        totals.amount_pence - lag(totals.amount_pence) over (
            partition by totals.site_id, totals.service_id, totals.settlement_date order by totals.run_order
        ) as drift_pence
    from totals
    inner join sites on totals.site_id = sites.site_id
),

run_amounts as (
    select
        *,
        {{ pence_to_gbp('amount_pence') }} as amount_gbp,
        {{ pence_to_gbp('drift_pence') }} as drift_gbp
    from drifts
)

select * from run_amounts
