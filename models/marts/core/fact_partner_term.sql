-- One row per partner, term and tier of the revenue share.
with

terms as (
    select * from {{ ref('stg_finance__partner_term') }}
    where quarantine_reason is null
),

chosen as (
    select
        partner_term_id,
        partner_id,
        tier_number,
        tier_lower_gbp_per_mw_year,
        tier_upper_gbp_per_mw_year,
        share_ratio,
        floor_gbp_per_mw_year,
        cap_gbp_per_mw_year,
        optimiser_fee_ratio,
        valid_from_date,
        valid_to_date
    from terms
)

select * from chosen
