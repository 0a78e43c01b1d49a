-- One row per asset: controller, inverter (PCS block), battery (bank behind a block) or battery rack.
with

assets as (
    select * from {{ ref('stg_finance__asset') }}
    where quarantine_reason is null
),

site_assets as (
    select
        asset_id,
        site_id,
        parent_asset_id,
        asset_type,
        asset_name,
        block_number,
        vendor,
        model,
        rated_kva,
        rated_kw,
        nameplate_dc_kwh,
        commissioned_date
    from assets
)

select * from site_assets
