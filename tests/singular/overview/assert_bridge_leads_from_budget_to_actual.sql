-- A bridge whose bars do not meet tells the board a story that the ledger does not.
with

steps as (
    select
        site_id,
        sum(case when step_key = 'budget' or step_type = 'change' then amount_pence else 0 end) as built_pence,
        sum(case when step_key = 'actual' then amount_pence else 0 end) as actual_pence
    from {{ ref('mart_revenue_bridge_mtd') }}
    group by 1
)

select
    overview.site_id,
    steps.built_pence,
    steps.actual_pence,
    overview.revenue_mtd_pence
from {{ ref('mart_site_overview_mtd') }} as overview
left join steps on overview.site_id = steps.site_id
where
    steps.site_id is null
    or steps.built_pence <> steps.actual_pence
    or steps.actual_pence <> overview.revenue_mtd_pence
