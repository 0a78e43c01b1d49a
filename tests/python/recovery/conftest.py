"""Worlds whose figures are held against what the simulator planted, and a statement of those that have no truth files.

Every simulated world that is built is compared, and each seed of `make prove`. A world of measured files has no truth:
it is named in pytest's summary instead of passing without a comparison.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from worlds.world import DATA, load, names


@dataclass(frozen=True)
class Compared:
    """A published warehouse and the raw root that it was built from."""

    name: str
    warehouse: Path
    raw: Path

    @property
    def has_truth(self) -> bool:
        return any((self.raw / "truth").rglob("*.parquet"))


def built() -> list[Compared]:
    """Every world and every further seed that has a published warehouse."""
    worlds = [Compared(name, load(name).warehouse, load(name).raw) for name in names()]
    seeds = [
        Compared(f"seed-{path.parent.name}", path, path.parent / "raw")
        for path in sorted((DATA / "proof").glob("*/bess.duckdb"))
    ]
    return [world for world in [*worlds, *seeds] if world.warehouse.exists()]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    if "simulated" in metafunc.fixturenames:
        simulated = [world for world in built() if world.has_truth]
        assert simulated, "no simulated world is built: run `make build` first"
        metafunc.parametrize("simulated", simulated, ids=[world.name for world in simulated])


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    terminalreporter.section("planted truth")
    worlds = built()
    terminalreporter.line(f"compared in: {', '.join(world.name for world in worlds if world.has_truth)}")
    for world in worlds:
        if not world.has_truth:
            terminalreporter.line(f"not run in {world.name}: no truth files")
    absent = sorted(set(names()) - {world.name for world in worlds})
    terminalreporter.line(f"not built: {', '.join(absent) or 'none'}")
