"""Tests that need planted truth run where it is and are named where it is not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from warehouse.build import names_left_out, truth_left_out

TRUTH = "source.bess_analytics.truth.truth_energy"


def a_test(name: str, *parents: str, tags: tuple[str, ...] = ()) -> dict[str, Any]:
    return {"name": name, "resource_type": "test", "tags": list(tags), "depends_on": {"nodes": list(parents)}}


def test_raw_root_with_truth__leaves_nothing_out(tmp_path: Path) -> None:
    (tmp_path / "truth" / "truth_energy").mkdir(parents=True)
    (tmp_path / "truth" / "truth_energy" / "site.parquet").touch()
    assert truth_left_out(tmp_path) == []


def test_raw_root_without_truth__leaves_out_what_compares_with_it(tmp_path: Path) -> None:
    (tmp_path / "truth").mkdir()
    assert truth_left_out(tmp_path) == ["--exclude", "source:truth+", "tag:planted_truth"]


def test_left_out__are_the_tests_of_truth_without_a_result() -> None:
    manifest = {
        "nodes": {
            "test.a": a_test("energy_is_as_planted", TRUTH),
            "test.b": a_test("tracking_is_as_planted", "model.m", tags=("planted_truth",)),
            "test.c": a_test("energy_balance_closes", "model.m"),
            "test.d": a_test("losses_are_as_planted", TRUTH),
            "model.m": {"name": "m", "resource_type": "model", "tags": [], "depends_on": {"nodes": [TRUTH]}},
        }
    }
    results = {"results": [{"unique_id": "test.c"}, {"unique_id": "test.d"}, {"unique_id": "model.m"}]}
    assert names_left_out(manifest, results) == ["energy_is_as_planted", "tracking_is_as_planted"]
