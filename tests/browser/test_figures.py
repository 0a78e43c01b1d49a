"""The checks of charts and tables refuse what is wrong with one series, one mark, one row or one cell."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

import pytest

from tests.browser.figures import Figure, Row, is_said, wrong_chart
from tests.browser.figures import wrong_table as wrong_ordered_table

DAYS = [date(2024, 3, 1), date(2024, 3, 2), date(2024, 3, 3)]
ROWS: list[Row] = [
    {"day": DAYS[0], "site": "Alpha", "settled_gbp": 10.5, "budget_gbp": 12.0, "low_mw": 1.0, "high_mw": 4.0},
    {"day": DAYS[1], "site": "Alpha", "settled_gbp": 0.0, "budget_gbp": 13.0, "low_mw": 2.0, "high_mw": 5.0},
    {"day": DAYS[2], "site": "Beta", "settled_gbp": None, "budget_gbp": 14.0, "low_mw": 3.0, "high_mw": 7.0},
]
LABELS = [
    ["Settled", "settled_gbp"],
    ["Budget", "budget_gbp"],
    ["Range, low", "low_mw"],
    ["Range, high", "high_mw"],
]


def at(day: date) -> float:
    """A day as charts place it [ms]."""
    return datetime(day.year, day.month, day.day).timestamp() * 1000


def series(name: str, values: list[float | None], kind: str = "line", days: list[date] | None = None) -> dict[str, Any]:
    marks = [[at(day), value] for day, value in zip(days or DAYS, values, strict=True)]
    return {"name": name, "type": kind, "marks": marks}


def figure(*drawn: dict[str, Any], **more: Any) -> Figure:
    plain = {"columns": LABELS, "isEmpty": False, "isQuiet": False, "isPaged": False, "values": [], "tables": []}
    return plain | {"charts": [list(drawn)] if drawn else []} | more


RIGHT = (series("Settled", [10.5, 0.0, None], "bar"), series("Budget", [12.0, 13.0, 14.0]))


def test_chart__of_its_query_is_right() -> None:
    assert wrong_chart(figure(*RIGHT), ROWS) is None


@pytest.mark.parametrize(
    ("drawn", "complaint"),
    [
        ((RIGHT[0], series("Budget", [12.0, 13.0, 14.5])), "series 'Budget'"),
        ((RIGHT[0], series("Budget", [10.5, 0.0, None])), "series 'Budget'"),
        ((RIGHT[0], series("Budget", [13.0, 12.0, 14.0])), "series 'Budget'"),
        ((RIGHT[0], series("Budget", [12.0, 13.0], days=DAYS[:2])), "series 'Budget'"),
        ((series("Alpha", [12.0, 13.0], days=DAYS[:2]),), "does not draw 1 of 3 rows"),
        ((series("Beta", [13.0], days=[DAYS[1]]), *RIGHT), "series 'Beta'"),
        ((*RIGHT, series("Forecast", [99.0, 13.0, 14.0])), "series 'Forecast'"),
    ],
    ids=["value", "column", "order", "lost row", "undrawn row", "group", "unknown"],
)
def test_chart__with_one_thing_wrong_is_refused(drawn: tuple[dict[str, Any], ...], complaint: str) -> None:
    assert complaint in str(wrong_chart(figure(*drawn), ROWS))


def test_chart__band_is_read_with_both_ends() -> None:
    low, distance = series("Range from", [1.0, 2.0, 3.0]), [3.0, 3.0, 4.0]
    assert wrong_chart(figure(low, series("Range", distance)), ROWS) is None
    assert "'Range, high'" in str(wrong_chart(figure(low, series("Range", [3.0, 3.0, 5.0])), ROWS))


def test_chart__of_no_rows_must_be_empty() -> None:
    assert wrong_chart(figure(isEmpty=True), []) is None
    assert wrong_chart(figure(*RIGHT), []) is not None


def test_waterfall__bars_must_float_where_the_total_before_ended() -> None:
    steps: list[Row] = [
        {"step_key": key, "step_type": kind, "amount_gbp": amount}
        for key, kind, amount in (("budget", "total", 100.0), ("loss", "change", -30.0), ("actual", "total", 70.0))
    ]
    values = [{"step": step["step_key"], "value": str(step["amount_gbp"])} for step in steps]

    def drawn(bottoms: list[float], sizes: list[float]) -> Figure:
        return figure({"type": "bar", "marks": bottoms}, {"type": "bar", "marks": sizes}, values=values)

    # The axis starts at 50.
    assert wrong_chart(drawn([50, 70, 50], [50, 30, 20]), steps) is None
    assert "draws loss" in str(wrong_chart(drawn([50, 75, 50], [50, 30, 20]), steps))


def test_marks__outside_a_chart_must_each_be_in_a_row() -> None:
    rows: list[Row] = [{"asset": "block-1", "power_mw": 1.5}, {"asset": "block-2", "power_mw": 2.5}]
    marks = [{"asset": "block-1", "value": "1.5"}, {"asset": "block-2", "value": "2.5"}]
    assert wrong_chart(figure(values=marks), rows) is None
    swapped = [{"asset": "block-1", "value": "2.5"}, marks[1]]
    assert "is in no row" in str(wrong_chart(figure(values=swapped), rows))
    assert "does not draw 1 of 2 rows" in str(wrong_chart(figure(values=marks[:1]), rows))


def wrong_table(figure: Figure, rows: list[Row]) -> str | None:
    return wrong_ordered_table(figure, rows, ["day"])


def table(rows: list[list[str]], head: tuple[str, ...] = ("Day", "Settled", "Site"), **more: Any) -> Figure:
    return figure(tables=[{"head": list(head), "rows": rows, "total": []}], **more)


PRINTED = [["1 Mar 2024", "£11", "Alpha"], ["2 Mar 2024", "£0", "Alpha"], ["3 Mar 2024", "-", "Beta"]]


def test_table__of_its_query_is_right() -> None:
    assert wrong_table(table(PRINTED), ROWS) is None
    assert wrong_table(table(PRINTED[:2], isPaged=True), ROWS) is None


@pytest.mark.parametrize(
    ("at_row", "at_column", "cell"), [(0, 1, "£12"), (1, 0, "3 Mar 2024"), (2, 2, "Alpha"), (2, 1, "£0")]
)
def test_table__with_one_wrong_cell_is_refused(at_row: int, at_column: int, cell: str) -> None:
    rows = [list(row) for row in PRINTED]
    rows[at_row][at_column] = cell
    assert re.search(r"prints .*: not|is not the row", str(wrong_table(table(rows), ROWS)))


def test_table__may_swap_rows_that_its_order_does_not_tell_apart_but_no_others() -> None:
    rows: list[Row] = [{"day": DAYS[0], "site": site} for site in ("Alpha", "Beta")]
    head = ("Day", "Site")
    assert wrong_table(table([["1 Mar 2024", "Beta"], ["1 Mar 2024", "Alpha"]], head), rows) is None
    assert wrong_table(table([PRINTED[1], PRINTED[0], PRINTED[2]]), ROWS) is not None
    assert "is not the row" in str(wrong_table(table([["1 Mar 2024", "Beta"], ["1 Mar 2024", "Beta"]], head), rows))


def test_table__with_a_row_too_few_is_refused() -> None:
    assert wrong_table(table(PRINTED[:2]), ROWS) == "prints 2 rows of 3"


def test_table__column_is_the_one_its_heading_names() -> None:
    rows = [[f"£{row['budget_gbp']:.0f}"] for row in ROWS]
    assert wrong_table(table(rows, ("Budget",)), ROWS) is None
    assert "not settled_gbp" in str(wrong_table(table(rows, ("Settled",)), ROWS))


@pytest.mark.parametrize(
    ("cell", "value", "is_right"),
    [
        ("98.1%", 0.9812, True),
        ("98.1%", 0.9822, False),
        ("−£3.4k", -3404, True),
        ("15 Mar 2024, 23:44 UTC", datetime(2024, 3, 15, 23, 44, 30), True),
        ("15 Mar 2024, 23:44 UTC", datetime(2024, 3, 15, 23, 45), False),
        ("–", None, True),
        ("0", None, False),
    ],
)
def test_cell__says_a_value_to_its_last_digit(cell: str, value: Any, is_right: bool) -> None:
    assert is_said(cell, value) is is_right
