"""What an audience learns about the warehouse is about its own relations and columns, and speaks of nothing else."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import duckdb
import pytest

from audiences.check import forbidden_to
from audiences.declaration import Audience, Column, audiences_of
from audiences.extract import extract
from audiences.metadata import Shared, direct_edges, read_tables
from audiences.wording import Wording
from render.columns import relation_documents
from warehouse.metadata import TABLES

WAREHOUSE = Path(__file__).resolve().parents[3] / "data/ci/bess.duckdb"
NAMES = ("tmeic", "lender", "partner-estuary-ports")


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    folder = tmp_path_factory.mktemp("extracts")
    for name in NAMES:
        extract(WAREHOUSE, name, folder / f"{name}.duckdb")
    return {name: folder / f"{name}.duckdb" for name in NAMES}


@pytest.mark.warehouse
@pytest.mark.parametrize("name", NAMES)
def test_metadata__describes_what_the_extract_holds_and_nothing_else(files: dict[str, Path], name: str) -> None:
    with duckdb.connect(str(files[name]), read_only=True) as connection:
        tables = read_tables(connection, connection.execute("select current_database()").fetchall()[0][0])
        held = connection.execute(
            "select table_name, column_name from duckdb_columns() where schema_name = 'main' and not internal"
        ).fetchall()
    relations = {relation for relation, _ in held}
    assert {(row["relation"], row["column_name"]) for row in tables["column"]} == set(held)
    assert {row["relation"] for row in tables["relation"] if row["layer"] != "raw"} == relations
    assert {(row["relation"], row["column_name"]) for row in tables["test_target"] if row["column_name"]} <= set(held)
    assert {row["relation"] for row in tables["test_target"]} <= relations
    assert [row for row in tables["relation"] if row["compiled_sql"] or row["file"]] == []
    nodes = {row["relation"] for row in tables["relation"]} | {row["dashboard"] for row in tables["dashboard"]}
    assert {row[side] for row in tables["lineage"] for side in ("parent", "child")} <= nodes
    assert tables["definition"], "nothing is defined"
    assert tables["test"], "nothing is tested"


@pytest.mark.warehouse
@pytest.mark.parametrize("name", NAMES)
def test_metadata__and_what_pages_fetch_of_it_name_nothing_withheld(files: dict[str, Path], name: str) -> None:
    audience = audiences_of(WAREHOUSE)[name]
    forbidden = forbidden_to(WAREHOUSE, audience)
    with duckdb.connect(str(files[name]), read_only=True) as connection:
        tables = read_tables(connection, connection.execute("select current_database()").fetchall()[0][0])
        texts = {**tables, "documents": relation_documents(connection)}
    for place, content in texts.items():
        text = json.dumps(content, default=str, ensure_ascii=False)
        assert forbidden.found_in(text.encode()) == [], place
        assert not audience.words or not audience.words.search(text), place


def made_up(**more: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Rows of a small `meta` with a withheld column, a withheld relation and texts about money."""
    relation = {"layer": "core", "subject": None, "grain": "One row per site.", "key_columns": ["site_id"]}
    described = {"description": "One row per site. Use for revenue.", "compiled_sql": "select", "file": "x.sql"}
    column = {"data_type": "double", "unit": None, "is_summable": False, "definition": None, "description": "Power."}
    rows: dict[str, list[dict[str, Any]]] = {
        "relation": [relation | described | {"relation": "fact_a"}, relation | described | {"relation": "fact_money"}],
        "column": [
            column | {"relation": "fact_a", "column_name": "revenue_gbp", "position": 1},
            column | {"relation": "fact_a", "column_name": "power_mw", "position": 2, "definition": "kpi_power"},
        ],
        "definition": [
            {"definition": "kpi_power", "sentence": "Power [MW]."},
            {"definition": "kpi_x", "sentence": "A revenue [£]."},
        ],
        "definition_point": [
            {"definition": "kpi_power", "position": 1, "label": "Formula", "text": "from fact_money"},
            {"definition": "kpi_power", "position": 2, "label": "Trap", "text": "an instant"},
        ],
        "test": [{"test_id": name, "test_name": name, "sentence": "Holds."} for name in ("own", "other", "both")],
        "test_target": [
            {"test_id": "own", "relation": "fact_a", "column_name": "power_mw"},
            {"test_id": "other", "relation": "fact_money", "column_name": None},
            {"test_id": "both", "relation": "fact_a", "column_name": "power_mw"},
            {"test_id": "both", "relation": "fact_a", "column_name": "revenue_gbp"},
        ],
    }
    return {name: [] for name in TABLES} | rows | more


@pytest.fixture
def shared() -> Shared:
    audience = audiences_of(WAREHOUSE)["tmeic"]
    column = Column("fact_a", "power_mw", "Power.")
    its = Audience(**{**vars(audience), "columns": {"fact_a": (column,)}})
    return Shared(made_up(), its, Wording(its, frozenset({"fact_money", "revenue_gbp"})))


@pytest.mark.warehouse
def test_rows__are_cut_to_what_may_be_told(shared: Shared) -> None:
    rows = shared.rows()
    assert [(row["relation"], row["description"], row["key_columns"]) for row in rows["relation"]] == [
        ("fact_a", "One row per site.", [])
    ]
    assert [(row["column_name"], row["position"], row["definition"]) for row in rows["column"]] == [
        ("power_mw", 1, "kpi_power")
    ]
    assert [row["definition"] for row in rows["definition"]] == ["kpi_power"]
    assert [row["label"] for row in rows["definition_point"]] == ["Trap"]
    assert [row["test_id"] for row in rows["test"]] == ["own"]
    assert [row["test_id"] for row in rows["test_target"]] == ["own"]


def test_direct_edges__close_over_nodes_that_are_left_out() -> None:
    edges = [("raw", "stg"), ("stg", "int"), ("int", "fact"), ("other", "int"), ("fact", "mart"), ("raw", "mart")]
    assert direct_edges(edges, {"raw", "fact", "mart"}) == [("raw", "fact"), ("fact", "mart"), ("raw", "mart")]
