-- A period with holes in its readings that passed as complete would be settled on energy that was never read.
select
    energy.site_id,
    energy.interval_start_at,
    energy.reading_count,
    energy.is_complete
from {{ ref('fact_energy_half_hour') }} as energy
inner join {{ ref('dim_site') }} as sites on energy.site_id = sites.site_id
inner join {{ ref('markets') }} as markets on sites.market_id = markets.market_id
-- Thirty one-minute readings in a half-hour, one reading in five minutes.
where energy.is_complete <> (energy.reading_count = markets.period_minutes / markets.meter_interval_minutes)
