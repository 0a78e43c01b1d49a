-- A waterfall whose bars do not meet is a statement that nobody can check.
with

steps as (
    select * from {{ ref('mart_partner_waterfall_monthly') }}
),

sums as (
    select
        partner_id,
        statement_month_date,
        sum(case when step_type = 'change' and step_order < 3 then amount_pence else 0 end) as to_net_pence,
        max(case when step_key = 'net_trading' then amount_pence end) as net_pence,
        sum(case when step_type = 'change' and step_order < 5 then amount_pence else 0 end) as to_distributable_pence,
        max(case when step_key = 'distributable' then amount_pence end) as distributable_pence,
        sum(case when step_type = 'change' then amount_pence else 0 end) as to_owner_pence,
        max(case when step_key = 'owner_residual' then amount_pence end) as owner_pence
    from steps
    group by 1, 2
)

select *
from sums
where to_net_pence <> net_pence or to_distributable_pence <> distributable_pence or to_owner_pence <> owner_pence
