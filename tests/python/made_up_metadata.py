"""What dbt would leave behind for made-up tables, so that tests can write the schema `meta` beside them."""

from __future__ import annotations

from typing import Any

import duckdb

from warehouse.metadata import file_columns, write_metadata

RUN: dict[str, Any] = {
    "metadata": {
        "invocation_id": "made-up", "invocation_started_at": "2024-03-01T00:00:00+00:00", "dbt_version": "1.0.0",
    },
    "elapsed_time": 1.5,
    "results": [],
}  # fmt: skip


def model(name: str, columns: dict[str, dict[str, Any]], **more: Any) -> dict[str, Any]:
    """A node of a model in marts/kpi/made_up."""
    node = {
        "name": name,
        "resource_type": "model",
        "database": "made_up",
        "schema": "main",
        "original_file_path": f"models/marts/kpi/made_up/{name}.sql",
        "description": "One row per row.",
        "config": {"materialized": "table", "contract": {"enforced": True}},
        "tags": [],
        "checksum": {"checksum": name},
        "columns": columns,
        "compiled_code": "select 1 as x",
    }
    return node | more


def manifest(**parts: dict[str, Any]) -> dict[str, Any]:
    """A manifest with the given parts, empty otherwise."""
    names = ("nodes", "sources", "exposures", "docs", "unit_tests", "parent_map")
    return {name: parts.get(name, {}) for name in names}


def describe(connection: duckdb.DuckDBPyConnection) -> None:
    """Write `meta` for the tables of a made-up file, without texts."""
    nodes = {f"model.p.{name}": model(name, {}) for name in file_columns(connection)}
    write_metadata(connection, manifest(nodes=nodes), RUN)
