"""Every figure of every page is what its query gives on the warehouse; filters are kept in the address."""

from __future__ import annotations

import html
import re
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import duckdb
import pytest
import yaml

from render.definitions import definitions
from render.page_queries import page_queries
from tests.browser.conftest import ROOT, WAREHOUSE
from tests.browser.figures import comparable, is_number, is_said, wrong_chart, wrong_table
from tests.browser.page_sql import order_of, page_file, rows_of, source_database
from tests.browser.site_reading import shown_number

pytestmark = pytest.mark.browser

CATALOG = yaml.safe_load((ROOT / "dashboard_catalog.yaml").read_text(encoding="utf-8"))
DASHBOARDS = [entry for entry in CATALOG["dashboards"] if entry["status"] == "ready"]
TOLERANCE = 1e-6


@pytest.fixture(scope="module")
def shipped() -> duckdb.DuckDBPyConnection:
    """The relations that the site ships, read from the warehouse."""
    return source_database(WAREHOUSE)


@pytest.fixture(scope="module", name="definitions")
def definitions_of_the_warehouse(warehouse: duckdb.DuckDBPyConnection) -> dict[str, str]:
    """Definitions of the KPIs by name, as the warehouse publishes them."""
    return {name: html.unescape(text) for name, text in definitions(warehouse).items()}


def is_shown(number: dict[str, Any], value: Any) -> bool:
    """Whether what stands in a sentence is a value of its query, and is printed so; some say only its size."""
    if comparable(number["value"] or None) != comparable(value):
        return False
    return is_said(number["text"], value) or (is_number(value) and is_said(number["text"], -value))


def definition_parts(definition: str) -> list[str]:
    """First paragraph and formula of a KPI's docs block, as plain text."""
    text = re.sub(r"[*`]", "", definition)
    paragraph = " ".join(text.partition("\n\n")[0].split())
    formula = re.search(r"- Formula (.+?)(?=\n- |\Z)", text, re.DOTALL)
    return [paragraph, *([" ".join(formula[1].split())] if formula else [])]


def chosen(filters: list[dict[str, Any]]) -> dict[str, str]:
    return {choice["name"]: choice["value"] for choice in filters}


def states(site: dict[str, Any]) -> list[tuple[str, Path, dict[str, str], dict[str, str], dict[str, Any]]]:
    """Every page as it was opened and after each choice: label, page file, inputs, params, what was seen."""
    seen = []
    for visit in site["visits"]:
        page, params = page_file(visit["path"])
        label = f"{visit['path']} ({visit['look']})"
        seen.append((label, page, chosen(visit["facts"]["filters"]), params, visit["facts"]))
        for trial in visit["tried"]:
            label = f"{visit['path']}?{trial['name']}={trial['option']}"
            # Of filters that depend on each other more than one may have changed.
            seen.append((label, page, chosen(trial["filters"]), params, trial))
    return seen


def test_figures__show_what_their_queries_give_on_the_warehouse(
    site: dict[str, Any], shipped: duckdb.DuckDBPyConnection
) -> None:
    wrong = []
    for label, page, inputs, params, seen in states(site):
        for figure in seen["figures"]:
            names = [figure["query"], *figure.get("also", "").split()]
            if unknown := set(names) - page_queries(page).keys():
                wrong.append(f"{label}: figure {figure['figure']} names {unknown}, which is no query of its page")
                continue
            rows, *others = [rows_of(shipped, page, name, inputs, params) for name in names]
            if figure["kind"] == "table":
                problem = wrong_table(figure, rows, order_of(page, names[0], inputs, params))
            else:
                problem = wrong_chart(figure, rows, *others)
            if problem:
                wrong.append(f"{label}: {figure['figure']} {problem}")
    assert sorted(wrong) == []


def test_sentences__print_what_their_queries_give(site: dict[str, Any], shipped: duckdb.DuckDBPyConnection) -> None:
    wrong = []
    for label, page, inputs, params, seen in states(site):
        for number in seen["numbers"]:
            firsts = [
                rows[0].get(number["column"])
                for name in page_queries(page)
                if (rows := rows_of(shipped, page, name, inputs, params)) and number["column"] in rows[0]
            ]
            if not any(is_shown(number, value) for value in firsts):
                printed = f"{number['value']}, printed {number['text']!r}"
                wrong.append(f"{label}: {number['column']} is {printed}; its queries give {firsts}")
    assert sorted(wrong) == []


