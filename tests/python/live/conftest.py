"""A small world that goes on after its first days."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import duckdb
import pytest

from seeds_generator.config import load_scenario
from seeds_generator.simulate import simulate


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Raw files of `ci` with a fifth day, in which communication with Thames is lost."""
    folder = tmp_path_factory.mktemp("live") / "world"
    scenario = replace(load_scenario("ci", days=5), as_of_date=date(2024, 3, 12))
    simulate(scenario, folder, lambda _name, _written: None)
    return folder


@pytest.fixture(scope="session")
def gap(world: Path) -> tuple[datetime, datetime]:
    """Start and end of the longest loss of communication of the fifth day."""
    found = duckdb.execute(
        "select raised_at_utc, cleared_at_utc from read_parquet(?) where event_type = 'comms_loss' "
        "and raised_at_utc >= timestamp '2024-03-11 02:00' and cleared_at_utc is not null "
        "order by cleared_at_utc - raised_at_utc desc, raised_at_utc limit 1",
        [str(world / "tmeic/event/**/*.parquet")],
    ).fetchone()
    assert found, "the simulated days hold no loss of communication"
    return found
