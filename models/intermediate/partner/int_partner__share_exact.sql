-- One row per site, month, set of terms and party, the party's share before it is rounded to pence.
with

bases as (
    select * from {{ ref('int_partner__basis') }}
),

terms as (
    select * from {{ ref('stg_finance__partner_term') }}
    where quarantine_reason is null
),

-- Marginal tiers: each takes its own share of the money between its bounds, so that a penny more never pays less.
partners as (
    select
        bases.site_id,
        bases.statement_month_date,
        bases.terms_from_date,
        bases.partner_id as party_id,
        bases.distributable_pence,
        bases.top_up_pence,
        cast(
            round(
                sum(
                    terms.share_ratio * greatest(
                        least(
                            cast(bases.basis_pence as double),
                            coalesce(
                                terms.tier_upper_gbp_per_mw_year * bases.pence_per_annual_gbp,
                                cast(bases.basis_pence as double)
                            )
                        ) - terms.tier_lower_gbp_per_mw_year * bases.pence_per_annual_gbp,
                        0
                    )
                ),
                6
            ) as decimal(20, 6)
        ) as exact_pence
    from bases
    inner join terms
        on bases.partner_id = terms.partner_id and bases.term_valid_from_date = terms.valid_from_date
    group by 1, 2, 3, 4, 5, 6
),

owners as (
    select
        site_id,
        statement_month_date,
        terms_from_date,
        'owner' as party_id,
        distributable_pence,
        -- The floor provider pays into the pot once, as much as the highest floor asks for.
        max(top_up_pence) as top_up_pence,
        cast(distributable_pence + max(top_up_pence) as decimal(20, 6)) - sum(exact_pence) as exact_pence
    from partners
    group by 1, 2, 3, 5
),

parties as (
    select * from partners
    union all
    select * from owners
)

select * from parties
