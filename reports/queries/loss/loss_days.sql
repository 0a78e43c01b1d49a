select settlement_date, sum(loss_gbp) filter (where is_recoverable) as recoverable_gbp,
    sum(loss_gbp) filter (where is_controllable and not is_recoverable) as avoidable_gbp,
    sum(loss_gbp) filter (where not is_controllable and not is_recoverable) as other_gbp
from ${chosen_days}
group by settlement_date
order by settlement_date
