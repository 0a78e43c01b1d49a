-- Does each partner's statement follow from settled money and the tiers of the contract, worked out again by hand? Asked by the partnerships manager.
with

statements as (
    select * from {{ ref('fact_partner_statement') }}
),

settlement as (
    select
        statements.partner_id,
        statements.statement_month_date,
        statements.terms_from_date,
        sum(money.revenue_pence) as net_trading_pence
    from statements
    inner join {{ ref('fact_settlement') }} as money
        on
            statements.site_id = money.site_id
            and money.settlement_date between statements.first_date and statements.last_date
    group by 1, 2, 3
),

-- £ a MW and year that the money shared would be, and what each tier takes of it.
tiered as (
    select
        statements.partner_id,
        statements.statement_month_date,
        statements.terms_from_date,
        sum(
            terms.share_ratio * greatest(
                least(
                    statements.basis_pence / 100.0,
                    coalesce(
                        terms.tier_upper_gbp_per_mw_year * statements.rated_mw * statements.day_count / {{ var('days_per_year') }},
                        statements.basis_pence / 100.0
                    )
                ) - terms.tier_lower_gbp_per_mw_year * statements.rated_mw * statements.day_count / {{ var('days_per_year') }},
                0
            )
        ) as share_by_hand_gbp
    from statements
    inner join {{ ref('stg_finance__partner_term') }} as terms
        on
            terms.quarantine_reason is null
            and statements.partner_id = terms.partner_id
            and statements.first_date >= terms.valid_from_date
            and (terms.valid_to_date is null or statements.first_date < terms.valid_to_date)
    group by 1, 2, 3
),

compared as (
    select
        statements.partner_id,
        statements.statement_month_date,
        statements.terms_from_date,
        statements.net_trading_pence / 100.0 as net_trading_gbp,
        settlement.net_trading_pence / 100.0 as net_trading_by_hand_gbp,
        statements.partner_share_pence / 100.0 as partner_share_gbp,
        round(tiered.share_by_hand_gbp, 2) as share_by_hand_gbp,
        round(statements.partner_share_pence / 100.0 - tiered.share_by_hand_gbp, 2) as difference_gbp
    from statements
    inner join settlement
        on
            statements.partner_id = settlement.partner_id
            and statements.statement_month_date = settlement.statement_month_date
            and statements.terms_from_date = settlement.terms_from_date
    inner join tiered
        on
            statements.partner_id = tiered.partner_id
            and statements.statement_month_date = tiered.statement_month_date
            and statements.terms_from_date = tiered.terms_from_date
)

select * from compared
order by statement_month_date, partner_id
