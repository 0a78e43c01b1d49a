"""Exposures name what the pages read, and the lineage follows dbt's graph to the raw tables."""

from __future__ import annotations

from typing import Any

import yaml

from render.lineage import EXPOSURES, ancestors, exposures_text, lineage, page_of, ready_dashboards
from render.page_queries import REPORTS, page_relations


def test_exposures__are_what_the_pages_read() -> None:
    assert EXPOSURES.read_text(encoding="utf-8") == exposures_text(), "run `make docs-partials`"


def test_exposures__every_finished_dashboard_reads_marts() -> None:
    exposures = yaml.safe_load(EXPOSURES.read_text(encoding="utf-8"))["exposures"]

    assert len(exposures) == len(ready_dashboards())
    assert all(any("mart_" in name for name in entry["depends_on"]) for entry in exposures)


def test_page_relations__include_those_of_shared_queries() -> None:
    relations = page_relations(REPORTS / "pages" / "enka" / "portfolio.md")

    assert {"mart_portfolio_overview_mtd", "fact_source_freshness"} <= set(relations)


def test_ancestors__go_all_the_way_up_and_bear_a_circle() -> None:
    assert ancestors("c", {"c": ["b"], "b": ["a"], "a": ["b"]}) == {"a", "b"}


def test_lineage__leads_from_a_page_over_core_to_the_raw_tables() -> None:
    names = sorted({name for entry in ready_dashboards() for name in page_relations(page_of(entry))})
    core = {"name": "fact_x", "resource_type": "model", "original_file_path": "models/marts/core/fact_x.sql"}
    nodes: dict[str, Any] = {"model.fact_x": core}
    for name in names:
        nodes[f"model.{name}"] = {
            "name": name,
            "resource_type": "model",
            "original_file_path": f"models/marts/kpi/{name}.sql",
            "description": "One row per\nthing. More.",
        }
    manifest = {
        "nodes": nodes,
        "sources": {"source.t": {"source_name": "tmeic", "name": "event"}},
        "parent_map": {f"model.{name}": ["model.fact_x"] for name in names} | {"model.fact_x": ["source.t"]},
    }

    first = lineage(manifest)[0]["marts"][0]

    assert first["description"] == "One row per thing"
    assert first["core"] == ["fact_x"]
    assert first["sources"] == ["tmeic.event"]
