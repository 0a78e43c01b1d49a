"""A red build says which rule broke, what that costs and who acts."""

from __future__ import annotations

from typing import Any

import pytest

from warehouse.failures import failures

NODES: dict[str, Any] = {
    "test.balance": {
        "name": "assert_energy_balance_closes",
        "resource_type": "test",
        "original_file_path": "tests/singular/energy/assert_energy_balance_closes.sql",
        "raw_code": "-- Energy from nothing would make\n-- every yield a fiction.\nwith x as (select 1)\n-- no part",
    },
    "test.key": {
        "name": "fact_events__one_row_per_event",
        "resource_type": "test",
        "test_metadata": {"name": "unique_combination"},
        "original_file_path": "models/marts/core/fact_events.yml",
        "raw_code": "{{ test_unique_combination() }}",
        "description": "",
    },
    "test.planted": {
        "name": "assert_losses_are_as_planted",
        "resource_type": "test",
        "original_file_path": "tests/singular/loss/assert_losses_are_as_planted.sql",
        "raw_code": "-- A loss not found is not claimed.\nselect 1",
        "depends_on": {"nodes": ["source.bess_analytics.truth.truth_loss"]},
    },
    "model.broken": {"name": "mart_broken", "resource_type": "model", "description": "One row per site."},
}
RULES = {"unit_test.rule": {"name": "a_gap_adds_no_energy", "resource_type": "unit_test", "description": "No\nenergy."}}


def told(unique_id: str, **result: Any) -> list[str]:
    defaults = {"tags": [], "depends_on": {"nodes": []}}
    manifest = {"nodes": {name: defaults | node for name, node in NODES.items()}, "unit_tests": RULES}
    return failures(manifest, {"results": [{"unique_id": unique_id, "status": "fail", "failures": 3} | result]})


@pytest.mark.parametrize(
    ("unique_id", "sentence"),
    [
        (
            "test.balance",
            "assert_energy_balance_closes failed with 3 rows. Energy from nothing would make every yield a fiction. "
            "Who acts: the owner of the subject.",
        ),
        (
            "test.key",
            "fact_events__one_row_per_event failed with 3 rows. "
            "Who acts: the author of the model, or of the raw contract that let the rows in.",
        ),
        (
            "test.planted",
            "assert_losses_are_as_planted failed with 3 rows. A loss not found is not claimed. "
            "Who acts: the owner of the method; its tolerance is not widened to pass.",
        ),
        (
            "unit_test.rule",
            "a_gap_adds_no_energy failed with 3 rows. No energy. "
            "Who acts: the author of the change; the owner of the KPI says whether rule or rows are wrong.",
        ),
    ],
)
def test_failure__says_rule_cost_and_who_acts(unique_id: str, sentence: str) -> None:
    assert told(unique_id) == [sentence]


def test_model__that_cannot_be_built_is_told_too() -> None:
    (sentence,) = told("model.broken", status="error", failures=None)
    assert sentence == "mart_broken failed. One row per site. Who acts: the author of the change to the model."


def test_what_passed_or_was_not_reached__is_not_told() -> None:
    assert told("test.key", status="pass", failures=0) == []
    assert told("test.key", status="skipped", failures=None) == []
