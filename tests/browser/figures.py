"""Whether what a figure draws or prints is what its query gives: every mark of every series, every printed row.

A figure is what ``read_site.mjs`` read of it; rows are those of its query, run on the warehouse. `wrong_chart` and
`wrong_table` say in a sentence what is wrong, or return None. Marks are compared to nine digits, printed numbers to
half their last digit.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.browser.site_reading import shown_number

Row = dict[str, Any]
Figure = dict[str, Any]
Mark = list[Any]
Comparable = str | None
# A column, or what is calculated from two, with its value in each row.
Column = tuple[str, list[Comparable]]

# Numbers from here on are instants in milliseconds; no figure is as large.
LEAST_INSTANT = 1e11
ZERO = "0"
# Stands for several columns in one cell.
SEVERAL = "several"
# A coordinate that says where on an axis of categories a mark stands.
PLACE = "place"
MOST_PLACES = 1000
PENNY = 0.005
ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d")
NOTHING = {"", "-", "–", "? Not measured"}
WORDS = {True: {"yes", "true", "✓ Kept"}, False: {"no", "false", "× Not kept"}}
# How days and instants are printed, and how much of an instant each leaves out.
DATE_FORMATS = {
    "%d %b %Y, %H:%M UTC": timedelta(minutes=1),
    "%d %b %Y %H:%M": timedelta(minutes=1),
    "%d %b %H:%M": timedelta(minutes=1),
    "%d %b %Y": timedelta(days=1),
    "%d %b": timedelta(days=1),
    "%Y-%m-%d": timedelta(days=1),
    "%b %Y": timedelta(days=31),
    "%B %Y": timedelta(days=31),
}


def milliseconds(value: date) -> int:
    """An instant, or the beginning of a day, in UTC."""
    instant = value if isinstance(value, datetime) else datetime(value.year, value.month, value.day)
    return round((instant if instant.tzinfo else instant.replace(tzinfo=UTC)).timestamp() * 1000)


def comparable(value: Any) -> Comparable:
    """A value as it can be compared between page and query; null for null and for what is no number."""
    if isinstance(value, str) and ISO_DATE.match(value):
        value = datetime.fromisoformat(value)
    if isinstance(value, date):
        value = milliseconds(value)
    if value is None or isinstance(value, bool):
        return None if value is None else str(value)
    try:
        number = float(value)
    except (TypeError, ValueError):
        return str(value)
    if not math.isfinite(number):
        return None
    if abs(number) >= LEAST_INSTANT:
        return str(round(number))
    return ZERO if abs(number) < 1e-9 else f"{number:.9g}"


def is_number(value: Any) -> bool:
    return not isinstance(value, bool | str | date) and comparable(value) is not None


# ---------------------------------------------------------------- charts


@dataclass(frozen=True)
class Explanation:
    """The rows that a series draws: what its marks say, and what each row says in the same columns."""

    marks: Counter[tuple[Comparable, ...]]
    rows: list[tuple[Comparable, ...]]


def marks_of(series: dict[str, Any]) -> list[Mark]:
    return [mark if isinstance(mark, list) else [mark] for mark in series["marks"]]


def with_ends_of_bands(chart: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Series of a chart; of a band the upper end as it is read, not as the distance that is stacked on the lower."""
    plain: list[dict[str, Any]] = []
    for series in chart:
        name = series.get("name")
        if plain and plain[-1].get("name") == f"{name} from":
            plain[-1]["name"] = f"{name}, low"
            ends = [
                [*low[:-1], None if None in (low[-1], rise[-1]) else low[-1] + rise[-1]]
                for low, rise in zip(marks_of(plain[-1]), marks_of(series), strict=True)
            ]
            plain.append({**series, "name": f"{name}, high", "marks": ends})
        else:
            plain.append(dict(series))
    return plain


def named_rows(name: str, columns: list[list[str]], rows: list[Row]) -> tuple[list[Row], str | None]:
    """Rows and column that the name of a series says: a column's label, a value of a row, or ``value: label``."""
    keys = dict(map(tuple, columns))
    group, _, label = name.rpartition(": ")
    for value, column in ((None, keys.get(name)), (group, keys.get(label)), (name, None)):
        own = rows if value is None else [row for row in rows if value in row.values()]
        if own and (column or value):
            return own, column
    return rows, None


def plain_columns(rows: list[Row]) -> Iterator[Column]:
    for name in rows[0]:
        yield name, [comparable(row[name]) for row in rows]


