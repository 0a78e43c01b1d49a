"""The schema `meta` of an audience's extract: of what is known about the warehouse, what it may know.

Kept are the rows of its relations and columns. A text that speaks of a withheld topic, relation or column is cut to its
first sentence or left out, and so is a test or a definition that cannot be told without it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

import duckdb

from audiences.declaration import Audience
from audiences.wording import Wording
from warehouse.metadata import TABLES, write_tables

Row = dict[str, Any]
# Versions say how to read the file; how large the whole warehouse is stays with its owner.
BUILD_COLUMNS = ("build_id", "built_at", "world", "dbt_version", "duckdb_version")


def read_tables(connection: duckdb.DuckDBPyConnection, database: str) -> dict[str, list[Row]]:
    """Rows of every table of the schema `meta` of an attached warehouse."""
    return {
        name: connection.execute(f'select * from "{database}".meta."{name}"').to_arrow_table().to_pylist()
        for name in TABLES
    }


def direct_edges(edges: Iterable[tuple[str, str]], kept: set[str]) -> list[tuple[str, str]]:
    """Edges between kept nodes; what leads through other nodes becomes an edge from one kept node to the next.

    Parameters
    ----------
    edges : iterable of tuple of str
        Parent and child.
    kept : set of str
        Nodes that stay.
    """
    parents: dict[str, set[str]] = {}
    for parent, child in edges:
        parents.setdefault(child, set()).add(parent)
    found: dict[str, frozenset[str]] = {}

    def kept_parents(node: str) -> frozenset[str]:
        if node not in found:
            direct = parents.get(node, set())
            through = (kept_parents(parent) for parent in direct - kept)
            found[node] = frozenset(direct & kept).union(*through)
        return found[node]

    return [(parent, child) for child in sorted(kept) for parent in sorted(kept_parents(child))]


class Shared:
    """The rows of `meta` that an audience gets.

    Parameters
    ----------
    tables : mapping
        Rows of the whole warehouse, by table.
    audience : Audience
        Its relations, columns and pages.
    wording : Wording
        What its texts may say.
    """

    def __init__(self, tables: Mapping[str, list[Row]], audience: Audience, wording: Wording) -> None:
        self.tables, self.audience, self.wording = tables, audience, wording
        self.columns = {(relation, column.name) for relation, columns in audience.columns.items() for column in columns}

    @cached_property
    def raw_tables(self) -> set[str]:
        """Raw tables whose names it may read."""
        raw = {row["relation"] for row in self.tables["relation"] if row["layer"] == "raw"}
        return {name for name in raw if self.wording.is_clean(name.replace(".", " ").replace("_", " "))}

    def rows(self) -> dict[str, list[Row]]:
        """Rows by table."""
        definitions = self.definitions()
        tests, targets = self.tests()
        return {
            "build": [{name: row[name] for name in BUILD_COLUMNS} for row in self.tables["build"]],
            "relation": self.relations(),
            "column": self.column_rows({row["definition"] for row in definitions}),
            "test": tests,
            "test_target": targets,
            "definition": definitions,
            "definition_point": self.points({row["definition"] for row in definitions}),
            "lineage": self.lineage(),
            "dashboard": self.dashboards(),
        }

    def relations(self) -> list[Row]:
        """Its relations and raw tables; SQL and files of the project stay with the owner."""
        kept = []
        for row in self.tables["relation"]:
            if row["relation"] not in self.audience.columns and row["relation"] not in self.raw_tables:
                continue
            keys = row["key_columns"]
            is_key_given = all((row["relation"], column) in self.columns for column in keys)
            kept.append(
                row
                | {
                    "subject": self.wording.kept(row["subject"] or "") or None,
                    "grain": self.wording.kept(row["grain"]),
                    "description": self.wording.kept(row["description"], row["grain"]),
                    "key_columns": keys if is_key_given else [],
                    "file": None,
                    "duration_seconds": None,
                    "compiled_sql": None,
                }
            )
        return kept

    def column_rows(self, definitions: set[str]) -> list[Row]:
        """Its columns, numbered anew."""
        kept: list[Row] = []
        for row in sorted(self.tables["column"], key=lambda row: (row["relation"], row["position"])):
            if (row["relation"], row["column_name"]) not in self.columns:
                continue
            is_next = kept and kept[-1]["relation"] == row["relation"]
            kept.append(
                row
                | {
                    "position": kept[-1]["position"] + 1 if is_next else 1,
                    "description": self.wording.kept_text(row["description"]),
                    "unit": self.wording.kept(row["unit"] or "") or None,
                    "definition": row["definition"] if row["definition"] in definitions else None,
                }
            )
        return kept

    def tests(self) -> tuple[list[Row], list[Row]]:
        """Tests of which it may know everything that they guard, and what that is."""
        targets: dict[str, list[Row]] = {}
        for row in self.tables["test_target"]:
            targets.setdefault(row["test_id"], []).append(row)
        kept = []
        for row in self.tables["test"]:
            guarded = targets.get(row["test_id"], [])
            names = f"{row['test_name']} {row['test_name'].replace('_', ' ')}"
            is_told = self.wording.is_clean(names) and self.wording.is_clean(row["sentence"])
            if guarded and is_told and all(self.is_given(one) for one in guarded):
                kept.append(row | {"file": None})
        return kept, [target for row in kept for target in targets[row["test_id"]]]

    def is_given(self, target: Row) -> bool:
        """Whether what a test guards is the audience's."""
        if target["column_name"] is None:
            return target["relation"] in self.audience.columns
        return (target["relation"], target["column_name"]) in self.columns

    def definitions(self) -> list[Row]:
        """Definitions whose name and first sentence it may read."""
        return [
            row
            for row in self.tables["definition"]
            if self.wording.is_clean(row["definition"].replace("_", " ")) and self.wording.is_clean(row["sentence"])
        ]

    def points(self, definitions: set[str]) -> list[Row]:
        """Points of these definitions that it may read."""
        return [
            row
            for row in self.tables["definition_point"]
            if row["definition"] in definitions and self.wording.is_clean(f"{row['label'] or ''} {row['text']}")
        ]

    def dashboards(self) -> list[Row]:
        """Dashboards that it may open."""
        return [
            row | {"question": self.wording.kept(row["question"])}
            for row in self.tables["dashboard"]
            if self.audience.may_open(row["path"])
        ]

    def lineage(self) -> list[Row]:
        """How its relations, its dashboards and the raw tables that it may know of are made of each other."""
        dashboards = {row["dashboard"] for row in self.dashboards()}
        edges = [(row["parent"], row["child"]) for row in self.tables["lineage"]]
        kept = direct_edges(edges, self.raw_tables | dashboards | set(self.audience.columns))
        return [{"parent": parent, "child": child} for parent, child in kept]


def write_shared_metadata(connection: duckdb.DuckDBPyConnection, audience: Audience, wording: Wording) -> None:
    """Write the schema `meta` of the database `extract` from that of `published`."""
    write_tables(connection, Shared(read_tables(connection, "published"), audience, wording).rows(), "extract")
