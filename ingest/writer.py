"""Checks tables against the raw contract, sorts, splits by day, writes Parquet; the only module that touches disk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from ingest.contract import ColumnContract, TableContract

ROW_GROUP_ROWS = 122_880


class ContractError(ValueError):
    """A table that breaks its raw contract: names table, column, rule and number of rows."""


@dataclass(frozen=True)
class Written:
    """What a write produced."""

    rows: int = 0
    files: int = 0
    values: int = 0

    def __add__(self, other: Written) -> Written:
        return Written(self.rows + other.rows, self.files + other.files, self.values + other.values)


def write_table(root: Path, contract: TableContract, table: pa.Table, part: str) -> Written:
    """Write one site's rows of a table below `root`, one file per day where the contract says so.

    Parameters
    ----------
    root : Path
        Raw root; files go to `<system>/<table>/[date=YYYY-MM-DD/]<part>.parquet`.
    contract : TableContract
        Columns, key, sort order and partitioning.
    table : pa.Table
        Rows in any order, columns by name.
    part : str
        File name without ending; one per site, so that a site's bytes do not depend on other sites.

    Raises
    ------
    ContractError
        When columns, nulls, ranges, allowed values or keys break the contract.
    """
    table = conform(contract, table)
    folder = root / contract.system / contract.name
    if table.num_rows == 0:
        return Written()
    values = sum(table.num_rows - column.null_count for column in table.columns)
    if contract.partitioned_by is None:
        _write(folder / f"{part}.parquet", table)
        return Written(table.num_rows, 1, values)
    days = _partition_days(contract, table)
    order = np.argsort(days, kind="stable")
    edges = np.flatnonzero(np.diff(days[order])) + 1
    for rows in np.split(order, edges):
        day = str(days[rows[0]])
        is_slice = len(rows) == rows[-1] - rows[0] + 1
        piece = table.slice(int(rows[0]), len(rows)) if is_slice else table.take(pa.array(rows))
        _write(folder / f"date={day}" / f"{part}.parquet", piece)
    return Written(table.num_rows, len(edges) + 1, values)


def conform(contract: TableContract, table: pa.Table) -> pa.Table:
    """The table in the contract's columns, types and order, or a ContractError."""
    name = f"{contract.system}.{contract.name}"
    schema = contract.arrow_schema()
    if table.num_rows == 0:
        return schema.empty_table()
    if missing := [column.name for column in contract.columns if column.name not in table.column_names]:
        raise ContractError(f"{name}: column {', '.join(missing)} is missing ({table.num_rows} rows).")
    if unknown := [column for column in table.column_names if column not in schema.names]:
        raise ContractError(f"{name}: column {', '.join(unknown)} is not in the contract ({table.num_rows} rows).")
    table = table.select(schema.names).cast(schema)
    for column in contract.columns:
        _check_column(name, column, table[column.name])
    table = table.sort_by([(column, "ascending") for column in contract.sort])
    _check_key(name, contract, table)
    return table


def _check_column(name: str, column: ColumnContract, values: pa.ChunkedArray) -> None:
    broken: list[tuple[str, int]] = []
    if column.required:
        broken.append(("is required", values.null_count))
    if column.minimum is not None:
        broken.append((f"must be at least {column.minimum}", pc.sum(pc.less(values, column.minimum)).as_py() or 0))
    if column.maximum is not None:
        broken.append((f"must be at most {column.maximum}", pc.sum(pc.greater(values, column.maximum)).as_py() or 0))
    if column.accepted_values:
        known = pc.is_in(values, pa.array([*column.accepted_values, None], type=values.type))
        broken.append((f"must be one of {', '.join(column.accepted_values)}", pc.sum(pc.invert(known)).as_py() or 0))
    for rule, rows in broken:
        if rows:
            raise ContractError(f"{name}: column {column.name} {rule}, broken in {rows} rows.")


def _check_key(name: str, contract: TableContract, table: pa.Table) -> None:
    distinct = table.select(list(contract.key)).group_by(list(contract.key), use_threads=False).aggregate([]).num_rows
    if doubled := table.num_rows - distinct:
        raise ContractError(f"{name}: key {', '.join(contract.key)} stands more than once in {doubled} rows.")


def _partition_days(contract: TableContract, table: pa.Table) -> np.ndarray[tuple[int], np.dtype[np.datetime64]]:
    """UTC day of each row, from the contract's partition column, else its first timestamp or date column."""
    source = contract.partition_from or next(
        column.name for column in contract.columns if column.data_type in ("timestamp", "date") and column.required
    )
    candidates = ("ts_utc", "interval_start_utc")
    source = contract.partition_from or next((c for c in candidates if c in table.column_names), source)
    days = table[source].to_numpy().astype("datetime64[D]")
    if "sample_index" in table.column_names:
        # A capture that crosses midnight stays in the file of its first sample.
        first = table["sample_index"].to_numpy() == 0
        days = days[np.flatnonzero(first)][np.cumsum(first) - 1]
    return np.asarray(days)


def _write(path: Path, table: pa.Table) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    pq.write_table(table, path, compression="zstd", row_group_size=ROW_GROUP_ROWS, store_schema=False)
