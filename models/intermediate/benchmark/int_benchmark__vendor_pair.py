# One row per pair of vendors, ratio of their failure rates and difference of their availability, with intervals.
from itertools import combinations

from methods.frames import typed
from methods.intervals import cluster_bootstrap_difference, rate_ratio_conditional_binomial

COLUMNS = {
    "vendor_a": "str", "vendor_b": "str", "site_count_a": "int64", "site_count_b": "int64",
    "event_count_a": "int64", "event_count_b": "int64", "exposure_a": "float64", "exposure_b": "float64",
    "availability_difference_ratio": "float64", "availability_difference_lower_ratio": "float64",
    "availability_difference_upper_ratio": "float64",
}  # fmt: skip


def model(dbt, session):
    entities = dbt.ref("int_benchmark__entity").df()
    blocks = dbt.ref("int_benchmark__block").df()
    level = float(dbt.config.meta_get("confidence_level"))
    count, seed = int(dbt.config.meta_get("resample_count")), int(dbt.config.meta_get("seed"))
    vendors = entities[(entities["entity_type"] == "vendor") & (entities["operating_hours"] > 0)].set_index("entity_id")
    blocks = blocks[blocks["counted_mw_minutes"] > 0].sort_values("asset_id")
    clusters = blocks.rename(columns={"available_mw_minutes": "numerator", "counted_mw_minutes": "denominator"})
    pairs = []
    for a, b in combinations(sorted(vendors.index), 2):
        first, second = (clusters[clusters["vendor"] == vendor] for vendor in (a, b))
        pairs.append(
            (
                a, b, *(int(vendors.loc[v, column]) for column in ("site_count", "failure_count") for v in (a, b)),
                *(float(vendors.loc[v, "operating_hours"]) / 1000 for v in (a, b)),
                *cluster_bootstrap_difference(first, second, count, seed, level),
            )
        )  # fmt: skip
    frame = typed(pairs, COLUMNS)
    return frame.join(rate_ratio_conditional_binomial(frame, level))
