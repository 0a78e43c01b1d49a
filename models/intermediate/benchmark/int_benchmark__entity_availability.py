# One row per block, site and vendor, its contractual availability with an interval from resampled blocks.
from methods.frames import typed
from methods.intervals import cluster_bootstrap

COLUMNS = {
    "entity_type": "str", "entity_id": "str", "vendor": "str", "site_count": "int64", "block_count": "int64",
    "block_minutes": "int64", "known_block_minutes": "int64", "counted_mw_minutes": "float64",
    "available_mw_minutes": "float64", "availability_ratio": "float64", "availability_lower_ratio": "float64",
    "availability_upper_ratio": "float64",
}  # fmt: skip


def model(dbt, session):
    blocks = dbt.ref("int_benchmark__block").df()
    blocks = blocks[blocks["counted_mw_minutes"] > 0].sort_values("asset_id")
    clusters = blocks.rename(columns={"available_mw_minutes": "numerator", "counted_mw_minutes": "denominator"})
    level = float(dbt.config.meta_get("confidence_level"))
    count, seed = int(dbt.config.meta_get("resample_count")), int(dbt.config.meta_get("seed"))
    rows = []
    for entity_type, key in (("block", "asset_id"), ("site", "site_id"), ("vendor", "vendor")):
        for entity_id, group in clusters.groupby(key):
            ratio, lower, upper = cluster_bootstrap(group, count, seed, level)
            rows.append(
                {
                    "entity_type": entity_type,
                    "entity_id": entity_id,
                    "vendor": group["vendor"].max(),
                    "site_count": group["site_id"].nunique(),
                    "block_count": len(group),
                    "block_minutes": int(group["block_minutes"].sum()),
                    "known_block_minutes": int(group["known_block_minutes"].sum()),
                    "counted_mw_minutes": float(group["denominator"].sum()),
                    "available_mw_minutes": float(group["numerator"].sum()),
                    "availability_ratio": ratio,
                    "availability_lower_ratio": lower,
                    "availability_upper_ratio": upper,
                }
            )
    return typed(rows, COLUMNS)
