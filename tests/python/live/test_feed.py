"""The feed delivers every row once and on time, and always the same files."""

from __future__ import annotations

import hashlib
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pytest

from ingest.check import check
from live.deliveries import DELIVERIES
from live.feed import Feed
from tests.python.live.conftest import Gap

MINUTE = timedelta(minutes=1)


@pytest.fixture(scope="module")
def feed(world: Path, gap: Gap, tmp_path_factory: pytest.TempPathFactory) -> Feed:
    """Starts before the loss of communication, runs minute by minute past its end, then once over a full hour."""
    return _fed(world, gap, tmp_path_factory.mktemp("feed"))


def _fed(world: Path, gap: Gap, root: Path) -> Feed:
    feed = Feed(world, root)
    at = gap.started_at - 2 * MINUTE
    feed.begin(at)
    while at < gap.ended_at + 3 * MINUTE:
        at += MINUTE
        feed.advance(at)
    feed.advance(at + 70 * MINUTE)
    return feed


def _digests(root: Path) -> dict[str, str]:
    files = sorted(root.rglob("*.parquet"))
    return {str(file.relative_to(root)): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def _landed_until(feed: Feed) -> datetime:
    assert feed.landed_until is not None
    return feed.landed_until


def test_same_world_gives_the_same_bytes(feed: Feed, world: Path, gap: Gap, tmp_path: Path) -> None:
    again = _fed(world, gap, tmp_path)
    assert _digests(again.raw) == _digests(feed.raw)


def test_delivered_files_keep_the_raw_contract(feed: Feed) -> None:
    assert [finding.sentence() for finding in check(feed.raw)] == []


@pytest.mark.parametrize("name", sorted(DELIVERIES))
def test_delivered_rows_are_those_known_at_the_time(feed: Feed, world: Path, name: str) -> None:
    delivery = DELIVERIES[name]
    blanked = [f"case when {column} <= $at then {column} end as {column}" for column in delivery.later]
    replaced = f"replace ({', '.join(blanked)})" if blanked else ""
    known = f"(select *, {delivery.known_at} as known_at from {_rows(world, name)})"
    expected = f"select * exclude (known_at) {replaced} from {known} where known_at <= $at"
    landed = f"select * from {_rows(feed.raw, name)}"
    at = {"at": _landed_until(feed)}
    # Two empty results would be equal as well.
    assert duckdb.execute(f"select count(*) > 0 from ({landed})").fetchall() == [(True,)]
    for one, other in ((expected, landed), (landed, expected)):
        difference = duckdb.execute(f"select count(*) from ({one} except all {other}) where $at is not null", at)
        assert difference.fetchall() == [(0,)]


def test_event_is_open_until_it_ends(world: Path, gap: Gap, tmp_path: Path) -> None:
    feed = Feed(world, tmp_path)
    feed.begin(gap.started_at + MINUTE)
    ended = f"select cleared_at_utc from {_rows(feed.raw, 'tmeic.event')} where raised_at_utc = ? and site_id = ?"
    assert duckdb.execute(ended, [gap.started_at, gap.site_id]).fetchall() == [(None,)]
    feed.advance(gap.ended_at)
    assert duckdb.execute(ended, [gap.started_at, gap.site_id]).fetchall() == [(gap.ended_at,)]


def test_feed_does_not_change_the_world(feed: Feed, world: Path, gap: Gap) -> None:
    later = f"select max(ingested_at_utc) > ? from {_rows(world, 'tmeic.telemetry_plant')}"
    assert duckdb.execute(later, [_landed_until(feed)]).fetchall() == [(True,)]
    ended = f"select count(*) from {_rows(world, 'tmeic.event')} where raised_at_utc = ? and cleared_at_utc = ?"
    assert duckdb.execute(ended, [gap.started_at, gap.ended_at]).fetchall() == [(1,)]


def test_complete_hour_is_one_file(feed: Feed) -> None:
    until = _landed_until(feed)
    names = sorted({file.stem for file in (feed.raw / "ems/dispatch_command").rglob("*.parquet")})
    landed = [name for name in names if name.startswith("landed-")]
    assert landed
    assert all(name.startswith(f"landed-{until:%Y%m%dT%H}") for name in landed)
    assert any(name.startswith("hour-") for name in names)


def _rows(root: Path, name: str) -> str:
    system, table = name.split(".")
    return f"read_parquet('{root}/{system}/{table}/**/*.parquet', union_by_name = true, hive_partitioning = false)"
