select
    cast(cast(settlement_period as integer) as varchar) as value,
    'Period ' || cast(settlement_period as integer) || ', ' || strftime(interval_start_at, '%H:%M') || ' UTC' as text,
    sum(abs(variance_gbp)) as size_gbp
from bess.mart_settlement_line_half_hour
where is_latest_run and settlement_date = cast('${params.settlement_date}' as date) and site_id = '${inputs.site}'
group by settlement_period, interval_start_at
order by size_gbp desc, settlement_period
