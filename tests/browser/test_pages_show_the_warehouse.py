"""Every figure of every page is what its query gives on the warehouse; filters are kept in the address."""

from __future__ import annotations

import math
import re
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import duckdb
import pytest
import yaml

from scripts.page_queries import page_queries
from tests.browser.conftest import ROOT, WAREHOUSE
from tests.browser.page_sql import page_file, rows_of, source_database
from tests.browser.site_reading import beyond_debts, shown_number

pytestmark = pytest.mark.browser

CATALOG = yaml.safe_load((ROOT / "dashboard_catalog.yaml").read_text(encoding="utf-8"))
DASHBOARDS = [entry for entry in CATALOG["dashboards"] if entry["status"] == "ready"]
# A printed figure: sign, currency, digits, unit.
PRINTED = re.compile(r"[-−+]?£?[\d,]+(\.\d+)?\s?(k|m|%|pp|MWh|MW|kW|Hz|ms|s|h)?( [▲▼])?")
TOLERANCE = 1e-6


@pytest.fixture(scope="module")
def shipped() -> duckdb.DuckDBPyConnection:
    """The relations that the site ships, read from the warehouse."""
    return source_database(WAREHOUSE)


def numbers_in(row: dict[str, Any]) -> list[float]:
    found = []
    for value in row.values():
        try:
            found.append(float(value))
        except (TypeError, ValueError):
            continue
    return [number for number in found if math.isfinite(number)]


def is_close(one: float, other: float) -> bool:
    return math.isclose(one, other, rel_tol=TOLERANCE, abs_tol=1e-9)


def is_shown(text: str, value: Any) -> bool:
    """Whether what stands in a sentence is a value of its query; of dates only that there is one."""
    if value is None:
        return text == ""
    if isinstance(value, str):
        return text == value
    if isinstance(value, int | float | Decimal):
        return text != "" and is_close(float(text), float(value))
    return text != ""


def chosen(filters: list[dict[str, Any]]) -> dict[str, str]:
    return {choice["name"]: choice["value"] for choice in filters}


def states(site: dict[str, Any]) -> list[tuple[str, Path, dict[str, str], dict[str, str], dict[str, Any]]]:
    """Every page as it was opened: label, page file, inputs, params, what was seen."""
    seen = []
    for visit in site["visits"]:
        page, params = page_file(visit["path"])
        inputs = chosen(visit["facts"]["filters"])
        seen.append((f"{visit['path']} ({visit['look']})", page, inputs, params, visit["facts"]))
    return seen


def wrong_table(figure: dict[str, Any], rows: list[dict[str, Any]]) -> str | None:
    """What is wrong with a table, if anything: its first rows print numbers of rows of its query."""
    printed_rows = [row for row in figure["cells"] if any(cell and PRINTED.fullmatch(cell) for cell in row)]
    if not rows:
        return None if figure["isEmpty"] else "has rows although its query has none"
    if not printed_rows:
        texts = {str(value) for row in rows for value in row.values()}
        shown = {cell for row in figure["cells"] for cell in row if cell}
        return None if texts & shown else "shows nothing of its query"
    cells = [shown_number(cell) for cell in printed_rows[0] if cell and PRINTED.fullmatch(cell)]
    for row in rows:
        numbers = numbers_in(row)
        if all(any(abs(number - shown) <= half for number in numbers) for shown, half in cells):
            return None
    return f"first row {printed_rows[0]} is no row of its query"


def wrong_chart(figure: dict[str, Any], rows: list[dict[str, Any]]) -> str | None:
    """What is wrong with a chart, if anything: some whole series is made of figures of its query."""
    if not rows:
        return None if figure["isEmpty"] else "is drawn although its query has no rows"
    known = {f"{number:.6g}" for row in rows for number in numbers_in(row)}
    for series in (series for chart in figure["charts"] for series in chart):
        marks = []
        for mark in series["marks"]:
            number = mark[-1] if isinstance(mark, list) and mark else mark
            if isinstance(number, int | float):
                marks.append(float(number))
        if marks and all(f"{mark:.6g}" in known for mark in marks):
            return None
    return "has no series that is made of its query's figures"


def test_figures__show_what_their_queries_give_on_the_warehouse(
    site: dict[str, Any], shipped: duckdb.DuckDBPyConnection
) -> None:
    wrong = []
    checked = 0
    for label, page, inputs, params, seen in states(site):
        for figure in seen["figures"]:
            name = figure["query"]
            if name not in page_queries(page):
                wrong.append(f"{label}: figure {figure['figure']} names {name}, which is no query of its page")
                continue
            rows = rows_of(shipped, page, name, inputs, params)
            problem = (wrong_table if figure["kind"] == "table" else wrong_chart)(figure, rows)
            checked += 1
            if problem:
                wrong.append(f"{label}: {figure['figure']} {problem}")
    assert beyond_debts(wrong) == []
    assert checked >= 50, "hardly any figure was seen: the reader no longer finds them"


def test_sentences__print_what_their_queries_give(site: dict[str, Any], shipped: duckdb.DuckDBPyConnection) -> None:
    wrong = []
    for label, page, inputs, params, seen in states(site):
        for number in seen["numbers"]:
            firsts = [
                rows[0].get(number["column"])
                for name in page_queries(page)
                if (rows := rows_of(shipped, page, name, inputs, params)) and number["column"] in rows[0]
            ]
            if not any(is_shown(number["value"], value) for value in firsts):
                wrong.append(f"{label}: {number['column']} is {number['value']}, its queries give {firsts}")
    assert beyond_debts(wrong) == []


@pytest.mark.parametrize("dashboard", DASHBOARDS, ids=lambda entry: entry["slug"])
def test_header__shows_the_six_kpis_of_the_catalog_from_their_mart(
    site: dict[str, Any], shipped: duckdb.DuckDBPyConnection, dashboard: dict[str, Any]
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
        assert len(panel) > 100, f"{kpi['definition']} has no definition text"


def test_filters__are_kept_in_the_address(site: dict[str, Any]) -> None:
    trials = [(visit["path"], trial) for visit in site["visits"] for trial in visit["tried"]]
    lost = [
        f"{path}: {trial['name']}={trial['option']} is not in {trial['address']}"
        for path, trial in trials
        if parse_qs(urlsplit(trial["address"]).query).get(trial["name"]) != [trial["option"]]
    ]
    assert lost == []
    assert trials, "no filter was tried"


def test_dashboards__have_an_answer_a_chart_and_a_table(site: dict[str, Any]) -> None:
    poor = []
    for dashboard in DASHBOARDS:
        path = f"/{dashboard['pack']}/{dashboard['slug']}"
        facts = next(visit["facts"] for visit in site["visits"] if (visit["path"], visit["look"]) == (path, "light"))
        kinds = {figure["kind"] for figure in facts["figures"]}
        if not {"chart", "table"} <= kinds:
            poor.append(f"{path} has only {kinds}")
    assert beyond_debts(poor) == []
