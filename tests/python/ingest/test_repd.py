"""The planning database becomes projects: every row is either loaded or refused with a reason, and none is made up."""

from __future__ import annotations

import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import duckdb
import pytest

from ingest.adapters.repd_pipeline import convert, parse_date, parse_mw

REPO = Path(__file__).resolve().parents[3]
SOURCE = REPO / "ingest/adapters/data/gb_repd_battery_pipeline/repd_q2_2021_battery.csv"
ROWS = 501
LOADED = {"planning": 104, "route_to_market": 233, "construction": 23, "cod": 57}
REFUSED = {
    "abandoned": 29,
    "application_withdrawn": 24,
    "application_refused": 22,
    "decommissioned": 8,
    "planning_permission_expired": 1,
}


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    root = tmp_path_factory.mktemp("repd")
    assert convert(SOURCE, root / "raw") == ROWS
    published = root / "bess.duckdb"
    marts = ["+mart_pipeline_overview", "+mart_pipeline_scurve_monthly", "+fact_quarantine"]
    subprocess.run(
        [
            sys.executable, "-m", "warehouse.build", "--raw", root / "raw", "--out", published, "--fresh",
            "--quiet", "--indirect-selection", "cautious", "--select", *marts,
        ],
        check=True,
        cwd=REPO,
        timeout=600,
    )  # fmt: skip
    with duckdb.connect(str(published), read_only=True) as connection:
        yield connection


@pytest.mark.parametrize(
    ("text", "expected"),
    [("13/05/2021", date(2021, 5, 13)), ("31/02/2021", None), ("2021-05-13", None), ("", None), (" ", None)],
)
def test_dates_are_day_first_or_nothing(text: str, expected: date | None) -> None:
    assert parse_date(text) == expected


@pytest.mark.parametrize(("text", "expected"), [("49.90", 49.9), ("1,200", 1200.0), ("", None), ("tbc", None)])
def test_capacity_is_a_number_or_nothing(text: str, expected: float | None) -> None:
    assert parse_mw(text) == expected


@pytest.mark.warehouse
def test_nothing_is_lost(warehouse: duckdb.DuckDBPyConnection) -> None:
    loaded = Counter(dict(warehouse.execute("select stage, count(*) from projects_pipeline group by 1").fetchall()))
    refused = Counter(
        dict(
            warehouse.execute(
                "select json_extract_string(row_json, '$.stage'), count(*) from fact_quarantine group by 1"
            ).fetchall()
        )
    )
    assert loaded == LOADED
    assert refused == REFUSED
    assert loaded.total() + refused.total() == ROWS


@pytest.mark.warehouse
def test_the_pipeline_stands_without_sites_and_invents_nothing(warehouse: duckdb.DuckDBPyConnection) -> None:
    found = warehouse.execute("from mart_pipeline_overview").fetchdf().iloc[0]
    assert found["as_of_date"].date() == date(2021, 6, 21)
    assert found["project_count"] == LOADED["planning"] + LOADED["route_to_market"] + LOADED["construction"]
    assert found["development_mw"] == pytest.approx(8755.03)
    assert found["mw_not_fixed_count"] == 96
    assert found["date_not_fixed_count"] == found["project_count"]
    nothing = found[["weighted_mw_next_8_months", "pipeline_value_gbp", "oldest_blocker_age_days"]]
    assert nothing.isna().all()
