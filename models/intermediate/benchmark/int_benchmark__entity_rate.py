# One row per block, site and vendor, its failure rate with exact limits, and shrunk where events are few.
import pandas as pd

from methods.intervals import poisson_interval, shrunk_rates


def model(dbt, session):
    entities = dbt.ref("int_benchmark__entity").df()
    thresholds = dbt.ref("dim_threshold").df().set_index("threshold_id")["limit_value"]
    rows = entities[entities["operating_hours"] > 0].copy()
    rows["event_count"] = rows["failure_count"].astype(int)
    rows["exposure"] = rows["operating_hours"] / 1000
    rows = rows.join(poisson_interval(rows, float(dbt.config.meta_get("confidence_level"))))
    minimum = float(thresholds["benchmark_minimum_events"])
    # Blocks are shrunk towards all blocks, sites towards all sites: a block has no controller to fail.
    shrunk = [shrunk_rates(group, minimum) for _, group in rows.groupby("entity_type")]
    rows["shrunk_rate"] = pd.concat(shrunk) if shrunk else pd.Series(dtype=float)
    texts = dict.fromkeys(["entity_type", "entity_id", "vendor"], "str")
    return rows.drop(columns=["exposure", "failure_count"]).astype(texts).sort_values(["entity_type", "entity_id"])
