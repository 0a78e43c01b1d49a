select
    days.*,
    '/tmeic/historian?asset=' || assets.asset_id || '&tags=p_kw,q_kvar,v_pu,f_hz,f_min_hz,f_max_hz&from='
    || strftime(days.site_local_date, '%Y-%m-%d') || '&to=' || strftime(days.site_local_date + interval 1 day, '%Y-%m-%d') as minutes_link
from bess.mart_grid_daily as days
inner join bess.dim_asset as assets on days.site_id = assets.site_id and assets.asset_type = 'controller'
inner join bess.mart_reporting_period as period
    on period.period_id = '${inputs.period}' and days.site_local_date between period.first_date and period.last_date
where '${inputs.site}' in ('all', days.site_id)
order by days.site_local_date desc, days.site_name
