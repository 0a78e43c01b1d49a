"""What SQL a page of the site runs, and which marts it therefore reads."""

from __future__ import annotations

import re
from pathlib import Path

import sqlglot
import yaml
from sqlglot import exp

REPORTS = Path(__file__).resolve().parents[1] / "reports"
FENCE = re.compile(r"```sql (\w+)\n(.*?)```", re.DOTALL)
# What Evidence puts in when a query runs: the value of an input, or another query.
PUT_IN = re.compile(r"\$\{[^}]*\}")


def page_queries(page: Path) -> dict[str, str]:
    """SQL of every query of a page by name, shared ones included, as written."""
    text = page.read_text(encoding="utf-8")
    front_matter = yaml.safe_load(text.split("---")[1]) or {}
    shared = {
        name: (REPORTS / "queries" / file).read_text(encoding="utf-8")
        for entry in front_matter.get("queries", [])
        for name, file in entry.items()
    }
    return shared | dict(FENCE.findall(text))


def relations_in(sql: str) -> set[str]:
    """Names of the tables that a query reads, its own steps left out.

    Parameters
    ----------
    sql : str
        One select statement for DuckDB, with or without what Evidence puts in.
    """
    tree = sqlglot.parse_one(PUT_IN.sub("put_in", sql), dialect="duckdb")
    steps = {step.alias for step in tree.find_all(exp.CTE)} | {"put_in"}
    return {table.name for table in tree.find_all(exp.Table)} - steps


def page_relations(page: Path) -> list[str]:
    """Names of the marts and core tables that the queries of a page read, sorted."""
    return sorted({name for sql in page_queries(page).values() for name in relations_in(sql)})
