"""Corrupted formulas turn tests red: all are well-formed, and a few are tried each time (`make mutants` tries all)."""

from pathlib import Path

import pytest

from scripts.mutation_check import Mutation, check, load_mutations

REPO = Path(__file__).resolve().parents[3]
# Folders of models and code whose figures are billed, shared, claimed or warranted.
MONEY = {"settlement", "availability", "energy", "loss", "partner", "sla", "macros", "methods"}
RAW, WAREHOUSE = REPO / "data/ci/raw", REPO / "data/ci/bess.duckdb"


def test_mutations__have_names_of_their_own_and_reach_every_subject_that_costs_money() -> None:
    mutations = load_mutations()

    assert len({mutation.name for mutation in mutations}) == len(mutations)
    reached = {folder for mutation in mutations for folder in Path(mutation.file).parts[:-1]}
    assert reached >= MONEY


@pytest.mark.warehouse
def test_check__kills_a_wrong_formula_and_names_one_that_nothing_tests() -> None:
    wrong = next(m for m in load_mutations() if m.name == "a month to date begins a day early")
    harmless = Mutation(
        name="a comment changes",
        file="macros/within_window.sql",
        find="Days count while they are complete",
        replace="Complete days count",
        select="assert_windows_end_with_the_data",
    )

    survivors = check([wrong, harmless], RAW, WAREHOUSE)

    assert len(survivors) == 1
    assert survivors[0].startswith("a comment changes")
