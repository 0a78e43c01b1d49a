# One row per asset and fault code that failed at least once, its failure rate with exact limits.
from methods.intervals import poisson_interval


def model(dbt, session):
    faults = dbt.ref("int_reliability__fault_sequenced").df()
    exposure = dbt.ref("int_reliability__asset_exposure").df()
    failures = faults[faults["is_failure"]]
    counts = failures.groupby(["asset_id", "fault_code"], as_index=False).agg(event_count=("event_id", "count"))
    rows = counts.merge(exposure[["site_id", "asset_id", "operating_hours"]], on="asset_id")
    rows["exposure"] = rows["operating_hours"] / 1000
    interval = poisson_interval(rows, float(dbt.config.meta_get("confidence_level")))
    frame = rows[["site_id", "asset_id", "fault_code", "event_count", "operating_hours"]].join(interval)
    texts = dict.fromkeys(["site_id", "asset_id", "fault_code"], "str")
    return frame.astype(texts).sort_values(["asset_id", "fault_code"])
