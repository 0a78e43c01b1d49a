-- Revenue that no statement shows is a partner's share withheld; revenue shown twice is paid twice.
with

stated as (
    select
        site_id,
        statement_month_date,
        max(net_trading_pence) as net_trading_pence,
        min(net_trading_pence) as least_net_trading_pence
    from {{ ref('mart_partner_statement_monthly') }}
    group by 1, 2
),

ledger as (
    select
        settlement.site_id,
        cast({{ dbt.date_trunc('month', 'settlement.settlement_date') }} as date) as statement_month_date,
        sum(settlement.revenue_pence) as revenue_pence
    from {{ ref('fact_settlement') }} as settlement
    inner join {{ ref('dim_as_of') }} as as_of
        on settlement.site_id = as_of.site_id and settlement.settlement_date <= as_of.as_of_date
    where settlement.site_id in (select dim_partner.site_id from {{ ref('dim_partner') }} as dim_partner)
    group by 1, 2
)

select
    ledger.*,
    stated.net_trading_pence,
    stated.least_net_trading_pence
from ledger
left join stated
    on ledger.site_id = stated.site_id and ledger.statement_month_date = stated.statement_month_date
where
    stated.net_trading_pence is distinct from ledger.revenue_pence
    or stated.least_net_trading_pence is distinct from ledger.revenue_pence
