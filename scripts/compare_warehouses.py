"""Compare two warehouses table by table: row counts and, column by column, what the values add up to.

Run as ``python -m scripts.compare_warehouses OLD NEW`` before and after a restructuring. Doubles may differ by the
last digits that the order of adding leaves; everything else must be equal.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb

TOLERANCE = 1e-9
COLUMNS = """
select table_name, column_name, data_type
from duckdb_columns()
where database_name = 'bess' and schema_name = 'main' and not internal
order by table_name, column_index
"""


def opened(path: Path) -> duckdb.DuckDBPyConnection:
    """A connection to a warehouse under the name that its views were made with."""
    connection = duckdb.connect()
    escaped = str(path).replace("'", "''")
    connection.execute(f"attach '{escaped}' as bess (read_only)")
    connection.execute("use bess")
    return connection


def columns_of(connection: duckdb.DuckDBPyConnection) -> dict[str, dict[str, str]]:
    """Types of columns by table and column."""
    found: dict[str, dict[str, str]] = {}
    for table, column, data_type in connection.execute(COLUMNS).fetchall():
        found.setdefault(table, {})[column] = data_type
    return found


def digest_sql(column: str, data_type: str) -> list[str]:
    """Aggregates that tell two columns apart: sums for numbers with a fraction, hashes for all others."""
    name = f'"{column}"'
    if data_type.startswith(("DOUBLE", "FLOAT")):
        finite = f"filter (where isfinite({name}))"
        return [f"count({name})", f"sum({name}) {finite}", f"sum(abs({name})) {finite}", f"max({name})", f"min({name})"]
    return [f"count({name})", f"sum(hash({name})::hugeint)"]


def is_equal(old: object, new: object) -> bool:
    """Whether two aggregates are the same but for the last digits of doubles."""
    if isinstance(old, float) and isinstance(new, float):
        return math.isclose(old, new, rel_tol=TOLERANCE, abs_tol=TOLERANCE) or (math.isnan(old) and math.isnan(new))
    return old == new


def differences(old: Path, new: Path) -> Iterator[str]:
    """Each difference of two warehouses as a sentence."""
    with opened(old) as first, opened(new) as second:
        before, after = columns_of(first), columns_of(second)
        yield from (f"{table}: only in {old}" for table in sorted(before.keys() - after.keys()))
        yield from (f"{table}: only in {new}" for table in sorted(after.keys() - before.keys()))
        for table in sorted(before.keys() & after.keys()):
            yield from (f"{table}.{one}: only in {old}" for one in before[table].keys() - after[table].keys())
            yield from (f"{table}.{one}: only in {new}" for one in after[table].keys() - before[table].keys())
            common = [one for one in before[table] if one in after[table]]
            parts = [digest_sql(one, before[table][one]) for one in common]
            sql = f'select {", ".join(["count(*)", *(one for part in parts for one in part)])} from "{table}"'
            old_row, new_row = (one.execute(sql).fetchone() or () for one in (first, second))
            if old_row[0] != new_row[0]:
                yield f"{table}: {old_row[0]:,} rows before, {new_row[0]:,} after"
            place = 1
            for one, part in zip(common, parts, strict=True):
                pairs = [(old_row[at], new_row[at]) for at in range(place, place + len(part))]
                place += len(part)
                if not all(is_equal(a, b) for a, b in pairs):
                    yield f"{table}.{one}: {[a for a, _ in pairs]} before, {[b for _, b in pairs]} after"


def main() -> int:
    """Run the command line; returns 1 when the warehouses differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    options = parser.parse_args()
    found = list(differences(options.old, options.new))
    sys.stdout.write("\n".join([*found, f"{len(found)} differences."]) + "\n")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
