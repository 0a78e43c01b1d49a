"""What SQL a page of the site runs, and which marts and columns it therefore reads."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

import sqlglot
import yaml
from markdown_it import MarkdownIt
from sqlglot import exp

REPORTS = Path(__file__).resolve().parents[1] / "reports"
# How a page includes a partial, and writes another query, a reader's choice or a part of the address into its SQL.
PARTIAL = re.compile(r'\{@partial\s+"(.*?)"\s*\}')
REFERENCE = re.compile(r"\$\{([\w.]+)\}")
CHOICES = ("inputs.", "params.")


def page_text(page: Path, reports: Path = REPORTS) -> str:
    """A page with its partials in place; KPI definitions, which hold no query, exist only where a site is rendered."""

    def put_in(match: re.Match[str]) -> str:
        partial = reports / "partials" / match[1]
        return partial.read_text(encoding="utf-8") if partial.exists() else ""

    return PARTIAL.sub(put_in, page.read_text(encoding="utf-8"))


def page_queries(page: Path, reports: Path = REPORTS) -> dict[str, str]:
    """SQL of every query of a page by name, shared ones and those of its partials included, as written."""
    _, head, body = page_text(page, reports).split("---", 2)
    shared = {
        name: (reports / "queries" / file).read_text(encoding="utf-8")
        for entry in (yaml.safe_load(head) or {}).get("queries", [])
        for name, file in entry.items()
    }
    # Markup is no matter here, and a block of it would swallow the query that follows without an empty line.
    fences = [token for token in MarkdownIt().disable("html_block").parse(body) if token.type == "fence"]
    own = {name: token.content for token in fences for kind, _, name in [token.info.partition(" ")] if kind == "sql"}
    return shared | own


def resolved(name: str, queries: Mapping[str, str], choice: Callable[[str], str]) -> str:
    """One query with other queries and choices put in.

    Parameters
    ----------
    name : str
        Name of the query on its page.
    queries : mapping
        SQL of the page's queries by name.
    choice : callable
        Value of a choice, such as `inputs.site.value` or `params.site_id`.
    """

    def put_in(match: re.Match[str]) -> str:
        reference = match[1]
        return choice(reference) if reference.startswith(CHOICES) else f"({resolved(reference, queries, choice)})"

    return REFERENCE.sub(put_in, queries[name]).strip().rstrip(";")


def query_columns(sql: str, known: Mapping[str, Collection[str]]) -> dict[str, list[str]]:
    """Relations that a query reads, with those of their columns that it names.

    Parameters
    ----------
    sql : str
        A resolved query; it names marts as `bess.<mart>`.
    known : mapping
        Columns by relation, in order.
    """
    tree = sqlglot.parse_one(sql, dialect="duckdb")
    relations = {table.name for table in tree.find_all(exp.Table) if table.db == "bess"}
    named = {column.name for column in tree.find_all(exp.Column)}
    # A star outside count(*) takes all that the site ships.
    is_star = any(not isinstance(star.parent, exp.Count) for star in tree.find_all(exp.Star))
    return {
        relation: [column for column in known.get(relation, ()) if is_star or column in named]
        for relation in sorted(relations)
    }


def page_reads(
    page: Path, known: Mapping[str, Collection[str]], reports: Path = REPORTS
) -> dict[str, dict[str, list[str]]]:
    """Relations and columns that each query of a page of a project reads, by name of the query."""
    queries = page_queries(page, reports)
    return {name: query_columns(resolved(name, queries, lambda _: "0"), known) for name in queries}


def page_relations(page: Path, reports: Path = REPORTS) -> list[str]:
    """Names of the marts and core tables that the queries of a page read, sorted."""
    return sorted({relation for reads in page_reads(page, {}, reports).values() for relation in reads})


def shipped_columns(reports: Path) -> dict[str, list[str]]:
    """Columns that the sources of a project ship to the site, by relation."""
    return {
        path.stem: sqlglot.parse_one(path.read_text(encoding="utf-8"), into=exp.Select, dialect="duckdb").named_selects
        for path in sorted((reports / "sources" / "bess").glob("*.sql"))
    }


def address_of(page: Path) -> str:
    """Address that a page file, relative to ``pages/``, is built to; a template's keeps its parameter's name."""
    parts = page.with_suffix("").parts
    return "/" + "/".join(parts[:-1] if parts[-1] == "index" else parts)
