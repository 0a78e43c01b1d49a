-- One row per partner with a share in a site's revenue.
with

partners as (
    select * from {{ ref('stg_finance__partner') }}
    where quarantine_reason is null
),

dim_partners as (
    select
        partner_id,
        partner_name,
        partner_type,
        site_id
    from partners
)

select * from dim_partners
