"""Checks raw files, simulated or an owner's own, against the raw contract: `python -m ingest.check data/demo/raw`.

What is wrong with a file (folder, column, type) stops a build and exits 1. Rows that break a rule are listed by file,
column, rule and number of rows, and kept with their reason in the quarantine; the warehouse sets the same rows aside.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import duckdb

from ingest.contract import ColumnContract, TableContract, load_contracts

# Types an export may use for a contract's type without losing anything.
READABLE_AS = {
    "varchar": {"VARCHAR"},
    "timestamp": {"TIMESTAMP", "TIMESTAMP_NS", "TIMESTAMP_MS", "TIMESTAMP_S", "TIMESTAMP WITH TIME ZONE"},
    "date": {"DATE"},
    "double": {"DOUBLE", "FLOAT", "BIGINT", "INTEGER", "SMALLINT", "TINYINT"},
    "bigint": {"BIGINT", "INTEGER", "SMALLINT", "TINYINT", "UINTEGER", "USMALLINT", "UTINYINT"},
    "boolean": {"BOOLEAN"},
}
# What may honestly not have happened yet. Logs, split by the day of their rows' own instant, may be empty as well;
# anything else must be delivered.
MAY_NOT_HAVE_HAPPENED = {
    "tmeic.frequency_capture", "rtm.metered_volume", "rtm.settlement_line", "finance.partner", "finance.partner_term",
    "finance.partner_payment", "finance.invoice", "finance.dispute", "finance.project",
}  # fmt: skip


@dataclass(frozen=True)
class Finding:
    """One broken rule: where, which, how many rows, and whether the file as a whole is unusable."""

    table: str
    file: str
    column: str
    rule: str
    rows: int
    is_structural: bool

    def sentence(self) -> str:
        """One line of the report."""
        return f"{self.file} | {self.column} | {self.rule} | {self.rows} rows"


def check(root: Path, quarantine: Path | None = None) -> list[Finding]:
    """Check every table of the contract below a raw root.

    Parameters
    ----------
    root : Path
        Raw root with `<system>/<table>/…/*.parquet`.
    quarantine : Path, optional
        Where rows that break a rule are written, as `<system>/<table>.parquet` with `reason` and `file`.

    Returns
    -------
    list of Finding
        Structural findings and broken rules, in the order of the contracts.
    """
    connection = duckdb.connect()
    connection.execute("set timezone = 'UTC'")
    contracts = load_contracts()
    found = list(_unknown_folders(root, contracts))
    for contract in contracts.values():
        if quarantine is not None:
            _quarantine_file(contract, quarantine).unlink(missing_ok=True)
        if contract.system != "truth":
            found += _check_table(connection, root, contract, quarantine)
    return found


def _quarantine_file(contract: TableContract, quarantine: Path) -> Path:
    return quarantine / contract.system / f"{contract.name}.parquet"


def _unknown_folders(root: Path, contracts: dict[str, TableContract]) -> Iterator[Finding]:
    """Folders with a name that no contract has: a misspelt one would pass for a table without rows."""
    for folder in sorted(path for path in root.glob("*/*") if path.is_dir()):
        name = ".".join(folder.relative_to(root).parts)
        if name not in contracts:
            rule = "folder is not in the contract"
            yield Finding(name, _relative(folder, root), "-", rule, 0, is_structural=True)


def _missing_days(contract: TableContract, name: str, folder: Path, root: Path) -> Iterator[Finding]:
    """Days without a folder between the first and the last one, where rows are due every day."""
    if contract.partitioned_by is None or contract.expected_interval_minutes is None:
        return
    days = set()
    for path in folder.iterdir():
        try:
            days.add(date.fromisoformat(path.name.removeprefix("date=")))
        except ValueError:
            rule = "folder must be named date=YYYY-MM-DD"
            yield Finding(name, _relative(path, root), "-", rule, 0, is_structural=True)
    for number in range((max(days) - min(days)).days if days else 0):
        day = min(days) + timedelta(days=number)
        if day not in days:
            where = _relative(folder / f"date={day}", root)
            yield Finding(name, where, "-", "no file was delivered for this day", 0, is_structural=False)


def _check_table(
    connection: duckdb.DuckDBPyConnection, root: Path, contract: TableContract, quarantine: Path | None
) -> list[Finding]:
    folder = root / contract.system / contract.name
    files = sorted(folder.glob("**/*.parquet"))
    name = f"{contract.system}.{contract.name}"
    if not files:
        if contract.optional or contract.partition_from is not None or name in MAY_NOT_HAVE_HAPPENED:
            return []
        return [Finding(name, _relative(folder, root), "-", "no file was delivered", 0, is_structural=True)]
    days = list(_missing_days(contract, name, folder, root))
    structural = [finding for file in files for finding in _check_file(connection, name, contract, file, root)]
    if structural:
        return days + structural
    broken = list(_broken_rules(connection, name, contract, folder, root))
    if broken and quarantine is not None:
        _write_quarantine(connection, contract, folder, quarantine)
    return days + broken


def _check_file(
    connection: duckdb.DuckDBPyConnection, name: str, contract: TableContract, file: Path, root: Path
) -> Iterator[Finding]:
    where = _relative(file, root)
    try:
        described = connection.execute(
            "select column_name, column_type from (describe select * from read_parquet(?, hive_partitioning = false))",
            [str(file)],
        ).fetchall()
        rows = connection.execute("select count(*) from read_parquet(?)", [str(file)]).fetchall()[0][0]
    except duckdb.Error:
        yield Finding(name, where, "-", "cannot be read as Parquet", 0, is_structural=True)
        return
    types = dict(described)
    for column in contract.columns:
        if column.name not in types:
            yield Finding(name, where, column.name, "column is missing", rows, is_structural=True)
        elif types[column.name] not in READABLE_AS[column.data_type]:
            rule = f"type must be {column.data_type}, is {types[column.name]}"
            yield Finding(name, where, column.name, rule, rows, is_structural=True)
    for unknown in sorted(set(types) - {column.name for column in contract.columns}):
        yield Finding(name, where, unknown, "column is not in the contract", rows, is_structural=True)


def column_rules(column: ColumnContract) -> Iterator[tuple[str, str]]:
    """(rule, SQL condition that is true for a broken row) of one column."""
    if column.required:
        yield "is required", f'"{column.name}" is null'
    if column.data_type == "double":
        yield "must be a finite number", f'not isfinite("{column.name}"::double)'
    if column.minimum is not None:
        yield f"must be at least {column.minimum}", f'"{column.name}" < {column.minimum}'
    if column.maximum is not None:
        yield f"must be at most {column.maximum}", f'"{column.name}" > {column.maximum}'
    if column.accepted_values:
        values = ", ".join("'" + value.replace("'", "''") + "'" for value in column.accepted_values)
        yield f"must be one of {', '.join(column.accepted_values)}", f'"{column.name}" not in ({values})'


def _rows_of(folder: Path) -> str:
    pattern = str(folder / "**" / "*.parquet").replace("'", "''")
    return f"read_parquet('{pattern}', filename = true, union_by_name = true, hive_partitioning = false)"


def _broken_rules(
    connection: duckdb.DuckDBPyConnection, name: str, contract: TableContract, folder: Path, root: Path
) -> Iterator[Finding]:
    rules = [(column.name, rule, sql) for column in contract.columns for rule, sql in column_rules(column)]
    counts = ", ".join(f"count(*) filter (where {sql})" for _, _, sql in rules) or "0"
    # One pass over all files finds whether anything is broken; only then is it asked which file.
    totals = connection.execute(f"select {counts} from {_rows_of(folder)}").fetchall()[0]
    for (column, rule, sql), total in zip(rules, totals, strict=False):
        if total:
            per_file = f"select filename, count(*) from {_rows_of(folder)} where {sql} group by all order by all"
            for file, rows in connection.execute(per_file).fetchall():
                yield Finding(name, _relative(Path(file), root), column, rule, rows, is_structural=False)
    key = ", ".join(f'"{column}"' for column in contract.key)
    doubled = (
        f"select filename, count(*) from (select filename, count(*) over (partition by {key}) as copies "
        f"from {_rows_of(folder)}) where copies > 1 group by all order by all"
    )
    for file, rows in connection.execute(doubled).fetchall():
        rule = "key stands more than once"
        yield Finding(name, _relative(Path(file), root), ", ".join(contract.key), rule, int(rows), is_structural=False)


def _write_quarantine(
    connection: duckdb.DuckDBPyConnection, contract: TableContract, folder: Path, quarantine: Path
) -> None:
    cases = [
        f"case when {sql} then '{column.name} {rule.replace(chr(39), chr(39) * 2)}' end"
        for column in contract.columns
        for rule, sql in column_rules(column)
    ]
    key = ", ".join(f'"{column}"' for column in contract.key)
    cases.append(f"case when count(*) over (partition by {key}) > 1 then 'key stands more than once' end")
    target = _quarantine_file(contract, quarantine)
    target.parent.mkdir(parents=True, exist_ok=True)
    connection.execute(
        f"copy (select concat_ws('; ', {', '.join(cases)}) as reason, * from {_rows_of(folder)} "
        f"qualify reason != '') to '{target}' (format parquet)"
    )


def _relative(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m ingest.check", description=__doc__)
    parser.add_argument("raw", type=Path, help="raw root, e.g. data/demo/raw")
    parser.add_argument("--quarantine", type=Path, default=Path("data/quarantine"), help="where broken rows are kept")
    parser.add_argument("--strict", action="store_true", help="exit 1 for broken rows too")
    options = parser.parse_args(arguments)
    found = check(options.raw, options.quarantine)
    for finding in found:
        print(finding.sentence(), file=sys.stderr)
    structural = sum(finding.is_structural for finding in found)
    rows = sum(finding.rows for finding in found if not finding.is_structural)
    print(f"{options.raw}: {structural} structural errors, {rows} rows that break a rule.")
    if rows:
        print(f"Rows that break a rule are kept with their reason below {options.quarantine}.")
    return 1 if structural or (options.strict and found) else 0


if __name__ == "__main__":
    sys.exit(main())
