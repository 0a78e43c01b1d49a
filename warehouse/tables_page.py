"""Writes docs/tables.md from the schema `meta` of a published warehouse: every table that readers use, by subject.

`python -m warehouse.tables_page --world demo`; a test fails when the committed page is another.
"""

from __future__ import annotations

import argparse
import sys
from itertools import groupby

import duckdb

from worlds.world import DEFAULT, REPO, load

PAGE = REPO / "docs" / "tables.md"
HEADING = """<!-- Written by `make docs` from the descriptions of the models; do not edit. -->

# Which table answers what

Every table of the schema `main` of a published warehouse. Columns, units and tests are described by the site's page
"Columns and tests", by dbt's documentation (`make docs`) and by the schema `meta` of the file (`models/overview.md`).
"""
TABLES = """
select relation, layer, coalesce(subject, ''), grain, description
from meta.relation
where schema_name = 'main'
order by list_position(['overview', 'kpi', 'core', 'seed'], layer), subject, relation
"""
TITLES = {
    "overview": "Overviews",
    "kpi": "KPI marts",
    "core": "Facts and dimensions",
    "seed": "Dimensions kept by hand",
}


def cell(text: str) -> str:
    """A text as a cell of a Markdown table."""
    return text.strip().replace("|", "\\|")


def tables_page(connection: duckdb.DuckDBPyConnection) -> str:
    """The page as Markdown.

    Parameters
    ----------
    connection : DuckDBPyConnection
        A published warehouse.
    """
    lines = [HEADING]
    found = connection.execute(TABLES).fetchall()
    for layer, rows in groupby(found, key=lambda row: row[1]):
        lines += [f"\n## {TITLES.get(layer, layer)}", "\n| Table | One row per | Use |\n|---|---|---|"]
        for subject, tables in groupby(rows, key=lambda row: row[2]):
            lines += [f"| **{subject}** | | |"] if subject else []
            for relation, _, _, grain, description in tables:
                row = grain.removeprefix("One row per ").removeprefix("One row for ").removesuffix(".")
                lines.append(f"| `{relation}` | {cell(row)} | {cell(description.removeprefix(grain))} |")
    return "\n".join(lines) + "\n"


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--world", default=DEFAULT, help=f"world whose warehouse is described (default: {DEFAULT})")
    warehouse = load(parser.parse_args().world).warehouse
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        PAGE.write_text(tables_page(connection), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
