"""The historian draws and hands out what the warehouse holds, for all its days at one minute."""

import csv
import math
from typing import Any
from urllib.parse import parse_qs, urlsplit

import duckdb
import pytest

pytestmark = pytest.mark.browser

DRAWN_POINTS_AT_MOST = 4_000


@pytest.fixture(scope="module")
def historian(site: dict[str, Any]) -> dict[str, Any]:
    return dict(site["historian"])


@pytest.fixture(scope="module")
def choice(historian: dict[str, Any]) -> dict[str, str]:
    """asset, tags, from, to as the address has them."""
    return {name: values[0] for name, values in parse_qs(urlsplit(historian["address"]).query).items()}


@pytest.fixture(scope="module")
def minutes(warehouse: duckdb.DuckDBPyConnection, choice: dict[str, str]) -> duckdb.DuckDBPyRelation:
    """The chosen minutes as fact_telemetry has them."""
    return warehouse.sql(
        """
        select * from fact_telemetry
        where asset_id = $asset and interval_start_at >= $from_at and interval_start_at < $to_at
        """,
        params={"asset": choice["asset"], "from_at": choice["from"], "to_at": choice["to"]},
    )


def test_period__is_thirty_days_of_minutes(historian: dict[str, Any]) -> None:
    assert int(historian["minutes"]) == 30 * 1440


def test_lines__are_thinned_without_losing_lowest_and_highest(
    historian: dict[str, Any], minutes: duckdb.DuckDBPyRelation
) -> None:
    assert historian["lines"], "no line is drawn"
    for line in historian["lines"]:
        drawn = [value for _, value in line["points"] if value is not None]
        held = {row[0] for row in minutes.project(line["tag"]).fetchall() if row[0] is not None}
        assert (min(drawn), max(drawn)) == (min(held), max(held)), line["tag"]
        assert set(drawn) <= held, f"{line['tag']} shows a value that no minute has"
        assert len(drawn) <= DRAWN_POINTS_AT_MOST


def test_lines__stop_where_there_is_no_value(historian: dict[str, Any], minutes: duckdb.DuckDBPyRelation) -> None:
    lost = minutes.filter("is_comms_lost").fetchall()
    assert lost, "the controller of Thames loses its link, once for two drawn steps"
    for line in historian["lines"]:
        assert any(value is None for _, value in line["points"]), f"{line['tag']} is drawn across a gap"


def test_table__counts_the_values_of_each_tag(historian: dict[str, Any], minutes: duckdb.DuckDBPyRelation) -> None:
    for line in historian["lines"]:
        (count,) = (int(row[2].replace(",", "")) for row in historian["table"] if row[0] == line["tag"])
        assert (count,) == minutes.aggregate(f"count({line['tag']})").fetchone()


def test_export__is_exactly_what_is_chosen(
    historian: dict[str, Any], choice: dict[str, str], minutes: duckdb.DuckDBPyRelation
) -> None:
    rows = list(csv.DictReader(historian["csv"]))
    tags = sorted(choice["tags"].split(","))

    assert list(rows[0]) == ["asset_id", "interval_start_at", *tags, "quality"]
    assert len(rows) == int(historian["minutes"])
    assert {row["asset_id"] for row in rows} == {choice["asset"]}
    assert sum(row[tag] != "" for row in rows for tag in tags) == int(historian["selected"])
    for line in historian["lines"]:
        exported = math.fsum(float(row[line["tag"]]) for row in rows if row[line["tag"]])
        held = math.fsum(row[0] for row in minutes.project(line["tag"]).fetchall() if row[0] is not None)
        assert exported == pytest.approx(held, rel=1e-12)
