-- One row per site, month, set of terms and party, the party's share in whole pence; they sum to the money shared.
with

parties as (
    select * from {{ ref('int_partner__share_exact') }}
),

floored as (
    select
        *,
        cast(floor(exact_pence) as bigint) as whole_pence,
        max(distributable_pence + top_up_pence) over (
            partition by site_id, statement_month_date, terms_from_date
        ) as total_pence,
        row_number() over (
            partition by site_id, statement_month_date, terms_from_date
            order by exact_pence - floor(exact_pence) desc, party_id
        ) as remainder_rank
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
        whole_pence + case
            when remainder_rank <= total_pence - sum(whole_pence) over shared_money then 1
            else 0
        end as share_pence
    from floored
    window shared_money as (partition by site_id, statement_month_date, terms_from_date)
)

select * from rounded
