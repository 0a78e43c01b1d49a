select mart.*, open_disputes.dispute_id,
    '/settlement-days/' || strftime(mart.settlement_date, '%Y-%m-%d') || '?site=' || mart.site_id as day_link
from bess.mart_settlement_reconciliation_daily as mart
left join (select * from bess.fact_dispute where is_open) as open_disputes
    using (site_id, service_id, settlement_date)
inner join bess.mart_reporting_period as period
    on period.period_id = '${inputs.period}' and mart.settlement_date between period.first_date and period.last_date
where '${inputs.site}' in ('all', mart.site_id) and '${inputs.service}' in ('all', mart.service_id)
order by mart.unreconciled_pence desc, abs(mart.variance_gbp) desc