@pytest.mark.parametrize("dashboard", DASHBOARDS, ids=lambda entry: entry["slug"])
def test_header__shows_the_six_kpis_of_the_catalog_from_their_mart(
    site: dict[str, Any],
    shipped: duckdb.DuckDBPyConnection,
    definitions: dict[str, str],
    dashboard: dict[str, Any],
) -> None:
    path = f"/{dashboard['pack']}/{dashboard['slug']}"
    visit = next(visit for visit in site["visits"] if (visit["path"], visit["look"]) == (path, "light"))
    page, params = page_file(path)
    header = re.search(r"<DashboardHeader [^>]*data=\{(\w+)\}", page.read_text(encoding="utf-8"))
    assert header, "the header names its query"
    (row, *_) = rows_of(shipped, page, header[1], chosen(visit["facts"]["filters"]), params)

    columns = [kpi["metric"].partition(".")[2] for kpi in dashboard["kpis"]]
    tiles = visit["facts"]["tiles"][: len(columns)]
    assert [tile["metric"] for tile in tiles] == columns
    for tile, kpi in zip(tiles, dashboard["kpis"], strict=True):
        expected = row[tile["metric"]]
        if kpi["format"] == "text":
            assert tile["text"] == str(expected)
        elif expected is None:
            assert tile["text"] == "–"
        else:
            printed, half_digit = shown_number(tile["text"])
            assert float(tile["value"]) == pytest.approx(float(expected), rel=TOLERANCE, abs=TOLERANCE)
            assert printed == pytest.approx(float(expected), abs=half_digit)
        if tile["target"] is not None:
            wanted = float(row[kpi["target"]["metric"].partition(".")[2]])
            assert float(tile["target"]) == pytest.approx(wanted, rel=TOLERANCE)
        panel = visit["definitions"][tile["metric"]]
        assert kpi["metric"] in panel
        for part in definition_parts(definitions[kpi["definition"]]):
            assert part in " ".join(panel.split()), f"{kpi['definition']} is not told as its docs block tells it"


def test_filters__are_kept_in_the_address(site: dict[str, Any]) -> None:
    trials = [(visit["path"], trial) for visit in site["visits"] for trial in visit["tried"]]
    lost = [
        f"{path}: {trial['name']}={trial['option']} is not in {trial['address']}"
        for path, trial in trials
        if parse_qs(urlsplit(trial["address"]).query).get(trial["name"]) != [trial["option"]]
    ]
    assert lost == []
    offered = {
        (visit["path"], choice["name"])
        for visit in site["visits"]
        for choice in visit["facts"]["filters"]
        if len(choice["options"]) > 1
    }
    assert {(path, trial["name"]) for path, trial in trials} == offered, "every filter with a choice was tried"


def test_filters__change_what_is_drawn(site: dict[str, Any]) -> None:
    idle = set()
    for visit in site["visits"]:
        opened = visit["facts"]["figures"], visit["facts"]["numbers"]
        for name in {trial["name"] for trial in visit["tried"]}:
            if all((trial["figures"], trial["numbers"]) == opened for trial in visit["tried"] if trial["name"] == name):
                idle.add(f"{visit['path']}: no choice of {name} changes anything")
    assert sorted(idle) == []


def test_dashboards__have_an_answer_a_chart_and_a_table(site: dict[str, Any]) -> None:
    poor = []
    for dashboard in DASHBOARDS:
        path = f"/{dashboard['pack']}/{dashboard['slug']}"
        facts = next(visit["facts"] for visit in site["visits"] if (visit["path"], visit["look"]) == (path, "light"))
        # Traces are no figure of a query: tests of the historian look at them.
        kinds = {figure["kind"] for figure in facts["figures"]} | ({"chart"} if facts["traces"] else set())
        if not {"chart", "table"} <= kinds:
            poor.append(f"{path} has only {kinds}")
    assert sorted(poor) == []
