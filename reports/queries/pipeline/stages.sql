select
    stage_name,
    coalesce(sum(weighted_mw) filter (where blocker is null), 0) as free_mw,
    coalesce(sum(weighted_mw) filter (where blocker is not null), 0) as blocked_mw,
    coalesce(sum(power_mw), 0) as announced_mw
from ${projects}
where is_in_flight
group by stage_name, stage_order
order by stage_order
