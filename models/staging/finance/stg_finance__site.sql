-- One row per site, as contracts name it.
with

source as (
    select * from {{ raw_rows('finance', 'site') }}
),

renamed as (
    select
        ---------- ids
        site_id,
        site_name,
        vendor,
        market as market_id,
        ---------- measures
        rated_mw,
        contract_mwh,
        connection_kv,
        latitude,
        longitude,
        ---------- dates
        commercial_operation_date,
        ---------- quality
        {{ quarantine_reason('finance', 'site') }} as quarantine_reason
    from source
)

select * from renamed
