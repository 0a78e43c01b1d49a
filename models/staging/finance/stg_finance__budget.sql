-- One row per site, service, settlement date and version of budget or forecast.
with

source as (
    select * from {{ raw_rows('finance', 'budget') }}
),

renamed as (
    select
        ---------- ids
        site_id,
        service as service_id,
        settlement_date,
        version,
        ---------- measures
        revenue_gbp,
        ---------- timestamps
        made_at_utc as made_at,
        ---------- quality
        {{ quarantine_reason('finance', 'budget') }} as quarantine_reason
    from source
)

select * from renamed
