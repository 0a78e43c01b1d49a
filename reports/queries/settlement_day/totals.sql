select
    sum(expected_gbp) as expected_gbp,
    sum(amount_gbp) as amount_gbp,
    sum(variance_gbp) as variance_gbp,
    count(*) filter (where line_status = 'missing') as missing_count,
    count(*) filter (where line_status in ('additional', 'unexpected')) as additional_count,
    count(*) as line_count
from bess.mart_settlement_line_half_hour
where is_latest_run and settlement_date = cast('${params.settlement_date}' as date)
