"""What is known about a warehouse, as tables of a schema `meta` in its own file.

A build writes them after dbt and before the rename that publishes the file, so readers find the data and what is known
about them in one step. The site, the API, extracts and evidence packets read these tables and nothing else: no YAML,
SQL or Markdown of the project.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa

from warehouse.manifest import Project

TEXT, TEXTS, WHOLE, NUMBER, FLAG = pa.string(), pa.list_(pa.string()), pa.int64(), pa.float64(), pa.bool_()
INSTANT = pa.timestamp("us")
FILE_COLUMNS = """
select table_name, column_name, data_type
from duckdb_columns()
where database_name = current_database() and schema_name <> 'meta' and not internal
order by table_name, column_index
"""


@dataclass(frozen=True)
class Table:
    """A table of the schema: what a row is, and type and text of each column."""

    text: str
    columns: Mapping[str, tuple[pa.DataType, str]]


TABLES = {
    "build": Table(
        "One row for the build that wrote the file.",
        {
            "build_id": (TEXT, "Hash of dbt's invocation and of the project's code; no other build has it."),
            "built_at": (INSTANT, "When dbt began [UTC]."),
            "world": (TEXT, "World that was built. Null for a build outside the declared worlds."),
            "raw_root": (TEXT, "Folder of the raw files."),
            "git_commit": (TEXT, "Commit of the project. Null outside a repository."),
            "database_name": (TEXT, "Name of the database in compiled SQL."),
            "dbt_version": (TEXT, "Version of dbt."),
            "duckdb_version": (TEXT, "Version of DuckDB."),
            "duration_seconds": (NUMBER, "Duration of dbt's run [s]."),
            "peak_memory_gb": (NUMBER, "Most memory that the run held [GB]. Null where not measured."),
            "model_count": (WHOLE, "Models built [count]."),
            "seed_count": (WHOLE, "Seeds loaded [count]."),
            "test_count": (WHOLE, "Data tests run [count]."),
            "unit_test_count": (WHOLE, "Unit tests run [count]."),
            "warning_count": (WHOLE, "Tests that warned [count]; a build with a failed test is not published."),
        },
    ),
    "relation": Table(
        "One row per model and seed of the file, and per raw table.",
        {
            "relation": (TEXT, "Name; a raw table's is `<system>.<table>`."),
            "schema_name": (TEXT, "Schema of the file; readers use `main`, the others are for builds."),
            "layer": (TEXT, "raw, seed, staging, intermediate, core, kpi or a further folder of the marts."),
            "subject": (TEXT, "Folder in the layer: system, method or subject. Null without."),
            "grain": (TEXT, "What one row is: the first sentence of the description."),
            "description": (TEXT, "The whole description."),
            "materialization": (TEXT, "table, view, incremental, seed or source."),
            "tags": (TEXTS, "dbt's tags."),
            "key_columns": (TEXTS, "Columns that a test proves to be unique together; empty without such a test."),
            "is_contract_enforced": (FLAG, "A build stops when a column or a type is not the declared one."),
            "file": (TEXT, "File in the project."),
            "duration_seconds": (NUMBER, "How long it was built [s]. Null when the last build left it as it was."),
            "compiled_sql": (TEXT, "SQL or Python as it ran. Null for seeds and raw tables."),
        },
    ),
    "column": Table(
        "One row per column of a relation.",
        {
            "relation": (TEXT, "Relation."),
            "column_name": (TEXT, "Column."),
            "position": (WHOLE, "Position in the relation, from 1."),
            "data_type": (TEXT, "Type that the contract declares, else the type in the file."),
            "unit": (TEXT, "What the description gives in square brackets. Null without."),
            "description": (TEXT, "Meaning, unit, what null means and whether rows may be added up."),
            "is_summable": (FLAG, "The description says Summable."),
            "definition": (TEXT, "KPI definition that the description is. Null for other columns."),
        },
    ),
    "test": Table(
        "One row per data test and unit test.",
        {
            "test_id": (TEXT, "Name of the test in dbt, unique."),
            "test_name": (TEXT, "Name for people."),
            "kind": (TEXT, "Name of the generic test, `singular` for a query of its own, `unit` for a unit test."),
            "sentence": (TEXT, "What holds, or what would go wrong in the business."),
            "severity": (TEXT, "error stops a publication, warn does not."),
            "status": (TEXT, "pass or warn in the build that wrote the file. Null when that build did not run it."),
            "duration_seconds": (NUMBER, "How long it ran [s]. Null when it did not run."),
            "file": (TEXT, "File in the project."),
        },
    ),
    "test_target": Table(
        "One row per test and column that it guards.",
        {
            "test_id": (TEXT, "Test."),
            "relation": (TEXT, "Relation that the test reads."),
            "column_name": (TEXT, "Column that it guards. Null when it guards the rows as a whole."),
        },
    ),
    "definition": Table(
        "One row per KPI definition.",
        {
            "definition": (TEXT, "Name, `kpi_<name>`."),
            "sentence": (TEXT, "What the KPI is: unit, what null means, whether it may be summed."),
        },
    ),
    "definition_point": Table(
        "One row per point of a KPI definition.",
        {
            "definition": (TEXT, "Definition."),
            "position": (WHOLE, "Position of the point, from 1."),
            "label": (TEXT, "Formula, Excludes, Trap, … Null for a point without one."),
            "text": (TEXT, "The point as Markdown."),
        },
    ),
    "lineage": Table(
        "One row per relation or dashboard and relation that it reads directly.",
        {
            "parent": (TEXT, "Relation that is read."),
            "child": (TEXT, "Relation or dashboard that reads it."),
        },
    ),
    "dashboard": Table(
        "One row per dashboard of the site.",
        {
            "dashboard": (TEXT, "Name in dbt."),
            "position": (WHOLE, "Number of the dashboard."),
            "title": (TEXT, "Title."),
            "path": (TEXT, "Address on the site."),
            "question": (TEXT, "The question it answers."),
        },
    ),
}  # fmt: skip


def quoted(text: str) -> str:
    """A text as a literal of SQL."""
    return "'" + text.replace("'", "''") + "'"


def file_columns(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Types of the columns that a file holds, by relation and column in order."""
    found: dict[str, dict[str, str]] = {}
    for relation, column, data_type in connection.execute(FILE_COLUMNS).fetchall():
        found.setdefault(relation, {})[column] = data_type.lower()
    return found


