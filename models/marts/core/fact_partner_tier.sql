-- One row per partner, statement month, set of terms and tier, the money in the tier and the partner's share of it.
with

statements as (
    select * from {{ ref('fact_partner_statement') }}
),

terms as (
    select * from {{ ref('stg_finance__partner_term') }}
    where quarantine_reason is null
),

partners as (
    select * from {{ ref('dim_partner') }}
),

-- Tiers are annual amounts for each MW; the statement covers some days of them.
bounded as (
    select
        statements.partner_id,
        statements.site_id,
        statements.statement_month_date,
        statements.first_date,
        statements.last_date,
        terms.tier_number,
        terms.tier_lower_gbp_per_mw_year,
        terms.tier_upper_gbp_per_mw_year,
        terms.share_ratio,
        statements.basis_pence / 100.0 as basis_gbp,
        statements.rated_mw * statements.day_count / {{ var('days_per_year') }} as mw_years
    from statements
    inner join terms
        on
            statements.partner_id = terms.partner_id
            and statements.first_date >= terms.valid_from_date
            and (terms.valid_to_date is null or statements.first_date < terms.valid_to_date)
),

-- Marginal: a tier takes its share of the money between its bounds only.
filled as (
    select
        *,
        greatest(
            least(basis_gbp, coalesce(tier_upper_gbp_per_mw_year * mw_years, basis_gbp))
            - tier_lower_gbp_per_mw_year * mw_years,
            0
        ) as tier_gbp
    from bounded
),

tiers as (
    select
        filled.partner_id,
        partners.partner_name,
        filled.site_id,
        filled.statement_month_date,
        filled.first_date,
        filled.last_date,
        filled.tier_number,
        filled.tier_lower_gbp_per_mw_year,
        filled.tier_upper_gbp_per_mw_year,
        filled.share_ratio,
        cast(filled.tier_gbp as double) as tier_gbp,
        cast(filled.tier_gbp * filled.share_ratio as double) as tier_share_gbp,
        filled.tier_gbp > 0 as is_reached
    from filled
    inner join partners on filled.partner_id = partners.partner_id
)

select * from tiers
