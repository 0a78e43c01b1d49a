"""The SQL of a page, run by native DuckDB on the warehouse: what the page must show, without the page's engine."""

from __future__ import annotations

import re
from pathlib import Path, PurePosixPath
from typing import Any

import duckdb
import sqlglot

from render.page_queries import REPORTS, page_queries, resolved

# Inputs that no reader chooses: `live` names the build that the real-time page shows.
STARTED_WITH = {"live": "built"}


def source_database(warehouse: Path) -> duckdb.DuckDBPyConnection:
    """A database whose schema ``bess`` holds the relations that the site ships, as its sources define them."""
    connection = duckdb.connect()
    connection.execute(f"attach '{warehouse}' as warehouse (read_only)")
    connection.execute("set timezone = 'UTC'")
    connection.execute("create schema memory.bess")
    for path in sorted((REPORTS / "sources" / "bess").glob("*.sql")):
        sql = path.read_text(encoding="utf-8")
        body = re.sub(rf"\bfrom {path.stem}\b", f"from warehouse.main.{path.stem}", sql)
        connection.execute(f"create view memory.bess.{path.stem} as {body}")
    return connection


def page_file(path: str) -> tuple[Path, dict[str, str]]:
    """Markdown file behind an address, and the parameters its template takes from it.

    Raises
    ------
    FileNotFoundError
        When no page is written for the address.
    """
    parts = PurePosixPath(path).parts[1:]
    folder = REPORTS / "pages"
    for plain in (folder.joinpath(*parts, "index.md"), folder.joinpath(*parts).with_suffix(".md")):
        if parts and plain.exists():
            return plain, {}
    if not parts:
        return folder / "index.md", {}
    (template,) = folder.joinpath(*parts[:-1]).glob("[[]*.md")
    return template, {template.stem.strip("[]"): parts[-1]}


def sql_of(page: Path, name: str, inputs: dict[str, str], params: dict[str, str]) -> str:
    """A page's query with choices and parts of the address put in."""

    def choice(reference: str) -> str:
        if reference.startswith("params."):
            return params[reference.removeprefix("params.")]
        # A filter that has nothing to choose from is not shown, and its choice is empty.
        return (STARTED_WITH | inputs).get(reference.removeprefix("inputs.").removesuffix(".value"), "")

    return resolved(name, page_queries(page), choice)


def rows_of(
    connection: duckdb.DuckDBPyConnection, page: Path, name: str, inputs: dict[str, str], params: dict[str, str]
) -> list[dict[str, Any]]:
    """Rows of a page's query, in its order."""
    relation = connection.execute(sql_of(page, name, inputs, params))
    columns = [column[0] for column in relation.description]
    return [dict(zip(columns, row, strict=True)) for row in relation.fetchall()]


def order_of(page: Path, name: str, inputs: dict[str, str], params: dict[str, str]) -> list[str]:
    """Columns that a page's query orders its rows by."""
    order = sqlglot.parse_one(sql_of(page, name, inputs, params), dialect="duckdb").args.get("order")
    return [term.this.name for term in order.expressions] if order else []