def calculated_columns(rows: list[Row]) -> Iterator[Column]:
    """What components calculate from two columns: ends of an interval, a size, a stand-in for what is missing."""
    numbers = {
        name: [float(row[name]) if is_number(row[name]) else None for row in rows]
        for name in rows[0]
        if any(is_number(row[name]) for row in rows)
    }
    operations: tuple[Callable[[float, float], float], ...] = (lambda a, b: a + b, lambda a, b: a - b)
    for name, values in numbers.items():
        yield f"−{name}", [comparable(None if value is None else -value) for value in values]
        for other, others in numbers.items():
            pairs = list(zip(values, others, strict=True))
            yield f"{name} or {other}", [comparable(b if a is None else a) for a, b in pairs]
            for operation in operations:
                ends = [None if a is None or b is None else operation(a, b) for a, b in pairs]
                yield f"{name} and {other}", [comparable(end) for end in ends]


def columns_that_hold(drawn: set[Comparable], rows: list[Row], may_be_place: bool) -> list[Column]:
    """Columns that hold every drawn value of one coordinate."""
    found = [(name, values) for name, values in plain_columns(rows) if drawn <= set(values)]
    found = found or [(name, values) for name, values in calculated_columns(rows) if drawn <= set(values)]
    is_place = all(value is not None and value.isdigit() and int(value) < MOST_PLACES for value in drawn)
    return [*found, (PLACE, [])] if is_place and may_be_place else found


def explain(marks: list[Mark], rows: list[Row], wanted: str | None, kind: str) -> Explanation | None:
    """The rows that marks draw, every row once when their column is known; None when they are other figures."""
    width = max(len(mark) for mark in marks)
    drawn = [[comparable(mark[at]) if at < len(mark) else None for mark in marks] for at in range(width)]
    may_be_place = width > 1 and kind in ("custom", "scatter")
    choices = [columns_that_hold(set(values), rows, may_be_place) for values in drawn]
    for chosen in itertools.product(*choices):
        names = [name for name, _ in chosen]
        used = [at for at, name in enumerate(names) if name != PLACE]
        if not used or (wanted and wanted not in names):
            continue
        told = list(zip(*(chosen[at][1] for at in used), strict=True))
        shown = Counter(zip(*(drawn[at] for at in used), strict=True))
        whole = Counter(row for row in told if not (kind == "bar" and row[-1] == ZERO))
        if shown == whole or (wanted is None and shown <= Counter(told)):
            return Explanation(shown, told)
    return None


def wrong_bridge(figure: Figure, rows: list[Row]) -> str | None:
    """What is wrong with a waterfall, if anything: each bar begins where the running total before it ended."""
    bottoms, sizes = ([float(mark[0]) for mark in marks_of(series)] for series in figure["charts"][0])
    if len(bottoms) != len(rows):
        return f"draws {len(bottoms)} bars for {len(rows)} steps"
    # Totals stand on the axis, which may be cut.
    axis = min(bottoms)
    running = 0.0
    for row, bottom, size in zip(rows, bottoms, sizes, strict=True):
        amount, is_change = float(row["amount_gbp"]), row["step_type"] == "change"
        before, running = (running, running + amount) if is_change else (axis, amount)
        low, high = max(axis, min(before, running)), max(before, running)
        if abs(bottom - low) > PENNY or abs(bottom + size - high) > PENNY:
            return f"draws {row['step_key']} from {bottom} to {bottom + size}, not from {low} to {high}"
    return None


def rows_of_mark(mark: dict[str, Any], rows: list[Row]) -> list[int]:
    """Places of the rows that say all that a mark outside a chart says: its figure, and what it is of."""
    said = {comparable(mark[key]) for key in ("value", "step", "asset", "stage", "target") if mark.get(key)}
    return [at for at, row in enumerate(rows) if said <= {comparable(value) for value in row.values()}]


def wrong_chart(figure: Figure, rows: list[Row], *others: list[Row]) -> str | None:
    """What is wrong with a chart, if anything: a series or mark that is not its query's, or a row that is not drawn.

    Parameters
    ----------
    figure : dict
        Series, marks outside charts, and columns by their label.
    rows, *others : list of dict
        Rows of the figure's query, and of further queries that it draws.
    """
    if not rows:
        return None if figure["isEmpty"] else "is drawn although its query has no rows"
    if figure["isQuiet"] and not any(series["marks"] for chart in figure["charts"] for series in chart):
        # Lanes on which nothing happened.
        return None if all(None in row.values() for row in rows) else "is quiet although its query has rows to draw"
    is_bridge = {"step_type", "step_key", "amount_gbp"} <= rows[0].keys()
    if is_bridge and (problem := wrong_bridge(figure, rows)):
        return problem
    drawn: set[int] = set()
    for series in [] if is_bridge else [series for chart in figure["charts"] for series in with_ends_of_bands(chart)]:
        kind = series.get("type", "")
        is_bar = kind == "bar"
        # A bar without height is not seen; Evidence puts one in where a group has no row.
        marks = [mark for mark in marks_of(series) if not (is_bar and comparable(mark[-1]) == ZERO)]
        if not marks:
            continue
        name = series.get("name") or ""
        own, column = named_rows(name, figure["columns"], rows)
        found = explain(marks, own, column, kind)
        if found:
            known = {id(row) for row, told in zip(own, found.rows, strict=True) if told in found.marks or None in told}
            known |= {id(row) for row, told in zip(own, found.rows, strict=True) if is_bar and told[-1] == ZERO}
            drawn |= {at for at, row in enumerate(rows) if id(row) in known}
        elif not any(explain(marks, *named_rows(name, figure["columns"], other), kind) for other in others if other):
            return f"series {name!r} of {len(marks)} marks such as {marks[0]}: not {column or 'the rows'} of its query"
    for mark in figure["values"]:
        places = rows_of_mark(mark, rows)
        if not places:
            return f"mark {mark} is in no row of its query"
        drawn |= set(places)
    if lost := [row for at, row in enumerate(rows) if at not in drawn]:
        return f"does not draw {len(lost)} of {len(rows)} rows of its query, such as {lost[0]}"
    return None


