"""The shipped weeks of AEMO data go through the contract and the marts, and the published figures come out."""

import subprocess
import sys
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from ingest.adapters import aemo_battery
from worlds.world import load

ROOT = Path(__file__).resolve().parents[3]
PUBLISHED = {
    "2022-01": (2103.5994, 1563.7080, 0.743349, 585527.83, 15100.0, -93.61, "AUD"),
    "2023-01": (1327.7416, 990.0745, 0.745683, 72592.85, 350.0, -997.7, "AUD"),
}
PERIODS_BOTH_WAYS = {"2022-01": 1154, "2023-01": 1487}
FIGURES = """
    select
        round(sum(charged_mwh), 4),
        round(sum(discharged_mwh), 4),
        round(sum(discharged_mwh) / sum(charged_mwh), 6),
        round(sum(net_energy_value_gbp), 2),
        max(price_maximum_gbp_per_mwh),
        min(price_minimum_gbp_per_mwh),
        any_value(currency)
    from mart_market_daily
"""


@pytest.fixture(scope="module", params=["2022-01", "2023-01"])
def week(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """A shipped week and its warehouse: of a built world, or what the market mart needs."""
    world = load(f"aemo-{request.param}")
    if request.param == "2022-01":
        assert world.warehouse.exists(), f"{world.warehouse} is not there; run `make world WORLD={world.name}` first."
        return request.param, world.warehouse
    assert world.declared.made_of.adapter
    folder = tmp_path_factory.mktemp(world.name)
    aemo_battery.convert(ROOT / world.declared.made_of.adapter.source, folder / "raw")
    command = [sys.executable, "-m", "warehouse.build", "--raw", folder / "raw", "--out", folder / "bess.duckdb"]
    selection = ["--select", "+mart_market_daily", "--indirect-selection", "cautious"]
    run = subprocess.run([*command, *selection], check=False, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout[-3000:]
    return request.param, folder / "bess.duckdb"


@pytest.mark.warehouse
def test_week__gives_the_published_figures(week: tuple[str, Path]) -> None:
    name, warehouse = week
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        assert connection.execute(FIGURES).fetchone() == PUBLISHED[name]
        periods = connection.execute("select max(valid_period_count), max(clock_period_count) from mart_market_daily")
        assert periods.fetchone() == (288, 288)
        both_ways = connection.execute(
            "select count(*) from fact_energy_half_hour where exported_mwh > 0 and imported_mwh > 0"
        ).fetchone()
        assert both_ways == (PERIODS_BOTH_WAYS[name],)


def write(folder: Path, rows: list[tuple[str, float | None, float | None, float | None]]) -> Path:
    names = ["interval_aest", "battery_charging.power", "battery_discharging.power", "price"]
    path = folder / "week.csv"
    pd.DataFrame(rows, columns=names).to_csv(path, index=False)
    return path


def test_gap__adds_no_energy_and_no_price(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        [
            ("2022-01-10 00:00:00+10:00", 12.0, 0.0, 50.0),
            ("2022-01-10 00:05:00+10:00", None, 24.0, None),
            ("2022-01-10 00:10:00+10:00", 0.0, 24.0, 70.0),
        ],
    )

    intervals = aemo_battery.read_intervals(path)
    readings = aemo_battery.meter_readings(intervals).to_pandas()

    assert readings["ts_utc"].astype(str).tolist() == [
        "2022-01-09 13:55:00", "2022-01-09 14:00:00", "2022-01-09 14:10:00"
    ]  # fmt: skip
    assert readings["m1_import_kwh_total"].tolist() == [0, 1000, 1000]
    assert readings["m1_export_kwh_total"].tolist() == [0, 0, 2000]
    assert aemo_battery.prices(intervals).to_pandas()["settlement_period"].tolist() == [1, 3]


def test_interval_that_stands_twice__is_refused(tmp_path: Path) -> None:
    path = write(tmp_path, [("2022-01-10 00:00:00+10:00", 1.0, 0.0, 5.0)] * 2)

    with pytest.raises(ValueError, match="1 intervals stand more than once"):
        aemo_battery.read_intervals(path)


def test_missing_column__is_named(tmp_path: Path) -> None:
    path = tmp_path / "week.csv"
    path.write_text("interval_aest,price\n2022-01-10 00:00:00+10:00,5\n")

    with pytest.raises(ValueError, match=r"battery_charging\.power, battery_discharging\.power is missing"):
        aemo_battery.read_intervals(path)
