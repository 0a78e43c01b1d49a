select step_order, step_key, step_label, step_type, sum(amount_once_gbp) as amount_gbp
from bess.mart_partner_waterfall_monthly
where
    '${inputs.partner}' = 'all' and step_key <> 'other_partners_share'
    and strftime(statement_month_date, '%Y-%m-%d') = '${inputs.month}'
group by step_order, step_key, step_label, step_type
union all
select step_order, step_key, step_label, step_type, amount_gbp
from bess.mart_partner_waterfall_monthly
where partner_id = '${inputs.partner}' and strftime(statement_month_date, '%Y-%m-%d') = '${inputs.month}'
order by step_order
