# One row per battery and rainflow cycle over the whole time known, residue as half cycles.
import numpy as np
import pandas as pd

from methods.frames import stacked
from methods.rainflow import count_cycles

COLUMNS = {
    "site_id": "str", "battery_id": "str", "cycle_number": "int64", "depth_ratio": "float64",
    "mean_soc_ratio": "float64", "counted_cycles": "float64",
    "started_at": "datetime64[us]", "ended_at": "datetime64[us]",
}  # fmt: skip


def model(dbt, session):
    dbt.config(materialized="table")
    minutes = dbt.ref("int_cycling__battery_minute").project(
        "site_id, battery_id, interval_start_at, soc_counted_ratio"
    )
    frame = minutes.order("battery_id, interval_start_at").df()
    counted = []
    for (site_id, battery_id), battery in frame.groupby(["site_id", "battery_id"], observed=True):
        moments = battery["interval_start_at"].to_numpy()
        cycles = count_cycles(battery["soc_counted_ratio"].to_numpy(dtype=np.float64))
        table = pd.DataFrame(cycles, columns=["depth_ratio", "mean_soc_ratio", "counted_cycles", "start", "end"])
        table.insert(0, "cycle_number", np.arange(1, len(table) + 1))
        table.insert(0, "battery_id", battery_id)
        table.insert(0, "site_id", site_id)
        table["started_at"] = moments[table.pop("start").to_numpy(dtype=np.int64)]
        table["ended_at"] = moments[table.pop("end").to_numpy(dtype=np.int64)]
        counted.append(table)
    return stacked(counted, COLUMNS)
