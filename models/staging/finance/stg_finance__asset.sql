-- One row per asset: controllers, PCS blocks, battery banks and racks.
with

source as (
    select * from {{ raw_rows('finance', 'asset') }}
),

renamed as (
    select
        ---------- ids
        asset_id,
        site_id,
        parent_asset_id,
        asset_type,
        asset_name,
        block_number,
        vendor,
        model,
        ---------- measures
        rated_kva,
        rated_kw,
        nameplate_dc_kwh,
        ---------- dates
        commissioned_date,
        ---------- quality
        {{ quarantine_reason('finance', 'asset') }} as quarantine_reason
    from source
)

select * from renamed
