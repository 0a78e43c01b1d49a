-- How many minutes and MWh did communication gaps hide, and how much of that was a real outage? Asked by the controls engineer.
with

gaps as (
    select * from {{ ref('fact_comms_gap') }}
)

select
    site_id,
    gap_class,
    count(*) as gap_count,
    sum(gap_minutes) as hidden_minutes,
    max(gap_minutes) as longest_gap_minutes,
    sum(standing_minutes) as standing_minutes,
    round(sum(abs(scheduled_mwh)), 3) as scheduled_mwh,
    round(sum(abs(metered_mwh)), 3) as metered_mwh
from gaps
group by 1, 2
order by 1, 2
