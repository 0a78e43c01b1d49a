"""The raw contract hangs together, and the writer lets nothing past it."""

from __future__ import annotations

import re

import numpy as np
import pyarrow as pa
import pytest

from ingest.contract import ARROW_TYPES, TableContract, load_contracts
from ingest.writer import ContractError, conform

CONTRACTS = load_contracts()
UNITS = re.compile(r"_(kw|kvar|kva|mw|mwh|kwh|kwh_total|v|a|hz|pct|ms|c|k|mv|pu|ratio|gbp|gbp_per_mwh|pence|hours)$")


@pytest.mark.parametrize("contract", CONTRACTS.values(), ids=CONTRACTS.keys())
def test_a_contract_hangs_together(contract: TableContract) -> None:
    names = [column.name for column in contract.columns]
    assert len(names) == len(set(names))
    assert set(contract.key) <= set(names)
    assert set(contract.sort) <= set(names)
    assert contract.partition_from is None or contract.partition_from in names
    assert contract.description.startswith("One row per ")
    for column in contract.columns:
        assert column.data_type in ARROW_TYPES
        assert column.description.rstrip().endswith(".")
        if column.name in contract.key:
            assert column.required, f"{column.name} is a part of the key"
        if column.data_type == "double" and UNITS.search(column.name):
            assert column.unit, f"{contract.name}.{column.name} has no unit"


def frequency_samples(**changes: list[object]) -> pa.Table:
    columns: dict[str, list[object]] = {
        "capture_id": ["c1", "c1"],
        "site_id": ["x", "x"],
        "controller_id": ["x-ctl", "x-ctl"],
        "sample_index": [0, 1],
        "ts_utc": list(np.array(["2024-02-15", "2024-02-16"], dtype="datetime64[us]")),
        "f_hz": [50.0, 49.8],
        "p_kw": [0.0, 100.0],
        "baseline_kw": [0.0, 0.0],
    }
    return pa.table(columns | changes, schema=CONTRACTS["tmeic.frequency_capture"].arrow_schema())


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"f_hz": [50.0, 60.0]}, r"tmeic\.frequency_capture: column f_hz must be at most 55.*1 rows"),
        ({"site_id": ["x", None]}, r"tmeic\.frequency_capture: column site_id is required.*1 rows"),
    ],
)
def test_the_writer_refuses_what_breaks_the_contract(changes: dict[str, list[object]], complaint: str) -> None:
    with pytest.raises(ContractError, match=complaint):
        conform(CONTRACTS["tmeic.frequency_capture"], frequency_samples(**changes))
