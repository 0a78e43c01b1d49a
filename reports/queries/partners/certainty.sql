select sum(net_trading_gbp) - sum(accrued_net_trading_gbp) as settled_gbp, sum(accrued_net_trading_gbp) as accrued_gbp
from (
    select site_id, max(net_trading_gbp) as net_trading_gbp, max(accrued_net_trading_gbp) as accrued_net_trading_gbp
    from ${statements}
    group by site_id
)
