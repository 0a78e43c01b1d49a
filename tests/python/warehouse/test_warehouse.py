"""The published warehouse as an analyst meets it: named tables answer, explain themselves and have their rows."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from worlds.world import load

REPO = Path(__file__).resolve().parents[3]
SIMULATED = ("demo", "ci", "gb-2018", "dst-spring", "dst-autumn")
BLOCKS, SITES, RACKS = 37, 3, 795

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


@pytest.mark.parametrize(
    ("table", "least", "most"),
    [
        ("dim_site", SITES, SITES),
        ("dim_asset", SITES + 2 * BLOCKS + RACKS, SITES + 2 * BLOCKS + RACKS),
        ("dim_service", 4, 4),
        ("dim_partner", 3, 20),
        ("dim_sla", 9, 100),
        ("fact_telemetry", (SITES + 2 * BLOCKS) * 43_200, (SITES + 2 * BLOCKS) * 43_200),
        ("fact_dispatch", SITES * 43_200, SITES * 43_200),
        ("fact_events", 60, 400),
        ("fact_settlement", SITES * 30 * 3, SITES * 30 * 4),
        ("fact_maintenance", 30, 200),
        ("fact_data_quality", (SITES + 2 * BLOCKS) * 720, (SITES + 2 * BLOCKS) * 720),
        ("forecast_revenue", SITES * 30, 20_000),
        ("projects_pipeline", 10, 100),
    ],
)
def test_a_named_table_answers_with_a_sensible_number_of_rows(
    demo: duckdb.DuckDBPyConnection, table: str, least: int, most: int
) -> None:
    demo.execute(f"select * from {table} limit 5").fetchall()
    assert least <= int(str(value(demo, f"select count(*) from {table}"))) <= most


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
    ("scenario", "day", "periods"),
    [
        ("gb-2018", "2018-10-28", 50),
        ("gb-2018", "2018-10-27", 48),
        ("dst-spring", "2024-03-31", 46),
        ("dst-autumn", "2024-10-27", 50),
        ("demo", "2024-02-29", 48),
    ],
)
def test_a_settlement_day_has_the_periods_of_its_clock(scenario: str, day: str, periods: int) -> None:
    with connect(scenario) as connection:
        found = connection.execute(
            "select site_id, count(*), min(settlement_period), max(settlement_period) from fact_energy_half_hour "
            f"where settlement_date = date '{day}' group by all"
        ).fetchall()
    assert len(found) == SITES
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


def test_readers_are_not_locked_out_by_a_build() -> None:
    """A writer on the working file leaves the published file readable: they are two files."""
    working = load("demo").folder / "working" / "bess.duckdb"
    assert working.exists()
    with duckdb.connect(str(working)) as writer:
        writer.execute("begin")
        with connect("demo") as reader:
            assert value(reader, "select count(*) from dim_site") == SITES
        writer.execute("rollback")
