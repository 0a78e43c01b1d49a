-- Checks that cry wolf are switched off; telemetry without planted sensor faults must pass but for a few samples.
select
    site_id,
    asset_type,
    sum(flagged_count) / cast(sum(sample_count) as double) as flagged_ratio
from {{ ref('fact_data_quality') }}
group by 1, 2
having sum(flagged_count) > 0.005 * sum(sample_count)
