"""The simulation as a whole: same settings same bytes, other seed other bytes, a new site leaves the others alone."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest

from ingest.writer import Written
from seeds_generator.__main__ import main
from seeds_generator.config import ScenarioConfig, load_scenario
from seeds_generator.simulate import simulate

DAYS = 2


def quiet(_name: str, _written: Written) -> None:
    """No progress."""


def hashes(root: Path) -> dict[str, str]:
    return {
        path.relative_to(root).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(root.rglob("*.parquet"))
    }


def run(scenario: ScenarioConfig, root: Path) -> dict[str, str]:
    simulate(scenario, root, quiet, workers=2)
    return hashes(root)


@pytest.fixture(scope="module")
def scenario() -> ScenarioConfig:
    return load_scenario("ci", days=DAYS)


@pytest.fixture(scope="module")
def first(scenario: ScenarioConfig, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return run(scenario, tmp_path_factory.mktemp("first") / "raw")


def test_same_settings_same_bytes(scenario: ScenarioConfig, first: dict[str, str], tmp_path: Path) -> None:
    assert run(scenario, tmp_path / "raw") == first


def test_another_seed_gives_other_bytes(scenario: ScenarioConfig, first: dict[str, str], tmp_path: Path) -> None:
    other = run(replace(scenario, seed=scenario.seed + 1), tmp_path / "raw")
    telemetry = [name for name in first if "telemetry_block" in name]
    assert telemetry
    assert all(first[name] != other[name] for name in telemetry)


def test_a_new_site_leaves_the_others_bytes_unchanged(
    scenario: ScenarioConfig, first: dict[str, str], tmp_path: Path
) -> None:
    newcomer = replace(scenario.sites[1], site_id="medway", name="Medway")
    grown = run(replace(scenario, sites=(newcomer, *scenario.sites)), tmp_path / "raw")
    assert {name: digest for name, digest in grown.items() if "medway" not in name} == first


def test_nothing_is_done_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--scenario", "ci", "--days", "1", "--sites", "1", "--quiet", "--out", str(tmp_path / "raw")]
    assert main(arguments) == 0
    assert "Wrote" in capsys.readouterr().out
    assert main(arguments) == 0
    assert "already holds" in capsys.readouterr().out
