select
    coalesce(sum(unpaid_gbp), 0) as unpaid_gbp,
    coalesce(sum(unpaid_gbp) filter (where disputed_gbp > 0), 0) as on_hold_gbp
from bess.mart_partner_statement_monthly
where statement_status <> 'accrued'
