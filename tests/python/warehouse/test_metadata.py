"""What is known about relations, columns, tests and definitions is in the file, taken from what dbt left behind."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import duckdb
import pytest

from tests.python.made_up_metadata import RUN, manifest, model
from tests.python.warehouse.test_warehouse import connect
from warehouse.manifest import opening_comment, read_definition, sentence_of, unit_of
from warehouse.metadata import TABLES, write_metadata

DEFINITION = """
Share of the energy that returns [0-1]. Null without charging.
Not summable.

- **Formula** discharged / charged,
  usable intervals only
- no label here
"""
KEY_TEST = {
    "resource_type": "test",
    "name": "mart_a__one_row_per_site",
    "attached_node": "model.p.mart_a",
    "test_metadata": {"name": "unique_combination", "kwargs": {"columns": ["site_id"], "model": "…"}},
    "config": {"severity": "ERROR"},
    "original_file_path": "models/marts/kpi/made_up/mart_a.yml",
}
QUERY_TEST = {
    "resource_type": "test",
    "name": "assert_energy_balance_closes",
    "config": {"severity": "WARN"},
    "original_file_path": "tests/singular/assert_energy_balance_closes.sql",
    "compiled_code": "-- Energy from nowhere is money\n-- from nowhere.\nselect * from mart_a where energy_mwh < 0",
    "depends_on": {"nodes": ["model.p.mart_a", "model.p.not_built"]},
}
UNIT_TEST = {
    "resource_type": "unit_test",
    "name": "mart_a__nights_count",
    "model": "mart_a",
    "description": "A night counts.",
    "config": {},
    "original_file_path": "models/marts/kpi/made_up/mart_a.yml",
    "depends_on": {"nodes": ["model.p.mart_a"]},
    "expect": {"rows": [{"energy_mwh": 1}]},
}
COLUMNS: dict[str, dict[str, Any]] = {
    "site_id": {"description": "Site.", "data_type": "string"},
    "energy_mwh": {"description": "Energy [MWh]. Summable.", "data_type": "double"},
    "returned_ratio": {
        "description": "Share … [0-1]. Not summable.", "data_type": "double", "doc_blocks": ["doc.p.kpi_returned"],
    },
    "not_in_the_file": {"description": "Dropped.", "data_type": "double"},
}  # fmt: skip
MADE_UP = manifest(
    nodes={
        "model.p.mart_a": model("mart_a", COLUMNS),
        "model.p.not_built": model("not_built", {}),
        "test.p.key": KEY_TEST,
        "test.p.query": QUERY_TEST,
    },
    sources={
        "source.p.bms.rack": {
            "resource_type": "source", "name": "rack", "source_name": "bms", "schema": "bms", "config": {}, "tags": [],
            "original_file_path": "models/staging/bms/_bms__sources.yml", "description": "One row per rack.",
            "columns": {"rack_id": {"description": "Rack.", "data_type": "varchar"}},
        }
    },
    exposures={
        "exposure.p.dashboard_01_home": {
            "name": "dashboard_01_home", "type": "dashboard", "label": "Home", "url": "/enka/home",
            "description": "What\nis it?", "config": {"meta": {"number": 1}},
        }
    },
    docs={
        "doc.p.kpi_returned": {"name": "kpi_returned", "block_contents": DEFINITION},
        "doc.p.column_site": {"name": "column_site", "block_contents": "Site."},
    },
    unit_tests={"unit_test.p.night": UNIT_TEST},
    parent_map={
        "model.p.mart_a": ["source.p.bms.rack"],
        "exposure.p.dashboard_01_home": ["model.p.mart_a"],
        "test.p.key": ["model.p.mart_a"],
    },
)  # fmt: skip
MADE_UP_RUN = RUN | {
    "results": [
        {"unique_id": "model.p.mart_a", "status": "success", "execution_time": 2.0},
        {"unique_id": "test.p.key", "status": "pass", "execution_time": 0.5},
        {"unique_id": "test.p.query", "status": "warn", "execution_time": 0.1},
    ]
}


@pytest.fixture(scope="module")
def made_up() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as connection:
        connection.execute(
            "create table mart_a (site_id varchar, energy_mwh double, returned_ratio double, extra date)"
        )
        write_metadata(connection, MADE_UP, MADE_UP_RUN, {"world": "made-up"})
        # Written twice, it is there once.
        write_metadata(connection, MADE_UP, MADE_UP_RUN, {"world": "made-up"})
        yield connection


@pytest.fixture(scope="module")
def ci() -> Iterator[duckdb.DuckDBPyConnection]:
    with connect("ci") as connection:
        yield connection


def rows(connection: duckdb.DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    return connection.execute(sql).fetchall()


def test_build__has_world_versions_and_counts(made_up: duckdb.DuckDBPyConnection) -> None:
    (row,) = made_up.execute("select * from meta.build").to_arrow_table().to_pylist()
    assert (row["world"], row["dbt_version"], row["duckdb_version"]) == ("made-up", "1.0.0", f"v{duckdb.__version__}")
    assert (row["model_count"], row["test_count"], row["warning_count"], row["duration_seconds"]) == (1, 2, 1, 1.5)


def test_relations__are_those_of_the_file_and_the_raw_tables(made_up: duckdb.DuckDBPyConnection) -> None:
    assert rows(
        made_up, "select relation, layer, subject, grain, key_columns, duration_seconds from meta.relation"
    ) == [
        ("mart_a", "kpi", "made_up", "One row per row.", ["site_id"], 2.0),
        ("bms.rack", "raw", "bms", "One row per rack.", [], None),
    ]


def test_columns__are_those_of_the_file_in_its_order(made_up: duckdb.DuckDBPyConnection) -> None:
    columns = "column_name, position, data_type, unit, is_summable, definition"
    assert rows(made_up, f"select {columns} from meta.column where relation = 'mart_a' order by position") == [
        ("site_id", 1, "string", None, False, None),
        ("energy_mwh", 2, "double", "MWh", True, None),
        ("returned_ratio", 3, "double", "0-1", False, "kpi_returned"),
        ("extra", 4, "date", None, False, None),
    ]


def test_tests__say_what_holds_and_what_they_guard(made_up: duckdb.DuckDBPyConnection) -> None:
    assert rows(made_up, "select test_id, kind, sentence, severity, status from meta.test order by test_id") == [
        ("test.p.key", "unique_combination", "One row per site.", "error", "pass"),
        ("test.p.query", "singular", "Energy from nowhere is money from nowhere.", "warn", "warn"),
        ("unit_test.p.night", "unit", "A night counts.", "error", None),
    ]
    assert rows(made_up, "select * from meta.test_target order by test_id") == [
        ("test.p.key", "mart_a", "site_id"),
        ("test.p.query", "mart_a", "energy_mwh"),
        ("unit_test.p.night", "mart_a", "energy_mwh"),
    ]


def test_definitions__are_a_sentence_and_points(made_up: duckdb.DuckDBPyConnection) -> None:
    sentence = "Share of the energy that returns [0-1]. Null without charging. Not summable."
    assert rows(made_up, "select * from meta.definition") == [("kpi_returned", sentence)]
    assert rows(made_up, "select position, label, text from meta.definition_point") == [
        (1, "Formula", "discharged / charged, usable intervals only"),
        (2, None, "no label here"),
    ]


def test_lineage__leads_from_raw_tables_to_dashboards(made_up: duckdb.DuckDBPyConnection) -> None:
    assert rows(made_up, "select parent, child from meta.lineage order by child") == [
        ("mart_a", "dashboard_01_home"),
        ("bms.rack", "mart_a"),
    ]
    assert rows(made_up, "select * from meta.dashboard") == [
        ("dashboard_01_home", 1, "Home", "/enka/home", "What is it?")
    ]


def test_schema__explains_itself(made_up: duckdb.DuckDBPyConnection) -> None:
    silent = "select table_name from duckdb_columns() where schema_name = 'meta' and coalesce(comment, '') = ''"
    assert rows(made_up, silent) == []
    tables = rows(made_up, "select table_name from duckdb_tables() where schema_name = 'meta'")
    assert {name for (name,) in tables} == set(TABLES)


@pytest.mark.parametrize(
    ("description", "unit"),
    [("Energy [MWh]. Summable.", "MWh"), ("Site.", None), ("Money [£] of the day [UTC].", "£"), ("Open [", None)],
)
def test_unit__is_what_the_first_brackets_hold(description: str, unit: str | None) -> None:
    assert unit_of(description) == unit


def test_texts__of_tests_without_a_description() -> None:
    assert sentence_of("one_row_per_site_and_day") == "One row per site and day."
    assert opening_comment("select 1") == ""
    assert opening_comment("") == ""


def test_definition__without_points_is_its_sentence() -> None:
    assert read_definition("Only [£] a\nsentence.") == ("Only [£] a sentence.", [])


@pytest.mark.warehouse
def test_warehouse__every_column_that_readers_use_is_described(ci: duckdb.DuckDBPyConnection) -> None:
    held = "select table_name, column_name from duckdb_columns() where schema_name = 'main' and not internal"
    described = "select relation, column_name from meta.\"column\" where description <> ''"
    assert rows(ci, f"{held} except {described}") == []


@pytest.mark.warehouse
def test_warehouse__every_mart_has_a_key_that_a_test_proves(ci: duckdb.DuckDBPyConnection) -> None:
    assert rows(ci, "select relation from meta.relation where schema_name = 'main' and len(key_columns) = 0") == []


@pytest.mark.warehouse
def test_warehouse__every_test_says_what_holds(ci: duckdb.DuckDBPyConnection) -> None:
    assert rows(ci, "select test_name from meta.test where sentence = '' or status in ('fail', 'error')") == []


@pytest.mark.warehouse
def test_warehouse__every_kpi_has_its_definition_and_its_points(ci: duckdb.DuckDBPyConnection) -> None:
    assert rows(ci, "select definition from meta.definition except select definition from meta.definition_point") == []
    # Two blocks pasted into one have two formulas.
    points = "select definition from meta.definition_point where label = 'Formula' group by all having count(*) > 1"
    assert rows(ci, points) == []
    used = 'select definition from meta."column" where definition is not null'
    assert rows(ci, f"{used} except select definition from meta.definition") == []
