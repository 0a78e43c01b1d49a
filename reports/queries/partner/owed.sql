select
    sum(partner_share_gbp) as partner_share_gbp,
    sum(paid_gbp) as paid_gbp,
    coalesce(sum(unpaid_gbp) filter (where statement_status <> 'accrued'), 0) as payable_gbp,
    coalesce(sum(unpaid_gbp) filter (where statement_status = 'accrued'), 0) as estimated_gbp,
    sum(disputed_gbp) as disputed_gbp
from bess.mart_partner_statement_monthly
where partner_id = '${params.partner_id}'
