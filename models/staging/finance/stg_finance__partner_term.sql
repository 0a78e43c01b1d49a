-- One row per partner, term and tier of the revenue share.
with

source as (
    select * from {{ raw_rows('finance', 'partner_term') }}
),

renamed as (
    select
        ---------- ids
        partner_term_id,
        partner_id,
        tier_number,
        ---------- measures
        tier_lower_gbp_per_mw_year,
        tier_upper_gbp_per_mw_year,
        share_ratio,
        floor_gbp_per_mw_year,
        cap_gbp_per_mw_year,
        optimiser_fee_ratio,
        ---------- dates
        valid_from as valid_from_date,
        valid_to as valid_to_date,
        ---------- quality
        {{ quarantine_reason('finance', 'partner_term') }} as quarantine_reason
    from source
)

select * from renamed
