-- Were telemetry and meter two different plants, no minute of evidence would stand beside a settled half-hour.
-- The controller's transducers are of class 0.2; no error of a meter is planted.
select *
from {{ ref('mart_meter_closure_daily') }}
where
    flagged_period_count > 0
    or good_period_count < judged_period_count
    or abs(scada_mwh - metered_mwh) > 0.002 * metered_mwh + 0.001 * judged_period_count
