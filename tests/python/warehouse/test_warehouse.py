"""The published warehouse as an analyst meets it: named tables answer, explain themselves and have their rows."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import duckdb
import pytest

from seeds_generator.config import load_scenario
from warehouse.build import publish
from worlds.world import load

REPO = Path(__file__).resolve().parents[3]
DEMO = load("demo")
SCENARIO = load_scenario(str(DEMO.declared.made_of.scenario))
MINUTES = SCENARIO.days * 1440
SITES = len(SCENARIO.sites)
BLOCKS = sum(site.blocks for site in SCENARIO.sites)
RACKS = sum(site.blocks * site.racks_per_block for site in SCENARIO.sites)
# A controller a site; a PCS and a battery bank a block.
RECORDED_ASSETS = SITES + 2 * BLOCKS
HOURS = SCENARIO.days * 24
LAST_DAY = SCENARIO.start_date + timedelta(days=SCENARIO.days - 1)

pytestmark = pytest.mark.warehouse


def connect(world: str) -> duckdb.DuckDBPyConnection:
    path = load(world).warehouse
    assert path.exists(), f"{path} is not there; run `make build test-worlds` first."
    return duckdb.connect(str(path), read_only=True)


@pytest.fixture(scope="module")
def demo() -> Iterator[duckdb.DuckDBPyConnection]:
    with connect("demo") as connection:
        yield connection


def value(connection: duckdb.DuckDBPyConnection, sql: str) -> object:
    return connection.execute(sql).fetchall()[0][0]


def service_days() -> int:
    """Days on which each site sells each of its services; reserve is sold since its market began."""
    reserve_days = (LAST_DAY - SCENARIO.market.balancing_reserve_from).days + 1
    return sum(
        SCENARIO.days * (1 + bool(site.response_mw) + bool(site.capacity_mw)) + reserve_days * bool(site.reserve_mw)
        for site in SCENARIO.sites
    )


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("dim_site", SITES),
        ("dim_asset", RECORDED_ASSETS + RACKS),
        ("fact_telemetry", RECORDED_ASSETS * MINUTES),
        ("fact_dispatch", SITES * MINUTES),
        ("fact_data_quality", RECORDED_ASSETS * HOURS),
        ("fact_settlement", service_days()),
    ],
)
def test_a_table_has_the_rows_that_the_scenario_says(demo: duckdb.DuckDBPyConnection, table: str, rows: int) -> None:
    assert value(demo, f"select count(*) from {table}") == rows


@pytest.mark.parametrize(
    ("table", "raw_table"),
    [
        ("dim_partner", "finance/partner"),
        ("dim_sla", "finance/sla_term"),
        ("fact_events", "tmeic/event"),
        ("fact_maintenance", "cmms/work_order"),
        ("forecast_revenue", "finance/budget"),
        ("projects_pipeline", "finance/project"),
    ],
)
def test_a_table_keeps_every_row_of_its_source(demo: duckdb.DuckDBPyConnection, table: str, raw_table: str) -> None:
    raw = f"read_parquet('{DEMO.raw / raw_table}/**/*.parquet')"
    assert value(demo, f"select count(*) from {table}") == duckdb.sql(f"select count(*) from {raw}").fetchall()[0][0]


def test_every_table_and_column_explains_itself(demo: duckdb.DuckDBPyConnection) -> None:
    silent = demo.execute(
        "select table_name || '.' || column_name from duckdb_columns() "
        "where schema_name = 'main' and not internal and coalesce(comment, '') = '' "
        "union all select table_name from duckdb_tables() "
        "where schema_name = 'main' and not internal and coalesce(comment, '') = ''"
    ).fetchall()
    assert silent == []


def test_the_tag_and_value_form_holds_every_tag_of_the_dictionary(demo: duckdb.DuckDBPyConnection) -> None:
    held = demo.execute("select distinct asset_type, tag from fact_telemetry_tag").fetchall()
    assert set(held) == set(demo.execute("select asset_type, tag from dim_telemetry_tag").fetchall())


@pytest.mark.parametrize(
    ("world", "day", "periods"),
    [
        ("gb-2018", "2018-10-28", 50),
        ("gb-2018", "2018-10-27", 48),
        ("dst-spring", "2024-03-31", 46),
        ("dst-autumn", "2024-10-27", 50),
        ("demo", "2024-02-29", 48),
    ],
)
def test_a_settlement_day_has_the_periods_of_its_clock(world: str, day: str, periods: int) -> None:
    with connect(world) as connection:
        found = connection.execute(
            "select site_id, count(*), min(settlement_period), max(settlement_period) from fact_energy_half_hour "
            f"where settlement_date = date '{day}' group by all"
        ).fetchall()
    assert len(found) == SITES, "every scenario has the demo's sites"
    assert {row[1:] for row in found} == {(periods, 1, periods)}


def test_the_50_period_day_of_2018_has_the_real_prices() -> None:
    notice = REPO / "seeds_generator" / "market_data"
    carried = next(notice.glob("*.csv"))
    real = duckdb.sql(f"select * from read_csv('{carried}', all_varchar = true, header = true)").fetchall()
    wanted = {int(row[1]): float(row[2]) for row in real if row[0] == "28/10/2018"}
    assert len(wanted) == 50
    with connect("gb-2018") as connection:
        found = connection.execute(
            "select settlement_period, system_price_gbp_per_mwh from fact_price_half_hour "
            "where settlement_date = date '2018-10-28'"
        ).fetchall()
    assert dict(found) == wanted


def seen_by_another_process(path: Path) -> str:
    """What a reader finds in a file, or what the engine answers it."""
    code = f"import duckdb; print(duckdb.connect({str(path)!r}, read_only=True).sql('from build').fetchall())"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    return run.stdout.strip() or run.stderr


def test_readers_are_not_locked_out_by_a_build(tmp_path: Path) -> None:
    working, published = tmp_path / "working.duckdb", tmp_path / "bess.duckdb"
    with duckdb.connect(str(working)) as build:
        build.execute("create table build as select 1 as number")
    publish(working, published)
    with duckdb.connect(str(working)) as build:
        build.execute("update build set number = 2")
        assert "lock" in seen_by_another_process(working), "the engine locks what it writes, hence two files"
        assert seen_by_another_process(published) == "[(1,)]"
    publish(working, published)
    assert seen_by_another_process(published) == "[(2,)]"
