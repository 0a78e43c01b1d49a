"""A small world with days to deliver after its first ones."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from seeds_generator.config import load_scenario
from seeds_generator.simulate import simulate


@dataclass(frozen=True)
class Gap:
    """A loss of communication: site, first minute, first minute after it."""

    site_id: str
    started_at: datetime
    ended_at: datetime


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Raw files of `ci` with a fifth day."""
    folder = tmp_path_factory.mktemp("live") / "world"
    scenario = replace(load_scenario("ci", days=5), as_of_date=date(2024, 3, 12))
    simulate(scenario, folder, lambda _name, _written: None)
    return folder


@pytest.fixture(scope="session")
def gap(world: Path) -> Gap:
    """The longest loss of communication late in the world; one block is derated and one is out before and after it."""
    found = duckdb.execute(
        "select site_id, raised_at_utc, cleared_at_utc from read_parquet(?) where event_type = 'comms_loss' "
        "and raised_at_utc >= timestamp '2024-03-11 02:00' and cleared_at_utc is not null "
        "order by cleared_at_utc - raised_at_utc desc, raised_at_utc limit 1",
        [str(world / "tmeic/event/**/*.parquet")],
    ).fetchone()
    assert found, "the simulated days hold no loss of communication"
    gap = Gap(*found)
    for number, state, derate_ratio in ((1, "DERATED", 0.25), (2, "FAULT", 1.0)):
        _change_state(world, gap, f"{gap.site_id}-pcs-{number:02d}", state, derate_ratio)
    return gap


def _change_state(world: Path, gap: Gap, inverter_id: str, state: str, derate_ratio: float) -> None:
    file = world / f"tmeic/telemetry_block/date={gap.started_at.date()}/{gap.site_id}.parquet"
    changed = file.with_suffix(".changed")
    is_changed = (
        f"inverter_id = '{inverter_id}' and pcs_state is not null "
        f"and abs(date_diff('minute', ts_utc, timestamp '{gap.started_at}')) < 30"
    )
    duckdb.execute(
        f"copy (select * replace (case when {is_changed} then '{state}' else pcs_state end as pcs_state, "
        f"case when {is_changed} then {derate_ratio} else derate_ratio end as derate_ratio) "
        f"from read_parquet('{file}', hive_partitioning = false)) to '{changed}' (format parquet)"
    )
    changed.replace(file)
