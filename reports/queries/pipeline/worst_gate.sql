select next_gate, sum(weighted_mw) as weighted_mw, sum(pipeline_value_gbp) as value_gbp, max(blocker_age_days) as oldest_days
from bess.mart_pipeline_project
where blocker is not null and is_in_flight
group by next_gate
order by weighted_mw desc
limit 1
