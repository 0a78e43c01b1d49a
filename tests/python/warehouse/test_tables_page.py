"""docs/tables.md is what the warehouse says about its tables."""

from __future__ import annotations

import duckdb
import pytest

from tests.python.warehouse.test_warehouse import connect
from warehouse.metadata import write_tables
from warehouse.tables_page import PAGE, tables_page


def test_page__has_a_line_for_each_table_that_readers_use() -> None:
    row = {"schema_name": "main", "layer": "kpi", "subject": "loss", "grain": "One row per site | day."}
    hidden = {"relation": "int_x", "schema_name": "intermediate", "layer": "intermediate", "subject": "loss"}
    with duckdb.connect() as connection:
        relation = row | {"relation": "mart_x", "description": "One row per site | day. Use for trends."}
        write_tables(connection, {"relation": [relation, hidden]})
        page = tables_page(connection)

    assert "| **loss** | | |\n| `mart_x` | site \\| day | Use for trends. |" in page
    assert "int_x" not in page


@pytest.mark.warehouse
def test_page__is_the_committed_one() -> None:
    with connect("ci") as connection:
        assert tables_page(connection) == PAGE.read_text(encoding="utf-8"), "run `make docs`"
