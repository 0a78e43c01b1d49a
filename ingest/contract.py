"""The raw contracts, read from dbt's own source definitions so that a column is described in one place only."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import yaml

REPO = Path(__file__).parent.parent
ARROW_TYPES: dict[str, pa.DataType] = {
    "varchar": pa.string(),
    "timestamp": pa.timestamp("us"),
    "date": pa.date32(),
    "double": pa.float64(),
    "bigint": pa.int64(),
    "boolean": pa.bool_(),
}


@dataclass(frozen=True)
class ColumnContract:
    """One column of a raw file: type, unit and the rules its values keep."""

    name: str
    data_type: str
    description: str
    unit: str | None = None
    required: bool = False
    minimum: float | None = None
    maximum: float | None = None
    accepted_values: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableContract:
    """One raw table: its columns, key, sort order, how it is split into files and how often rows are expected."""

    system: str
    name: str
    description: str
    columns: tuple[ColumnContract, ...]
    key: tuple[str, ...]
    sort: tuple[str, ...]
    partitioned_by: str | None = None
    partition_from: str | None = None
    expected_interval_minutes: int | None = None
    allowed_lateness_minutes: int | None = None
    optional: bool = False

    def arrow_schema(self) -> pa.Schema:
        """Arrow schema of the table's files, columns in the contract's order."""
        return pa.schema([(column.name, ARROW_TYPES[column.data_type]) for column in self.columns])


def load_contracts(root: Path | None = None) -> dict[str, TableContract]:
    """Read every raw contract.

    Parameters
    ----------
    root : Path, optional
        Folder that holds `models/staging`; the repository by default.

    Returns
    -------
    dict
        Contracts keyed `<system>.<table>`.
    """
    found: dict[str, TableContract] = {}
    for path in sorted((root or REPO).glob("models/staging/*/_*__sources.yml")):
        for source in yaml.safe_load(path.read_text(encoding="utf-8"))["sources"]:
            for table in source["tables"]:
                found[f"{source['name']}.{table['name']}"] = _table(source["name"], table)
    return found


def _table(system: str, table: dict[str, Any]) -> TableContract:
    meta = table["config"]["meta"]
    return TableContract(
        system=system,
        name=table["name"],
        description=table["description"],
        columns=tuple(_column(column) for column in table["columns"]),
        key=tuple(meta["key"]),
        sort=tuple(meta["sort"]),
        partitioned_by=meta.get("partitioned_by"),
        partition_from=meta.get("partition_from"),
        expected_interval_minutes=meta.get("expected_interval_minutes"),
        allowed_lateness_minutes=meta.get("allowed_lateness_minutes"),
        optional=meta.get("optional", False),
    )


def _column(column: dict[str, Any]) -> ColumnContract:
    meta = column.get("config", {}).get("meta", {})
    return ColumnContract(
        name=column["name"],
        data_type=column["data_type"],
        description=column["description"],
        unit=meta.get("unit"),
        required=meta.get("required", False),
        minimum=meta.get("minimum"),
        maximum=meta.get("maximum"),
        accepted_values=tuple(meta.get("accepted_values", ())),
    )
