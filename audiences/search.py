"""Every text and number in what an audience gets: raw bytes, and what DuckDB, Parquet and Arrow files hold packed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pyarrow as pa

from audiences.declaration import quoted

# The same bytes as the file beside it, packed for sending; audiences/open-sites.mjs compares the two.
PACKED_TWICE = {".br"}
TABULAR = {".duckdb", ".parquet", ".arrow"}
NUMBERS = ("TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "FLOAT", "DOUBLE", "DECIMAL")


@dataclass(frozen=True)
class Table:
    """A table that a file holds: its name for people, how SQL reads it, and its columns with their types."""

    place: str
    sql: str
    columns: dict[str, str]


def files_below(folder: Path) -> Iterator[Path]:
    """Files of a folder that can hold something of their own; links lead to what everybody has."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in PACKED_TWICE and not path.is_symlink():
            yield path


@contextmanager
def tables_in(path: Path) -> Iterator[tuple[duckdb.DuckDBPyConnection, list[Table]]]:
    """Tables of a file and a connection to read them by; none for a file without tables."""
    with duckdb.connect() as connection:
        found: dict[str, str] = {}
        if path.suffix == ".duckdb":
            connection.execute(f"attach {quoted(str(path))} as file (read_only)")
            rows = connection.execute(
                "select schema_name, table_name from duckdb_tables() where database_name = 'file'"
                " union all select schema_name, view_name from duckdb_views()"
                " where database_name = 'file' and not internal"
            ).fetchall()
            found = {table: f'file."{schema}"."{table}"' for schema, table in rows}
        elif path.suffix == ".parquet":
            found = {path.name: f"read_parquet({quoted(str(path))})"}
        elif path.suffix == ".arrow":
            with pa.ipc.open_stream(path) as stream:
                connection.register("arrow_rows", stream.read_all())
            found = {path.name: "arrow_rows"}
        tables = []
        for name, sql in found.items():
            described = connection.execute(f"describe from {sql}").fetchall()
            tables.append(Table(name, sql, {row[0]: row[1] for row in described}))
        yield connection, tables


def texts_in(path: Path) -> Iterator[tuple[str, str]]:
    """Names, comments and distinct text values of a file's tables, each with its place."""
    with tables_in(path) as (connection, tables):
        for table in tables:
            yield table.place, " ".join([table.place, *table.columns])
            for column, data_type in table.columns.items():
                if any(data_type.startswith(number) for number in (*NUMBERS, "DATE", "TIMESTAMP", "BOOLEAN")):
                    continue
                values = connection.execute(f'select distinct cast("{column}" as varchar) from {table.sql}').fetchall()
                yield f"{table.place}.{column}", "\n".join(row[0] for row in values if row[0] is not None)
        if path.suffix == ".duckdb":
            comments = connection.execute(
                "select comment from duckdb_tables() where database_name = 'file'"
                " union all select comment from duckdb_columns() where database_name = 'file'"
            ).fetchall()
            yield "comments", "\n".join(row[0] for row in comments if row[0])


def numbers_in(path: Path, least: float, most: float) -> Iterator[tuple[str, float]]:
    """Numbers of a range in a file's tables, each with its place."""
    with tables_in(path) as (connection, tables):
        for table in tables:
            for column, data_type in table.columns.items():
                if any(data_type.startswith(number) for number in NUMBERS):
                    values = connection.execute(
                        f'select distinct cast("{column}" as double) from {table.sql} where "{column}" between ? and ?',
                        [least, most],
                    ).fetchall()
                    for (value,) in values:
                        yield f"{table.place}.{column}", value
