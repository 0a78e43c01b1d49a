-- A penny that no party gets, or that two get, makes every statement wrong.
with

statements as (
    select * from {{ ref('fact_partner_statement') }}
)

select
    partner_id,
    statement_month_date,
    terms_from_date
from statements
where
    partner_share_pence + other_partners_share_pence + owner_residual_pence <> distributable_pence + site_top_up_pence
    or gross_receipts_pence + import_pence <> net_trading_pence
    or net_trading_pence + optimiser_fee_pence <> distributable_pence
    or partner_share_pence < 0
    or other_partners_share_pence < 0
