"""Relations that a published warehouse holds, and the columns of each, as its schema `meta` describes them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import duckdb
from pydantic import BaseModel, ConfigDict, Field, create_model

RELATIONS = """
select relations.relation, relations.description, columns.column_name, columns.data_type, columns.description,
    columns.is_summable
from {database}.meta."column" as columns
inner join {database}.meta.relation as relations on columns.relation = relations.relation
where relations.schema_name = 'main'
order by relations.relation, columns.position
"""
# Types as contracts write them, and `varchar` as DuckDB does.
TYPES: dict[str, type] = {
    "string": str, "varchar": str, "double": float, "bigint": int, "integer": int, "boolean": bool, "date": date,
    "timestamp": datetime,
}  # fmt: skip


@dataclass(frozen=True)
class Column:
    """One column of a mart.

    Attributes
    ----------
    name : str
        Name, with its unit where it has one.
    kind : type
        Python type of its values.
    text : str
        What it means: first sentence, unit, what null means, whether it can be summed.
    is_summable : bool
        Whether rows may be added up, as the contract says.
    """

    name: str
    kind: type
    text: str
    is_summable: bool = False


@dataclass(frozen=True)
class Relation:
    """A mart or core table: name, what a row is, and its columns in order."""

    name: str
    text: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns, in order."""
        return tuple(column.name for column in self.columns)

    def column(self, name: str) -> Column:
        """The column of a name; raises KeyError when the contract has none."""
        return {column.name: column for column in self.columns}[name]


def read_relations(connection: duckdb.DuckDBPyConnection, database: str) -> dict[str, Relation]:
    """Every mart and core table of an attached warehouse, as its schema `meta` describes them.

    Parameters
    ----------
    connection : DuckDBPyConnection
        Connection that the warehouse is attached to.
    database : str
        Name it is attached under.

    Raises
    ------
    ValueError
        When a column has a type that the API does not know.
    """
    found: dict[str, tuple[str, list[Column]]] = {}
    for relation, text, name, data_type, description, is_summable in connection.execute(
        RELATIONS.format(database=database)
    ).fetchall():
        kind = "double" if data_type.startswith("decimal") else data_type
        if kind not in TYPES:
            raise ValueError(f"{relation}.{name} has the unknown type {data_type}.")
        found.setdefault(relation, (text, []))[1].append(Column(name, TYPES[kind], description, is_summable))
    return {name: Relation(name, text, tuple(columns)) for name, (text, columns) in found.items()}


def row_model(
    relation: Relation, columns: tuple[Column, ...] | None = None, name: str | None = None
) -> type[BaseModel]:
    """Schema of one row: every column optional, because a mart's null has a meaning.

    Parameters
    ----------
    relation : Relation
        The mart.
    columns : tuple of Column, optional
        Those of its columns that are returned; all when left out.
    name : str, optional
        Name of the schema; the relation's when left out.
    """
    fields: dict[str, Any] = {
        column.name: (column.kind | None, Field(default=None, description=column.text))
        for column in columns or relation.columns
    }
    made: type[BaseModel] = create_model(
        name or relation.name, __config__=ConfigDict(extra="forbid"), __doc__=relation.text, **fields
    )
    return made
