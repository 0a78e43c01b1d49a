"""Marked parts of pages, and the check that finds what nobody marked."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from audiences.declaration import audiences_of, known_columns
from audiences.markers import MarkerError, cut
from audiences.project import Project, without_promise

WAREHOUSE = Path(__file__).resolve().parents[3] / "data/ci/bess.duckdb"


def without(*names: str) -> Callable[[str], bool]:
    return lambda name: name not in names


@pytest.mark.parametrize(
    ("text", "for_all", "for_others"),
    [
        ("a<!-- only: money -->, b<!-- /only --> c\n", "a, b c\n", "a c\n"),
        ("a <!-- only: money -->b\nc<!-- /only --> d\n", "a b\nc d\n", "a  d\n"),
        (
            "    lost_mwh,\n    loss_gbp, -- only: money\n    x\n",
            "    lost_mwh,\n    loss_gbp,\n    x\n",
            "    lost_mwh,\n    x\n",
        ),
        ("a: 1, // only: money\nb: 2\n", "a: 1,\nb: 2\n", "b: 2\n"),
        ("  {a}, /* only: money */\n  {b}\n", "  {a},\n  {b}\n", "  {b}\n"),
        ("  - runs: runs.sql # only: money\n", "  - runs: runs.sql\n", ""),
        ("// only: money\na\nb\n// /only\nc\n", "a\nb\nc\n", "c\n"),
        ("x <!-- only: money /sites -->y<!-- /only -->\n", "x y\n", "x y\n"),
    ],
)
def test_a_marked_part_is_for_those_who_have_its_topic_or_page(text: str, for_all: str, for_others: str) -> None:
    assert cut(text, without()) == for_all
    assert cut(text, without("money")) == for_others


@pytest.mark.parametrize("text", ["a <!-- only: money --> b\n", "<!-- /only -->\n", "// only: money\na\n"])
def test_a_marker_that_is_not_closed_is_an_error(text: str) -> None:
    with pytest.raises(MarkerError, match="not closed"):
        cut(text, without())


@pytest.mark.warehouse
@pytest.mark.parametrize(
    ("file", "text", "complaint"),
    [
        (
            "pages/x.md",
            "a\n```sql q\nselect loss_gbp from bess.mart_event_register\n```\n",
            "pages/x.md:3: names loss_gbp",
        ),
        ("pages/x.md", "```sql q\nfrom bess.mart_revenue_daily\n```\n", "pages/x.md:2: names mart_revenue_daily"),
        ("pages/x.md", "It costs much.\nIts budget is spent.\n", "pages/x.md:2: says 'budget'"),
        (
            "components/X.svelte",
            '<p>\n<a href="/settlement-days/{day}">day</a></p>\n',
            "X.svelte:2: leads to /settlement-days/",
        ),
        ("queries/x.sql", "select sum(a) as loss_gbp\n", "queries/x.sql:1: says 'gbp'"),
    ],
)
def test_what_nobody_marked_is_found_with_file_and_line(tmp_path: Path, file: str, text: str, complaint: str) -> None:
    project = Project(audiences_of(WAREHOUSE)["tmeic"], known_columns(WAREHOUSE), tmp_path)
    project.write("pages/clean.md", "Faults in the [last days](/events/evt-1) by lost_mwh and asset_id.\n")
    assert list(project.complaints()) == []
    project.write(file, text)
    assert any(complaint in line for line in project.complaints())


def test_a_figure_that_links_nowhere_promises_no_link() -> None:
    page = (
        '<Figure note="Days of the month. A row leads to the day.">\n<DataTable link=day_link/>\n</Figure>\n'
        '<Figure note="A row leads to the site."><DataTable link=site_link/></Figure>\n'
    )
    assert without_promise(page, "day_link") == page.replace(" A row leads to the day.", "")
    assert without_promise(page, "site_link") == page.replace("A row leads to the site.", "")
