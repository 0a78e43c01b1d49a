-- A period with holes in its readings that passed as complete would be settled on energy that was never read.
select
    site_id,
    interval_start_at,
    reading_count,
    is_complete
from {{ ref('fact_energy_half_hour') }}
where is_complete <> (reading_count = 30)
