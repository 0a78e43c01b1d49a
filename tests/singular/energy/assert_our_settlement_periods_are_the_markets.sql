-- Were our period numbers off by one, our energy would be multiplied by the wrong price.
select
    energy.site_id,
    energy.interval_start_at,
    energy.settlement_date,
    energy.settlement_period,
    prices.settlement_date as market_date,
    prices.settlement_period as market_period
from {{ ref('fact_energy_half_hour') }} as energy
left join {{ ref('fact_price_half_hour') }} as prices on energy.interval_start_at = prices.interval_start_at
where
    prices.interval_start_at is null
    or energy.settlement_date <> prices.settlement_date
    or energy.settlement_period <> prices.settlement_period
