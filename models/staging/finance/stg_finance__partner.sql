-- One row per partner with a share in a site's revenue.
with

source as (
    select * from {{ raw_rows('finance', 'partner') }}
),

renamed as (
    select
        ---------- ids
        partner_id,
        partner_name,
        partner_type,
        site_id,
        ---------- quality
        {{ quarantine_reason('finance', 'partner') }} as quarantine_reason
    from source
)

select * from renamed
