"""Telemetry tags stand in seeds/telemetry_tags.csv, agree with the raw contract, and are listed nowhere else."""

from __future__ import annotations

import csv
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from ingest.contract import load_contracts

REPO = Path(__file__).resolve().parents[2]
# Columns of a raw telemetry table that are not tags.
KEYS = {"site_id", "controller_id", "inverter_id", "battery_id", "ts_utc", "ingested_at_utc"}
# The raw contract names a unit, readers see the range of a share.
READERS_UNITS = {"ratio": "0-1", None: "state"}
CODE = {".sql", ".py", ".js", ".mjs", ".svelte", ".md", ".yml", ".yaml"}
# Simulator and adapters write raw tables, whose columns the raw contract names; Python tests name what they test.
EXEMPT = ("seeds_generator/", "ingest/adapters/", "tests/python/", "tests/browser/")
MOST_TOGETHER = 2
# A list in any language used here: quoted words with commas or colons between, or one quoted text of words.
QUOTED = r"""(?:'\w+'|"\w+"|`\w+`)"""
LISTS = re.compile(rf"""{QUOTED}(?:[\s()]*[,:][\s()]*{QUOTED})+|['"`]\w+(?:\s+\w+)+['"`]""")


def read_tags() -> list[dict[str, str]]:
    """Rows of the dictionary."""
    with (REPO / "seeds" / "telemetry_tags.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


TAGS = read_tags()
NAMES = {row["tag"] for row in TAGS}


def lists_in_text(text: str) -> Iterator[list[str]]:
    """Words of each literal list in a text."""
    for found in LISTS.finditer(text):
        yield re.findall(r"\w+", found[0])


def lists_in_yaml(value: Any) -> Iterator[list[str]]:
    """Words of each list in a YAML value, at any depth; its texts may hold code."""
    if isinstance(value, str):
        yield from lists_in_text(value)
    elif isinstance(value, dict):
        for child in value.values():
            yield from lists_in_yaml(child)
    elif isinstance(value, list):
        yield [item for item in value if isinstance(item, str)]
        for child in value:
            yield from lists_in_yaml(child)


def tag_lists(text: str, suffix: str) -> list[set[str]]:
    """Tags of each literal list of a file that holds more of them than a condition on two tags would."""
    found = lists_in_yaml(yaml.safe_load(text)) if suffix in (".yml", ".yaml") else lists_in_text(text)
    return [tags for words in found if len(tags := NAMES & set(words)) > MOST_TOGETHER]


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".sql", "{% set tags = ['p_kw', 'q_kvar',\n    'v_pu'] %}"),
        (".sql", "{% set types = {'p_kw': 'double', 'q_kvar': 'double', 'pcs_state': 'varchar'} %}"),
        (".sql", "select 1 where tag in ('soc_pct', 'other', 'soh_pct', 'temp_c_avg')"),
        (".sql", "values ('p_kw'), ('q_kvar'), ('f_hz')"),
        (".js", "const TAGS = [`p_kw`, `q_kvar`, `f_hz`];"),
        (".py", 'TAGS = "p_kw q_kvar f_hz".split()'),
        (".yml", "vars: {checked: [p_kw, q_kvar, f_hz]}"),
        (".yml", "rows: |\n  values ('p_kw'), ('q_kvar'), ('f_hz')"),
    ],
)
def test_a_list_of_tags_is_found(suffix: str, text: str) -> None:
    assert len(tag_lists(text, suffix)) == 1


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".sql", "select p_kw, q_kvar, f_hz from telemetry where tag in ('p_kw', 'q_kvar')"),
        (".yml", "columns: [{name: p_kw}, {name: q_kvar}, {name: f_hz}]"),
    ],
)
def test_columns_of_a_query_are_not_a_list_of_tags(suffix: str, text: str) -> None:
    assert tag_lists(text, suffix) == []


def test_tags_are_listed_in_the_dictionary_only() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=REPO, check=True, capture_output=True, text=True).stdout
    paths = [REPO / name for name in listed.split("\0") if name and not name.startswith(EXEMPT)]
    broken = [
        f"{path.relative_to(REPO)} lists {', '.join(sorted(tags))}: read seeds/telemetry_tags.csv instead."
        for path in paths
        if path.suffix in CODE and path.is_file()
        for tags in tag_lists(path.read_text(encoding="utf-8"), path.suffix)
    ]
    assert not broken, "\n".join(broken)


def test_the_dictionary_names_every_column_of_the_raw_contract_with_its_unit() -> None:
    contracts = load_contracts()
    tables = sorted({row["source_table"] for row in TAGS})
    promised = {
        (table, column.name, READERS_UNITS.get(column.unit, column.unit))
        for table in tables
        for column in contracts[table].columns
        if column.name not in KEYS
    }
    assert {(row["source_table"], row["source_column"], row["unit"]) for row in TAGS} == promised


def test_the_tags_of_the_specification_keep_their_names() -> None:
    assert len(NAMES) == 23
    assert {
        "p_kw", "q_kvar", "v_pu", "f_hz", "controller_status", "comms_latency_ms", "comms_drop_rate",
        "inverter_efficiency_pct", "cooling_status", "soc_pct", "soh_pct", "temp_c_avg", "temp_c_max", "voltage_v",
        "current_a", "cycle_count",
    } <= NAMES  # fmt: skip
