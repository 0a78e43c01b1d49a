-- One row per partner, statement month and set of terms, every step from market receipts to partner and owner.
with

bases as (
    select * from {{ ref('int_partner__basis') }}
),

shares as (
    select * from {{ ref('int_partner__share_rounded') }}
),

owner_shares as (
    select * from shares
    where party_id = 'owner'
),

partner_statements as (
    select
        bases.partner_id,
        bases.site_id,
        bases.statement_month_date,
        bases.terms_from_date,
        bases.first_date,
        bases.last_date,
        bases.day_count,
        bases.accrued_day_count,
        bases.final_day_count,
        bases.rated_mw,
        bases.optimiser_fee_ratio,
        bases.gross_receipts_pence,
        bases.import_pence,
        bases.net_trading_pence,
        bases.accrued_net_trading_pence,
        bases.optimiser_fee_pence,
        bases.distributable_pence,
        bases.floor_pence,
        bases.cap_pence,
        bases.top_up_pence,
        owner_shares.total_pence - bases.distributable_pence as site_top_up_pence,
        bases.carried_in_pence,
        bases.carried_out_pence,
        bases.basis_pence,
        shares.share_pence as partner_share_pence,
        owner_shares.total_pence - owner_shares.share_pence - shares.share_pence as other_partners_share_pence,
        owner_shares.share_pence as owner_residual_pence
    from bases
    inner join shares
        on
            bases.partner_id = shares.party_id
            and bases.statement_month_date = shares.statement_month_date
            and bases.terms_from_date = shares.terms_from_date
    inner join owner_shares
        on
            bases.site_id = owner_shares.site_id
            and bases.statement_month_date = owner_shares.statement_month_date
            and bases.terms_from_date = owner_shares.terms_from_date
)

select * from partner_statements
