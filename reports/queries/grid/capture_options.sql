select captures.capture_id as value, captures.site_name || ', ' || strftime(captures.started_at, '%d %b %H:%M') || ', ' || verdict as text
from ${captures} as captures
where '${inputs.product}' = 'all' or direction in (select direction from bess.mart_service_curve where component = '${inputs.product}')
order by captures.is_passed, captures.started_at desc