def write_tables(
    connection: duckdb.DuckDBPyConnection, rows: Mapping[str, Iterable[Mapping[str, Any]]], database: str = ""
) -> None:
    """Replace the schema `meta` of a database by the given rows.

    Parameters
    ----------
    connection : DuckDBPyConnection
        Connection that may write.
    rows : mapping
        Rows by table; a table without rows is made empty.
    database : str
        Name of an attached database; the current one by default.
    """
    schema = f'"{database}".meta' if database else "meta"
    connection.execute(f"drop schema if exists {schema} cascade")
    connection.execute(f"create schema {schema}")
    for name, table in TABLES.items():
        types = pa.schema([(column, data_type) for column, (data_type, _) in table.columns.items()])
        connection.register("meta_rows", pa.Table.from_pylist([dict(row) for row in rows.get(name, ())], types))
        connection.execute(f'create table {schema}."{name}" as select * from meta_rows')
        connection.unregister("meta_rows")
        connection.execute(f'comment on table {schema}."{name}" is {quoted(table.text)}')
        for column, (_, text) in table.columns.items():
            connection.execute(f'comment on column {schema}."{name}"."{column}" is {quoted(text)}')


def read_artifacts(target: Path) -> tuple[dict[str, Any], dict[str, Any]]:
    """The manifest.json and run_results.json that dbt left in a target folder."""
    manifest, run_results = (
        dict(json.loads((target / name).read_text(encoding="utf-8"))) for name in ("manifest.json", "run_results.json")
    )
    return manifest, run_results


def write_metadata(
    connection: duckdb.DuckDBPyConnection,
    manifest: Mapping[str, Any],
    run_results: Mapping[str, Any],
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Write what dbt knows into the file that it built.

    Parameters
    ----------
    connection : DuckDBPyConnection
        The working file.
    manifest, run_results : mapping
        dbt's manifest.json and run_results.json of the build.
    facts : mapping, optional
        Further columns of `meta.build`: world, raw_root, git_commit, duration_seconds, peak_memory_gb.
    """
    project = Project(manifest, run_results, file_columns(connection))
    version = connection.execute("select library_version from pragma_version()").fetchone()
    build = project.build() | {"duckdb_version": version[0] if version else None} | dict(facts or {})
    write_tables(
        connection,
        {
            "build": [build],
            "relation": project.relations(),
            "column": project.columns(),
            "test": project.tests(),
            "test_target": project.test_targets(),
            "definition": project.definitions(),
            "definition_point": project.definition_points(),
            "lineage": project.lineage(),
            "dashboard": project.dashboards(),
        },
    )
