select
    settlement_period,
    interval_start_at,
    sum(expected_gbp) as expected_gbp,
    sum(amount_gbp) as amount_gbp,
    max(expected_price_gbp) filter (where component = 'day_ahead') as own_day_ahead_gbp,
    max(settled_price_gbp) filter (where component = 'day_ahead') as settled_day_ahead_gbp,
    max(expected_price_gbp) filter (where component = 'imbalance') as own_system_gbp,
    max(settled_price_gbp) filter (where component = 'imbalance') as settled_system_gbp
from bess.mart_settlement_line_half_hour
where is_latest_run and settlement_date = cast('${params.settlement_date}' as date) and site_id = '${inputs.site}'
group by settlement_period, interval_start_at
order by settlement_period
