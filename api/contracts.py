"""Columns of the marts as their contracts declare them: the YAML beside each mart is the one source."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from pydantic import BaseModel, ConfigDict, Field, create_model

MARTS = Path(__file__).resolve().parents[1] / "models" / "marts"
DOCS_BLOCK = re.compile(r"{%\s*docs\s+(?P<name>\w+)\s*%}(?P<text>.*?){%\s*enddocs\s*%}", re.DOTALL)
DOCS_CALL = re.compile(r"""{{\s*doc\(["'](\w+)["']\)\s*}}""")
SUMMABLE = re.compile(r"(?<!Not )\bSummable\b")
TYPES: dict[str, type] = {
    "string": str, "double": float, "bigint": int, "integer": int, "boolean": bool, "date": date, "timestamp": datetime,
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


@cache
def docs_blocks() -> dict[str, str]:
    """Texts of dbt's docs blocks below the marts, by name."""
    blocks: dict[str, str] = {}
    for path in sorted(MARTS.parent.rglob("*.md")):
        for block in DOCS_BLOCK.finditer(path.read_text(encoding="utf-8")):
            blocks[block["name"]] = block["text"].strip()
    return blocks


def _resolved(text: str) -> str:
    return " ".join(DOCS_CALL.sub(lambda call: docs_blocks()[call[1]], text or "").split())


@cache
def relations() -> dict[str, Relation]:
    """Every mart and core table with its contract.

    Raises
    ------
    ValueError
        When a contract has a type that the API does not know.
    """
    found: dict[str, Relation] = {}
    for path in sorted(MARTS.rglob("*.yml")):
        for model in (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("models", []):
            columns = []
            for column in model.get("columns", []):
                kind = str(column["data_type"]).lower()
                if kind.startswith("decimal"):
                    kind = "double"
                if kind not in TYPES:
                    raise ValueError(f"{path}: {column['name']} has the unknown type {kind}.")
                text = _resolved(column.get("description", ""))
                columns.append(Column(column["name"], TYPES[kind], text, bool(SUMMABLE.search(text))))
            found[model["name"]] = Relation(model["name"], _resolved(model.get("description", "")), tuple(columns))
    return found


def held_relations(columns: Mapping[str, Mapping[str, str]], texts: Mapping[str, str]) -> dict[str, Relation]:
    """The contracts as far as a warehouse holds them: an audience's extract lacks relations, columns and texts.

    Parameters
    ----------
    columns : mapping
        Comments of columns by relation and column, as the warehouse has them.
    texts : mapping
        Comments of relations.
    """
    held = {}
    for name, relation in relations().items():
        said = columns.get(name, {})
        kept = [replace(one, text=" ".join(said[one.name].split())) for one in relation.columns if one.name in said]
        if kept:
            held[name] = Relation(name, " ".join(texts.get(name, "").split()), tuple(kept))
    return held


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
