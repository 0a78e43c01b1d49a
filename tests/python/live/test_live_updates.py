"""An incremental update gives the same rows as a full build of the same files, including late rows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from live.feed import Feed
from live.updates import PAGE_ONLY, Updates, as_of
from tests.python.live.conftest import Gap

pytestmark = pytest.mark.warehouse

MINUTE = timedelta(minutes=1)


@pytest.fixture(scope="module")
def warehouses(
    world: Path, gap: Gap, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, duckdb.DuckDBPyConnection]]:
    """A warehouse that was updated with the feed, and one built at the end from all delivered files."""
    root = tmp_path_factory.mktemp("updates")
    feed = Feed(world, root)
    # Starts within the gap: its minutes are classified again as it goes on and ends.
    feed.begin(gap.started_at + 3 * MINUTE)
    # Shorter than the gap, so that the gap's first minutes lie before those that an update reads again.
    updates = Updates(feed.raw, root / "followed" / "bess.duckdb", late_minutes=3)
    updates.build(*PAGE_ONLY)
    before = as_of(updates.published)
    late = _step(feed, updates, gap.started_at + 4 * MINUTE, is_withheld=True)
    _step(feed, updates, gap.started_at + 5 * MINUTE)
    for held, place in late.items():
        held.rename(place)
    _step(feed, updates, gap.ended_at + 6 * MINUTE)
    _step(feed, updates, gap.ended_at + 200 * MINUTE)
    assert before != as_of(updates.published)
    built = Updates(feed.raw, root / "built" / "bess.duckdb", like=updates)
    built.build(*PAGE_ONLY)
    opened = {
        "followed": duckdb.connect(str(updates.published), read_only=True),
        "built": duckdb.connect(str(built.published), read_only=True),
    }
    yield opened
    for connection in opened.values():
        connection.close()


def _step(feed: Feed, updates: Updates, to: datetime, is_withheld: bool = False) -> dict[Path, Path]:
    """Deliver minutes and update; with `is_withheld` the files stay hidden and are returned with their final path."""
    feed.advance(to)
    landed = sorted(feed.raw.rglob(f"landed-{to:%Y%m%dT%H%M}.parquet")) if is_withheld else []
    held = {file.rename(file.with_suffix(".held")): file for file in landed}
    updates.update()
    return held


def _tables(connection: duckdb.DuckDBPyConnection) -> list[str]:
    found = connection.execute(
        "select schema_name || '.' || table_name from duckdb_tables()"
        " where schema_name not in ('seeds', 'meta') order by 1"
    )
    return [row[0] for row in found.fetchall()]


def _rows(connection: duckdb.DuckDBPyConnection, table: str) -> pd.DataFrame:
    frame = connection.table(table).df()
    # Sums of doubles differ in the last digits, so rows are sorted by the other columns.
    keys = [column for column in frame.columns if frame[column].dtype.kind != "f"]
    return frame.sort_values(keys, ignore_index=True)


def test_updated_relations_equal_a_full_build(warehouses: dict[str, duckdb.DuckDBPyConnection]) -> None:
    tables = _tables(warehouses["built"])
    assert _tables(warehouses["followed"]) == tables
    assert len(tables) > 20
    for table in tables:
        followed, built = (_rows(warehouses[name], table) for name in ("followed", "built"))
        pd.testing.assert_frame_equal(followed, built, rtol=1e-9, obj=table)


def test_comparison_includes_a_gap_that_was_classified_again(
    warehouses: dict[str, duckdb.DuckDBPyConnection], gap: Gap
) -> None:
    """The gap is longer than the minutes read again; only its end shows that one block was derated and one was out."""
    assert gap.ended_at - gap.started_at > 3 * MINUTE
    found = warehouses["followed"].execute(
        "select inverter_id[-2:], availability_state, count(*) from intermediate.int_availability__block_minute "
        "where site_id = ? and interval_start_at >= ? and interval_start_at < ? and is_comms_lost "
        "and inverter_id[-2:] in ('01', '02') group by all order by all",
        [gap.site_id, gap.started_at, gap.ended_at],
    )
    minutes = (gap.ended_at - gap.started_at) // MINUTE
    assert found.fetchall() == [("01", "derated", minutes), ("02", "forced_outage", minutes)]


def test_an_update_keeps_what_is_known_about_columns(warehouses: dict[str, duckdb.DuckDBPyConnection]) -> None:
    columns = 'select * from meta."column" order by relation, position'
    followed, built = (warehouses[name].execute(columns).fetchall() for name in ("followed", "built"))
    assert len(followed) > 100
    assert followed == built
