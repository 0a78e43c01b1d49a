-- A missed breach is money never claimed; a false one costs the trust of the provider in every later claim.
with

reconciled as (
    select * from {{ ref('mart_settlement_reconciliation_daily') }}
),

planted as (
    select
        site_id,
        settlement_date,
        run_type,
        sum(amount_pence) as amount_pence
    from {{ raw_rows('truth', 'truth_settlement_break') }}
    -- Short payment is an error of the invoice. What an error of the performance factor costs is judged apart.
    where break_type not in ('short_payment', 'performance_factor')
    group by 1, 2, 3
),

-- A planted amount covers the services of a period together, so days are compared.
days as (
    select
        site_id,
        settlement_date,
        run,
        max(tolerance_pence) as tolerance_pence,
        sum(tolerance_pence) as tolerance_sum_pence,
        count(*) filter (where reconciliation_status = 'breach') as breach_count
    from reconciled
    group by 1, 2, 3
),

compared as (
    select
        days.*,
        planted.amount_pence
    from days
    left join planted
        on
            days.site_id = planted.site_id
            and days.settlement_date = planted.settlement_date
            and days.run = planted.run_type
)

select *
from compared
where
    (breach_count > 0 and amount_pence is null)
    -- An error spread over services may stay below each one's tolerance.
    or (breach_count = 0 and abs(amount_pence) > tolerance_sum_pence)
    or (breach_count = 0 and abs(amount_pence) > 2 * tolerance_pence)
