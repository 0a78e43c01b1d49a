select
    asset_id,
    site_name,
    utc_date,
    quality,
    minute_count,
    first_minute_at,
    last_minute_at,
    '/tmeic/historian?asset=' || asset_id || '&from=' || strftime(utc_date, '%Y-%m-%d') || '&to='
    || strftime(utc_date + interval 1 day, '%Y-%m-%d') as minutes_link
from bess.mart_historian_flag_daily
where '${inputs.site}' in ('all', site_id)
order by minute_count desc, asset_id, utc_date
