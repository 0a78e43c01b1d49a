-- A settlement error that our comparison cannot see is money lost for good once the last run has passed.
with

planted as (
    select * from {{ raw_rows('truth', 'truth_settlement_break') }}
    -- Short payment is an error of the invoice, not of a run.
    where break_type <> 'short_payment' and amount_pence <> 0
),

variances as (
    select * from {{ ref('fact_settlement_half_hour') }}
    where run <> 'ACCRUAL'
),

found as (
    select
        planted.break_id,
        planted.break_type,
        planted.site_id,
        planted.settlement_date,
        planted.settlement_period,
        planted.run_type,
        planted.amount_pence,
        count(*) filter (where variances.variance_pence <> 0) as variance_rows
    from planted
    left join variances
        on
            planted.site_id = variances.site_id
            and planted.settlement_date = variances.settlement_date
            and planted.run_type = variances.run
            and (planted.settlement_period is null or planted.settlement_period = variances.settlement_period)
            and (planted.component is null or planted.component = variances.component)
    group by 1, 2, 3, 4, 5, 6, 7
)

select *
from found
where variance_rows = 0
