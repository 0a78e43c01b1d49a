"""From a figure one comes to its columns, and from a column to the tests that guard it."""

from __future__ import annotations

from pathlib import Path

import pytest

from render.columns import figures, relation_documents
from render.page_queries import REPORTS, page_queries, page_reads, query_columns, resolved, shipped_columns
from tests.python.warehouse.test_warehouse import connect

PAGES = sorted((REPORTS / "pages").rglob("*.md"))
KNOWN = {"mart_a": ["site_id", "loss_gbp", "cause"], "mart_b": ["site_id", "site_name"]}


@pytest.mark.parametrize(
    ("sql", "columns"),
    [
        ("select sum(loss_gbp) as x from bess.mart_a where cause = 'a'", {"mart_a": ["loss_gbp", "cause"]}),
        ("select * from bess.mart_b", {"mart_b": ["site_id", "site_name"]}),
        ("select count(*) as n from bess.mart_b", {"mart_b": []}),
        ("with own as (select loss_gbp from bess.mart_a) select * from own", {"mart_a": KNOWN["mart_a"]}),
        (
            "select a.loss_gbp, b.site_name from bess.mart_a as a inner join bess.mart_b as b using (site_id)",
            {"mart_a": ["loss_gbp"], "mart_b": ["site_name"]},
        ),
    ],
)
def test_query_columns__are_those_it_names(sql: str, columns: dict[str, list[str]]) -> None:
    assert query_columns(sql, KNOWN) == columns


def test_resolved__puts_in_queries_and_choices() -> None:
    queries = {"a": "select * from bess.mart_a where site_id = '${inputs.site.value}';", "b": "select 1 from ${a}"}
    wanted = "select 1 from (select * from bess.mart_a where site_id = 'thames')"
    assert resolved("b", queries, {"inputs.site.value": "thames"}.__getitem__) == wanted


def test_page_queries__are_found_beside_markup(tmp_path: Path) -> None:
    page = tmp_path / "pages" / "x.md"
    page.parent.mkdir()
    (tmp_path / "queries").mkdir()
    (tmp_path / "queries" / "as_of.sql").write_text("select 2 as x")
    page.write_text("---\nqueries:\n  - as_of: as_of.sql\n---\n<Filters>\n```sql own\nselect 1\n```\n</Filters>\n")
    assert page_queries(page, tmp_path) == {"as_of": "select 2 as x", "own": "select 1\n"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(REPORTS).as_posix())
def test_every_query_of_a_page_reads_a_mart_that_is_shipped(page: Path) -> None:
    shipped = shipped_columns(REPORTS)
    for query, read in page_reads(page, shipped).items():
        assert read, f"{query} reads no mart"
        assert set(read) <= set(shipped), query


@pytest.mark.warehouse
def test_documents__describe_every_column_that_figures_show() -> None:
    with connect("ci") as connection:
        documents = relation_documents(connection)
    known = {(name, column["name"]) for name, document in documents.items() for column in document["columns"]}
    shown = {
        (relation, column)
        for queries in figures(REPORTS).values()
        for read in queries.values()
        for relation, columns in read.items()
        for column in columns
    }
    assert shown - known == set()


@pytest.mark.warehouse
def test_documents__lead_from_a_kpi_to_its_definition_and_its_tests() -> None:
    with connect("ci") as connection:
        document = relation_documents(connection)["mart_loss_daily"]
    columns = {column["name"]: column for column in document["columns"]}
    assert columns["loss_gbp"]["definition"] == "kpi_revenue_loss"
    assert columns["loss_gbp"]["description"].endswith("Summable.")
    guarding = [test for test in document["tests"] if "loss_gbp" in (test["columns"] or ())]
    assert len(guarding) == columns["loss_gbp"]["test_count"] > 0
    assert {test["status"] for test in guarding} <= {"pass", None}
    assert {"name": "fact_loss_half_hour", "is_described": True} in document["made_from"]