# ---------------------------------------------------------------- tables


def is_date_said(cell: str, value: date) -> bool:
    """Whether a cell prints an instant or a day, to the precision it has; without a year, that of the value."""
    for form, precision in DATE_FORMATS.items():
        try:
            shown = (
                datetime.strptime(f"{cell} {value.year}", f"{form} %Y")
                if "%Y" not in form
                else datetime.strptime(cell, form)
            )
        except ValueError:
            continue
        return timedelta() <= timedelta(milliseconds=milliseconds(value) - milliseconds(shown)) < precision
    return False


def is_said(cell: str, value: Any) -> bool:
    """Whether a cell prints a value of a query."""
    cell = " ".join(cell.split())
    if value is None:
        return cell in NOTHING
    if isinstance(value, bool):
        return cell in WORDS[value]
    if isinstance(value, date):
        return is_date_said(cell, value)
    if isinstance(value, str):
        return cell == " ".join(value.split())
    try:
        shown, half = shown_number(cell)
    except AssertionError:
        return False
    return abs(shown - float(value)) <= half


def printed_columns(table: dict[str, Any], columns: list[list[str]]) -> Iterator[tuple[str, list[str], str | None]]:
    """Heading, cells and, where the figure names it, column of the query; headings may stand twice."""
    named = [(label, key) for label, key in columns]
    for at, heading in enumerate(table["head"]):
        cells = [row[at] if at < len(row) else "" for row in table["rows"]]
        wanted = next((key for label, key in named if label == heading), None)
        if wanted:
            named.remove((heading, wanted))
        # Evidence adds a column of arrows to tables whose rows are links.
        if set(cells) - {"", "See more"}:
            yield heading, cells, wanted


def says(cell: str, row: Row, column: str) -> bool:
    """Whether a cell prints a column of a row, or in several parts several of them."""
    if column != SEVERAL:
        return is_said(cell, row[column])
    parts = re.split(r"\n| · ", cell)
    return len(parts) > 1 and all(any(is_said(part, value) for value in row.values()) for part in parts)


def unmatched_row(printed: list[tuple[list[str], list[str]]], rows: list[Row], order: list[str]) -> int | None:
    """Place of the first printed row that is neither the query's row there nor one that its order puts beside it."""
    left = list(rows)

    def rank(row: Row) -> list[Any]:
        return [row[column] for column in order if column in row]

    for at, due in zip(range(len(printed[0][0])), rows, strict=False):
        for row in [due, *left]:
            is_near = row is due or rank(row) == rank(due)
            if is_near and row in left and all(any(says(c[at], row, name) for name in names) for c, names in printed):
                left.remove(row)
                break
        else:
            return at
    return None


def wrong_table(figure: Figure, rows: list[Row], order: list[str]) -> str | None:
    """What is wrong with a table, if anything: each column prints a column of the query, each row the row in its place.

    Parameters
    ----------
    figure : dict
        Printed tables, and columns by their heading.
    rows : list of dict
        Rows of the figure's query.
    order : list of str
        Columns that the query orders by: rows that are equal in them may stand in any order.
    """
    if not rows:
        return None if figure["isEmpty"] else "has rows although its query has none"
    if figure["isEmpty"]:
        return f"says that there is nothing although its query has {len(rows)} rows"
    if not figure["tables"]:
        return wrong_chart(figure, rows)
    for table in figure["tables"]:
        count = len(table["rows"])
        if count != len(rows) and not (figure["isPaged"] and count < len(rows)):
            return f"prints {count} rows of {len(rows)}"
        printed = []
        for heading, cells, wanted in printed_columns(table, figure["columns"]):
            names = [wanted] if wanted else [*rows[0], SEVERAL]
            holders = [name for name in names if all(any(says(cell, row, name) for row in rows) for cell in cells)]
            if not holders:
                return f"column {heading!r} prints {cells[:5]}: not {wanted or 'a column'} of its query"
            printed.append((cells, holders))
        if (at := unmatched_row(printed, rows, order)) is not None:
            return f"row {at + 1}, {table['rows'][at]}, is not the row of its query"
    return None
