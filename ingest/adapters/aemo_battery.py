"""Maps 5-minute power and price of a battery fleet in the Australian market (AEMO) to the raw contract.

Run as ``python -m ingest.adapters.aemo_battery --source <csv> --out <raw root>``.
"""

from __future__ import annotations

import argparse
from datetime import date, timedelta, timezone
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa

from ingest.contract import load_contracts
from ingest.writer import write_table

INTERVAL = timedelta(minutes=5)
INTERVALS_PER_HOUR = 12
KWH_PER_MWH = 1000
AEST = timezone(timedelta(hours=10))
SITE_ID = "sa1-batteries"
MARKET = "nem_sa"
# Rough description of the fleet (estimate): batteries registered in South Australia at the start of 2022.
RATED_MW = 205.0
CONTRACT_MWH = 253.5
COMMISSIONED = date(2017, 12, 1)
COLUMNS = {"battery_charging.power": "charging_mw", "battery_discharging.power": "discharging_mw", "price": "price"}


def read_intervals(path: Path) -> pd.DataFrame:
    """Intervals of one file, by start.

    Parameters
    ----------
    path : Path
        CSV with `interval_aest`, `battery_charging.power` and `battery_discharging.power` [MW] and `price` [AUD/MWh].

    Returns
    -------
    DataFrame
        `interval_start` [UTC], `charging_mw`, `discharging_mw` [MW], `price` [AUD/MWh]; missing values stay missing.

    Raises
    ------
    ValueError
        When a column is missing or an interval stands twice.
    """
    table = pd.read_csv(path)
    if missing := sorted({"interval_aest", *COLUMNS} - set(table.columns)):
        raise ValueError(f"{path.name}: column {', '.join(missing)} is missing.")
    starts = pd.to_datetime(table["interval_aest"], utc=True).dt.tz_localize(None)
    if doubled := int(starts.duplicated().sum()):
        raise ValueError(f"{path.name}: {doubled} intervals stand more than once.")
    frame = table[list(COLUMNS)].rename(columns=COLUMNS).astype(float)
    return frame.assign(interval_start=starts).sort_values("interval_start", ignore_index=True)


def meter_readings(intervals: pd.DataFrame) -> pa.Table:
    """Cumulative registers of the settlement meter, with one reading before the first interval [kWh].

    A row without power has no reading. The registers stand still across it, so that its energy is missing and nothing
    is added to the interval after it.
    """
    known = intervals.dropna(subset=["charging_mw", "discharging_mw"])
    energy = known[["discharging_mw", "charging_mw"]].to_numpy() * KWH_PER_MWH / INTERVALS_PER_HOUR
    registers = np.vstack([np.zeros((1, 2)), np.cumsum(energy, axis=0)])
    first = known["interval_start"].iloc[0] - INTERVAL
    starts = [first, *known["interval_start"]]
    return pa.table(
        {
            "site_id": [SITE_ID] * len(starts),
            "ts_utc": pa.array(starts, pa.timestamp("us")),
            "m1_export_kwh_total": registers[:, 0],
            "m1_import_kwh_total": registers[:, 1],
            # The fleet's auxiliaries are not in the file: no auxiliary energy is known beside the flows.
            "m4_import_kwh_total": np.zeros(len(starts)),
        }
    )


def prices(intervals: pd.DataFrame) -> pa.Table:
    """Regional price of each interval, as system price and as an estimate of a day-ahead price that no market makes."""
    known = intervals.dropna(subset=["price"])
    local = known["interval_start"].dt.tz_localize("UTC").dt.tz_convert(AEST)
    minutes = local.dt.hour * 60 + local.dt.minute
    published = pa.array(known["interval_start"] + INTERVAL, pa.timestamp("us"))
    return pa.table(
        {
            "settlement_date": pa.array(local.dt.date, pa.date32()),
            "settlement_period": pa.array(minutes // 5 + 1, pa.int64()),
            "interval_start_utc": pa.array(known["interval_start"], pa.timestamp("us")),
            "day_ahead_price_gbp_per_mwh": known["price"].to_numpy(),
            "day_ahead_basis": ["estimated"] * len(known),
            "system_price_gbp_per_mwh": known["price"].to_numpy(),
            "net_imbalance_volume_mwh": pa.nulls(len(known), pa.float64()),
            "day_ahead_published_at_utc": published,
            "system_price_published_at_utc": published,
        }
    )


def site() -> pa.Table:
    """The fleet as one site."""
    return pa.table(
        {
            "site_id": [SITE_ID],
            "site_name": ["South Australia batteries"],
            "vendor": ["several"],
            "market": [MARKET],
            "rated_mw": [RATED_MW],
            "contract_mwh": [CONTRACT_MWH],
            "connection_kv": [275.0],
            "latitude": pa.nulls(1, pa.float64()),
            "longitude": pa.nulls(1, pa.float64()),
            "commercial_operation_date": pa.array([COMMISSIONED], pa.date32()),
        }
    )


def asset() -> pa.Table:
    """The least that a site needs: one controller, which delivers nothing."""
    return pa.table(
        {
            "asset_id": [f"{SITE_ID}-controller"],
            "site_id": [SITE_ID],
            "parent_asset_id": pa.nulls(1, pa.string()),
            "asset_type": ["controller"],
            "asset_name": ["Fleet"],
            "block_number": pa.nulls(1, pa.int64()),
            "vendor": ["several"],
            "model": ["several"],
            "rated_kva": pa.nulls(1, pa.float64()),
            "rated_kw": pa.nulls(1, pa.float64()),
            "nameplate_dc_kwh": pa.nulls(1, pa.float64()),
            "commissioned_date": pa.array([COMMISSIONED], pa.date32()),
        }
    )


def convert(source: Path, root: Path) -> int:
    """Write one file's tables below a raw root; returns the number of rows written."""
    intervals = read_intervals(source)
    contracts = load_contracts()
    tables = {
        "finance.site": site(),
        "finance.asset": asset(),
        "ems.meter_reading": meter_readings(intervals),
        "rtm.price": prices(intervals),
    }
    return sum(write_table(root, contracts[name], table, SITE_ID).rows for name, table in tables.items())


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=Path, required=True, help="CSV file")
    parser.add_argument("--out", type=Path, required=True, help="raw root to write")
    options = parser.parse_args()
    rows = convert(options.source, options.out)
    print(f"{options.out}: {rows} rows from {options.source.name}.")


if __name__ == "__main__":
    main()
