"""From a figure to the columns behind it and the tests that guard them: files that pages fetch when a reader asks.

`figures` says which marts and columns each figure's query reads; a document of a relation says what each of its columns
means, which definition it follows, which tests guard it and what it is made from.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb

from render.lineage import read_parents
from render.page_queries import address_of, page_reads, shipped_columns

RELATIONS = """
select relation, layer, grain, description, key_columns, is_contract_enforced
from meta.relation
where schema_name = 'main'
order by relation
"""
# The points of a definition stand in the glossary.
COLUMNS = """
select
    columns.relation,
    columns.column_name as name,
    columns.data_type as type,
    columns.unit,
    coalesce(definitions.sentence, columns.description) as description,
    columns.definition,
    (
        select count(*)
        from meta.test_target as targets
        where targets.relation = columns.relation and targets.column_name = columns.column_name
    ) as test_count
from meta."column" as columns
left join meta.definition as definitions on columns.definition = definitions.definition
order by columns.relation, columns.position
"""
TESTS = """
select
    targets.relation,
    tests.test_name as name,
    tests.kind,
    tests.sentence,
    tests.status,
    list(targets.column_name order by targets.column_name) filter (targets.column_name is not null) as columns
from meta.test as tests
inner join meta.test_target as targets on tests.test_id = targets.test_id
group by all
order by tests.kind, tests.test_name
"""


def figures(reports: Path) -> dict[str, dict[str, dict[str, list[str]]]]:
    """Columns that figures show, by route of the page, query and relation.

    Parameters
    ----------
    reports : Path
        The project that is rendered.
    """
    shipped = shipped_columns(reports)
    pages = reports / "pages"
    return {
        address_of(page.relative_to(pages)): page_reads(page, shipped, reports) for page in sorted(pages.rglob("*.md"))
    }


def _rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = connection.execute(sql).to_arrow_table().to_pylist()
    return found


def relation_documents(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, Any]]:
    """What is known about each mart and core table, by name.

    Parameters
    ----------
    connection : DuckDBPyConnection
        A published warehouse or an audience's extract.
    """
    parents = read_parents(connection)
    dashboards = {row["dashboard"]: row for row in _rows(connection, "select * from meta.dashboard order by position")}
    documents = {
        row["relation"]: row | {"columns": [], "tests": [], "made_from": [], "shown_on": []}
        for row in _rows(connection, RELATIONS)
    }
    for kind, rows in (("columns", _rows(connection, COLUMNS)), ("tests", _rows(connection, TESTS))):
        for row in rows:
            relation = row.pop("relation")
            if relation in documents:
                documents[relation][kind].append(row)
    for name, document in documents.items():
        document["made_from"] = [
            {"name": parent, "is_described": parent in documents} for parent in parents.get(name, ())
        ]
    for dashboard, about in dashboards.items():
        for parent in parents.get(dashboard, ()):
            if parent in documents:
                documents[parent]["shown_on"].append({"title": about["title"], "path": about["path"]})
    return documents


def write_columns(connection: duckdb.DuckDBPyConnection, reports: Path) -> None:
    """Write the figures and a document per relation into `static/columns/` of a project, for pages to fetch."""
    folder = reports / "static" / "columns"
    folder.mkdir(parents=True, exist_ok=True)
    documents = relation_documents(connection)
    listed = [{name: one[name] for name in ("relation", "layer", "grain")} for one in documents.values()]
    for name, content in {"figures": figures(reports), "index": listed, **documents}.items():
        (folder / f"{name}.json").write_text(json.dumps(content, ensure_ascii=False) + "\n", encoding="utf-8")
