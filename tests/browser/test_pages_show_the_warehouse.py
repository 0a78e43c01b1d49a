"""Every figure of every page is what its query gives on the warehouse; filters are kept in the address."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import duckdb
import pytest
import yaml

from render.page_queries import page_queries
from tests.browser.conftest import ROOT, WAREHOUSE
from tests.browser.page_sql import page_file, rows_of, source_database
from tests.browser.site_reading import shown_number

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


@pytest.fixture(scope="module")
def definitions() -> dict[str, str]:
    """Docs blocks of the KPIs by name, as the site got them."""
    folder = ROOT / "reports" / "partials" / "kpi"
    return {f"kpi_{path.stem}": path.read_text(encoding="utf-8") for path in folder.glob("*.md")}


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


def wrong_table(figure: dict[str, Any], rows: list[dict[str, Any]]) -> str | None:
    """What is wrong with a table, if anything: its first rows print numbers of rows of its query."""
    printed_rows = [row for row in figure["cells"] if any(cell and PRINTED.fullmatch(cell) for cell in row)]
    if not rows:
        return None if figure["isEmpty"] else "has rows although its query has none"
    if not printed_rows:
        texts = {str(value) for row in rows for value in row.values()}
        shown = {cell for row in figure["cells"] for cell in row if cell} | set(figure["values"])
        return None if texts & shown else "shows nothing of its query"
    cells = [shown_number(cell) for cell in printed_rows[0] if cell and PRINTED.fullmatch(cell)]
    for row in rows:
        numbers = numbers_in(row)
        if all(any(abs(number - shown) <= half for number in numbers) for shown, half in cells):
            return None
    return f"first row {printed_rows[0]} is no row of its query"


def as_number(value: Any) -> float | None:
    """A figure or an instant, as charts place it (milliseconds since 1970)."""
    if isinstance(value, bool) or value is None:
        return None
    if isinstance(value, date) and not isinstance(value, datetime):
        value = datetime(value.year, value.month, value.day)
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC).timestamp() * 1000
    try:
        number = float(value)
    except (TypeError, ValueError):
        return None
    return number if math.isfinite(number) else None


def coordinates(marks: list[Any]) -> Iterator[list[float]]:
    """What the marks of a series say, coordinate by coordinate, those that say figures and not positions in a list."""
    drawn = [mark if isinstance(mark, list) else [mark] for mark in marks]
    width = max((len(mark) for mark in drawn), default=0)
    for place in range(width):
        numbers = [number for mark in drawn if len(mark) > place and (number := as_number(mark[place])) is not None]
        is_position = place < width - 1 and all(number.is_integer() and abs(number) < 1000 for number in numbers)
        if numbers and not is_position:
            yield numbers


def wrong_chart(figure: dict[str, Any], rows: list[dict[str, Any]]) -> str | None:
    """What is wrong with a chart, if anything: one coordinate of some whole series is made of figures of its query."""
    if not rows:
        return None if figure["isEmpty"] else "is drawn although its query has no rows"
    known = {f"{number:.6g}" for row in rows for value in row.values() if (number := as_number(value)) is not None}
    # What hangs below or left of its axis is drawn with the size of its figure.
    sizes = known | {figure.removeprefix("-") for figure in known}
    for marks in [*(series["marks"] for chart in figure["charts"] for series in chart), figure["values"]]:
        if any(all(f"{number:.6g}" in sizes for number in numbers) for numbers in coordinates(marks)):
            return None
    has_marks = any(series["marks"] for chart in figure["charts"] for series in chart)
    if figure["isQuiet"] and not has_marks and any(None in row.values() for row in rows):
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
    assert sorted(wrong) == []
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
    assert trials, "no filter was tried"


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
