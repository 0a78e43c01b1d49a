-- One row per site, month, set of terms and party, the party's share in whole pence; they sum to the money shared.
with

parties as (
    select * from {{ ref('int_partner__share_exact') }}
),

totalled as (
    select
        *,
        max(distributable_pence + top_up_pence) over (
            partition by site_id, statement_month_date, terms_from_date
        ) as total_pence
    from parties
),

-- Largest remainder: the pence that rounding down leaves over go to those who lost most by it.
rounded as (
    select
        site_id,
        statement_month_date,
        terms_from_date,
        party_id,
        total_pence,
        {{ largest_remainder_pence(
            'exact_pence', 'total_pence', 'site_id, statement_month_date, terms_from_date', 'party_id'
        ) }} as share_pence
    from totalled
)

select * from rounded
