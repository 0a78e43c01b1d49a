# One row per high-speed capture with response sold, its delay, slope, offset and times.
from typing import Any

import pandas as pd

from methods.response import answering_mw, estimate_response

MEASURES = [
    "delay_seconds", "delay_error_seconds", "slope_ratio", "offset_ratio", "nadir_hz", "rocof_hz_per_s",
    "deadband_crossing_seconds", "t10_seconds", "t90_seconds", "initiation_lag_seconds", "full_delivery_lag_seconds",
]  # fmt: skip


def model(dbt: Any, session: Any) -> pd.DataFrame:
    dbt.config(materialized="table")
    longest_delay = float(dbt.config.get("longest_delay_seconds"))
    precision = float(dbt.config.get("delay_precision_seconds"))
    samples = dbt.ref("stg_tmeic__frequency_capture").df()
    positions = dbt.ref("int_settlement__contract_position").df()
    products = dbt.ref("dim_service_product").df().dropna(subset=["full_hz"])
    samples = samples[samples["quarantine_reason"].isna() & samples["p_kw"].notna()]
    # A position has a direction too; the curve's is the product's.
    sold = positions.drop(columns=["direction"]).merge(products, on="component")
    rows = []
    for capture_id, capture in samples.sort_values("sample_index").groupby("capture_id"):
        # The contract in force where frequency was farthest off: a capture may begin in the period before.
        extreme = capture.loc[(capture["f_hz"] - 50).abs().idxmax()]
        extreme_at = extreme["sampled_at"]
        site_id = capture["site_id"].iloc[0]
        begun = sold[(sold["site_id"] == site_id) & (sold["interval_start_at"] <= extreme_at)]
        contracted = begun[begun["interval_start_at"] == begun["interval_start_at"].max()].copy()
        contracted["contracted_mw"] = contracted["contracted_mw"].astype(float)
        contracted = contracted[contracted["contracted_mw"] > 0]
        called_mw = answering_mw(float(extreme["f_hz"]), contracted)
        if called_mw <= 0 or len(capture) < 10:
            continue
        started_at = capture["sampled_at"].iloc[0]
        capture = capture.assign(seconds=(capture["sampled_at"] - started_at).dt.total_seconds())
        rows.append(
            {
                "capture_id": capture_id,
                "site_id": site_id,
                "asset_id": capture["controller_id"].iloc[0],
                "started_at": started_at,
                "sample_count": len(capture),
                "components": ", ".join(sorted(contracted["component"])),
                "contracted_mw": called_mw,
                "initiation_limit_seconds": float(contracted["initiation_seconds"].min()),
                "full_delivery_limit_seconds": float(contracted["full_delivery_seconds"].min()),
                **estimate_response(capture, contracted, longest_delay, precision),
            }
        )
    texts = ["capture_id", "site_id", "asset_id", "components"]
    numbers = ["sample_count", "contracted_mw", "initiation_limit_seconds", "full_delivery_limit_seconds", *MEASURES]
    frame = pd.DataFrame(rows, columns=[*texts, "started_at", *numbers])
    return frame.astype(
        {**dict.fromkeys(texts, "str"), **dict.fromkeys(numbers, "float64"), "started_at": "datetime64[us]"}
    )
