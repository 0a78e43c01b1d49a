"""A composed project holds whole files: what its reader may have, and nothing edited."""

from __future__ import annotations

from pathlib import Path

import pytest

from render.compose import address_of, compose, given_files, named_definitions, source_sql
from worlds.world import load

TOPICS = {"money", "partners"}


@pytest.fixture
def reports(tmp_path: Path) -> Path:
    for name in (
        "pages/faults.md",
        "components/page/FaultAnswer.svelte",
        "components/page/money/FaultCost.svelte",
        "queries/faults/pareto.sql",
        "queries/faults/without-money/pareto.sql",
        "partials/money/cost.md",
        "partials/kpi/mttr.md",
        "build/index.html",
    ):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    return tmp_path


def names(reports: Path, without: set[str]) -> dict[str, str | None]:
    found = given_files(reports, TOPICS, without)
    return {str(place): path and str(path.relative_to(reports)) for place, path in found}


def test_who_may_see_everything_gets_every_file_as_it_is(reports: Path) -> None:
    assert names(reports, set()) == {
        name: name
        for name in (
            "pages/faults.md", "components/page/FaultAnswer.svelte", "components/page/money/FaultCost.svelte",
            "queries/faults/pareto.sql", "partials/money/cost.md", "partials/kpi/mttr.md",
        )
    }  # fmt: skip


def test_who_is_without_a_topic_gets_other_files_or_none(reports: Path) -> None:
    assert names(reports, {"money"}) == {
        "pages/faults.md": "pages/faults.md",
        "components/page/FaultAnswer.svelte": "components/page/FaultAnswer.svelte",
        "queries/faults/pareto.sql": "queries/faults/without-money/pareto.sql",
        "partials/money/cost.md": None,
        "partials/kpi/mttr.md": "partials/kpi/mttr.md",
    }


@pytest.mark.parametrize(
    ("text", "columns", "wanted"),
    [
        ("select a, b, c from r order by a, b desc", {"a", "b", "c"}, "SELECT a, b, c FROM r ORDER BY a, b DESC"),
        ("select a, loss from r order by loss, a", {"a"}, "SELECT a FROM r ORDER BY a"),
        ("select a, loss from r order by loss", {"a"}, "SELECT a FROM r"),
        ("select a, 2 * b as twice from r where a > 1", {"a"}, "SELECT a FROM r WHERE a > 1"),
    ],
)
def test_a_source_loses_withheld_columns(text: str, columns: set[str], wanted: str) -> None:
    assert " ".join(source_sql(text, columns).split()) == wanted


@pytest.mark.parametrize(
    ("page", "address"),
    [("index.md", "/"), ("enka/portfolio.md", "/enka/portfolio"), ("sites/[site_id].md", "/sites/[site_id]"),
     ("sites/index.md", "/sites")],
)  # fmt: skip
def test_a_page_file_has_an_address(page: str, address: str) -> None:
    assert address_of(Path(page)) == address


def test_definitions_are_found_at_any_depth() -> None:
    catalog = {"dashboards": [{"kpis": [{"definition": "kpi_a"}]}], "site": {"kpis": [{"definition": "kpi_b"}]}}
    assert sorted(named_definitions(catalog)) == ["kpi_a", "kpi_b"]


@pytest.mark.warehouse
def test_a_template_without_instances_is_left_out(tmp_path: Path) -> None:
    """A week of meter and price holds no event, partner or project, but days, a site and an asset."""
    world = load("aemo-2022-01").model_copy(update={"data": tmp_path})
    world.folder.mkdir()
    world.warehouse.symlink_to(load("aemo-2022-01").warehouse)
    pages = compose(world) / "pages"
    assert {path.parent.name for path in pages.rglob("[[]*.md")} == {"assets", "settlement-days", "sites"}
