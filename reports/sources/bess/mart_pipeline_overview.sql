select
    as_of_date,
    project_count,
    development_mw,
    weighted_mw,
    mw_not_fixed_count,
    on_schedule_count,
    delayed_count,
    date_not_fixed_count,
    blocked_project_count,
    oldest_blocker_age_days,
    weighted_mw_next_8_months,
    capex_forecast_gbp,
    capex_committed_gbp,
    capex_spent_gbp,
    value_not_fixed_count,
    pipeline_value_gbp
from mart_pipeline_overview
order by as_of_date
