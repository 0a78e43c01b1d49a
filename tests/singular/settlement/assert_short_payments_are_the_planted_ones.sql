-- Money invoiced, not paid and not noticed stays with the counterparty.
with

planted as (
    select
        site_id,
        settlement_date as period_end_date,
        -sum(amount_pence) as short_paid_pence
    from {{ raw_rows('truth', 'truth_settlement_break') }}
    where break_type = 'short_payment'
    group by 1, 2
),

found as (
    select
        site_id,
        period_end_date,
        sum(short_paid_pence) as short_paid_pence
    from {{ ref('fact_invoice') }}
    where invoice_status = 'short_paid'
    group by 1, 2
)

select
    planted.site_id as planted_site_id,
    found.site_id as found_site_id,
    planted.short_paid_pence as planted_pence,
    found.short_paid_pence as found_pence
from planted
full outer join found
    on planted.site_id = found.site_id and planted.period_end_date = found.period_end_date
where planted.short_paid_pence is distinct from found.short_paid_pence
