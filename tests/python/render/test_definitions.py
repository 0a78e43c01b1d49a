"""Definitions on the pages are those of the warehouse, and every one that pages include exists."""

from __future__ import annotations

import re
from pathlib import Path

import duckdb
import pytest

from render.definitions import definitions
from tests.python.warehouse.test_warehouse import connect
from warehouse.metadata import write_tables

REPORTS = Path(__file__).resolve().parents[3] / "reports"
PARTIAL = re.compile(r'@partial "kpi/([\w-]+)\.md"')
ROWS = {
    "definition": [
        {"definition": "kpi_rte", "sentence": "Share of energy back [0-1], below {{ limit }} and < 1."},
        {"definition": "kpi_short", "sentence": "Only a sentence [MW]."},
    ],
    "definition_point": [
        {"definition": "kpi_rte", "position": 2, "label": None, "text": "no label"},
        {"definition": "kpi_rte", "position": 1, "label": "Formula", "text": "a / b"},
    ],
}


def test_definitions__are_a_sentence_and_its_points_in_order() -> None:
    with duckdb.connect() as connection:
        write_tables(connection, ROWS)
        texts = definitions(connection)

    assert texts == {
        "kpi_rte": "Share of energy back [0-1], below &#123;&#123; limit &#125;&#125; and &lt; 1.\n\n"
        "- **Formula** a / b\n- no label\n",
        "kpi_short": "Only a sentence [MW].\n",
    }


@pytest.mark.warehouse
def test_pages__include_definitions_that_exist() -> None:
    with connect("ci") as connection:
        known = definitions(connection)
    included = {
        f"kpi_{name}" for page in REPORTS.rglob("pages/**/*.md") for name in PARTIAL.findall(page.read_text("utf-8"))
    }
    assert included - set(known) == set()
