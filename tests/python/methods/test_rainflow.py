"""Rainflow counting agrees with the vectors of two public projects and with what throughput is made of."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from methods.rainflow import count_cycles

DATA = Path(__file__).resolve().parents[1] / "data"
PUBLIC = json.loads((DATA / "rainflow_3_2_0_cases.json").read_text())
NREL = {case["case"]: case for case in json.loads((DATA / "nrel_ssc_rainflow_cases.json").read_text())}


def ranges(series: list[float]) -> dict[float, float]:
    counted: Counter[float] = Counter()
    for cycle in count_cycles(np.array(series, dtype=float)):
        counted[cycle.depth] += cycle.cycles
    return dict(counted)


@pytest.mark.parametrize("case", PUBLIC, ids=lambda case: str(case["case"]))
def test_cycles_are_those_of_the_public_library(case: dict[str, Any]) -> None:
    found = [tuple(cycle) for cycle in count_cycles(np.array(case["series"], dtype=float))]
    expected = [tuple(cycle) for cycle in case["cycles_range_mean_count_start_end"]]
    assert len(found) == len(expected)
    tolerance = 1e-9 if case["approx"] else 0
    np.testing.assert_allclose(found, expected, rtol=0, atol=tolerance)


def test_the_textbook_series() -> None:
    assert ranges([-2, 1, -3, 5, -1, 3, -4, 4, -2]) == {3: 0.5, 4: 1.5, 6: 0.5, 8: 1.0, 9: 0.5}


@pytest.mark.parametrize("shift", [0, 0.25])
def test_ways_travelled_are_kept(shift: float) -> None:
    trace = np.cumsum(np.random.default_rng(5).standard_normal(2_000)) + shift
    cycles = count_cycles(trace)
    travelled = np.abs(np.diff(trace)).sum()
    assert sum(cycle.depth * cycle.cycles for cycle in cycles) == pytest.approx(travelled / 2, rel=1e-12)


def test_whole_cycles_of_an_alternating_series_are_nrels_and_its_residue_is_not_lost() -> None:
    expected = NREL["alternating_5_95"]["expect"]
    counted = ranges([5, 95] * 250)
    # NREL closes 249 whole cycles and drops the way between first and last value; we keep it as a half cycle.
    assert counted == {expected["cycle_range"]: expected["n_cycles"] + 0.5}


def test_nrels_second_alternation_is_found_cycle_by_cycle() -> None:
    counted = ranges([5, 95] * 250 + [80, 90] * 250)
    assert counted[90] == NREL["alternating_5_95"]["expect"]["n_cycles"] + 0.5
    assert counted[NREL["then_80_90"]["expect"]["cycle_range"]] == 249 + 0.5


def test_the_jagged_series_has_nrels_cycles_and_mean_range() -> None:
    case = NREL["jagged"]
    cycles = count_cycles(np.array(case["dod_series_pct"], dtype=float))
    whole = sum(cycle.cycles for cycle in cycles)
    assert whole == case["expect"]["n_cycles"]
    assert sum(c.depth * c.cycles for c in cycles) / whole == case["expect"]["average_range"]
    assert max(cycle.depth for cycle in cycles) == case["expect"]["cycle_range"]


def test_rests_move_no_turning_point_and_a_flat_trace_has_no_cycle() -> None:
    assert count_cycles(np.full(10, 0.5)) == []
    assert count_cycles(np.empty(0)) == []
    (cycle,) = count_cycles(np.array([0.2, 0.2, 0.9, 0.9, 0.9]))
    assert (cycle.start, cycle.end, cycle.cycles) == (0, 2, 0.5)


def test_a_missing_value_is_refused() -> None:
    with pytest.raises(ValueError, match="bridge its gaps"):
        count_cycles(np.array([0.1, np.nan, 0.3]))
