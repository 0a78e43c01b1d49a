select
    interval_start_at,
    sum(price_effect_gbp) as price_gbp,
    sum(volume_effect_gbp) as volume_gbp,
    sum(performance_effect_gbp) as performance_gbp,
    sum(missing_effect_gbp) as missing_gbp,
    sum(additional_effect_gbp) as additional_gbp
from bess.mart_settlement_variance_half_hour
where settlement_date = cast('${params.settlement_date}' as date) and site_id = '${inputs.site}'
group by interval_start_at
order by interval_start_at
