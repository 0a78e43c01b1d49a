"""Exposures name what the pages read, and the lineage follows dbt's graph to the raw tables."""

from __future__ import annotations

import duckdb
import yaml

from render.lineage import EXPOSURES, ancestors, exposures_text, lineage, ready_dashboards
from render.page_queries import REPORTS, page_relations
from warehouse.metadata import write_tables


def test_exposures__are_what_the_pages_read() -> None:
    assert EXPOSURES.read_text(encoding="utf-8") == exposures_text(), "run `make docs`"


def test_exposures__every_finished_dashboard_reads_marts() -> None:
    exposures = yaml.safe_load(EXPOSURES.read_text(encoding="utf-8"))["exposures"]

    assert len(exposures) == len(ready_dashboards())
    assert all(any("mart_" in name for name in entry["depends_on"]) for entry in exposures)


def test_page_relations__include_those_of_shared_queries() -> None:
    relations = page_relations(REPORTS / "pages" / "enka" / "portfolio.md")

    assert {"mart_portfolio_overview_mtd", "fact_source_freshness"} <= set(relations)


def test_ancestors__go_all_the_way_up_and_bear_a_circle() -> None:
    assert ancestors("c", {"c": ["b"], "b": ["a"], "a": ["b"]}) == {"a", "b"}


def test_lineage__leads_from_a_dashboard_over_core_to_the_raw_tables() -> None:
    edges = [
        ("tmeic.event", "stg_event"),
        ("stg_event", "fact_x"),
        ("fact_x", "mart_y"),
        ("mart_y", "dashboard_01_home"),
    ]
    layers = {"tmeic.event": "raw", "stg_event": "staging", "fact_x": "core", "mart_y": "kpi"}
    with duckdb.connect() as connection:
        write_tables(
            connection,
            {
                "lineage": [{"parent": parent, "child": child} for parent, child in edges],
                "relation": [
                    {"relation": n, "layer": layer, "grain": "One row per thing."} for n, layer in layers.items()
                ],
                "dashboard": [{"dashboard": "dashboard_01_home", "position": 1, "title": "Home", "path": "/enka/home"}],
            },
        )
        found = lineage(connection)

    mart = {"name": "mart_y", "description": "One row per thing", "core": ["fact_x"], "sources": ["tmeic.event"]}
    assert found == [{"number": 1, "title": "Home", "path": "/enka/home", "marts": [mart]}]
