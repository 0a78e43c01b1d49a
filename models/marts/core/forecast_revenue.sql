-- One row per site, service, settlement date and version of the owner's expectation: budget, or a month's forecast.
with

expectations as (
    select * from {{ ref('stg_finance__budget') }}
    where quarantine_reason is null
),

revenue_forecasts as (
    select
        site_id,
        service_id,
        settlement_date,
        version as forecast_version,
        version = 'budget' as is_budget,
        made_at,
        {{ gbp_to_pence('revenue_gbp') }} as revenue_pence
    from expectations
)

select * from revenue_forecasts
