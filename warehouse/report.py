"""Prints what the last build of a warehouse did: models, tests, duration, peak memory and the slowest models.

`python -m warehouse.report --world demo` reads the schema `meta` of the published file.
"""

from __future__ import annotations

import argparse
import sys

import duckdb

from worlds.world import DEFAULT, load

SLOWEST = 5
BUILD = """
select model_count, seed_count, test_count, unit_test_count, warning_count, duration_seconds, peak_memory_gb
from meta.build
"""
NOT_RUN = "select test_name from meta.test where status is null and kind <> 'unit' order by test_name"
SLOWEST_MODELS = """
select relation, duration_seconds
from meta.relation
where duration_seconds is not null and layer <> 'seed'
order by duration_seconds desc, relation
limit ?
"""


def report(connection: duckdb.DuckDBPyConnection) -> str:
    """Text of the report on the build that wrote a warehouse."""
    row = connection.execute(BUILD).fetchone()
    assert row is not None, "meta.build has one row"
    models, seeds, tests, unit_tests, warnings, seconds, peak = row
    memory = "" if peak is None else f", {peak:.1f} GB at the peak"
    return "\n".join(
        [
            f"{models} models, {seeds} seeds, {tests} data tests, {unit_tests} unit tests: {warnings} warnings",
            *(f"not run: {name}" for (name,) in connection.execute(NOT_RUN).fetchall()),
            f"{seconds:.0f} s{memory}. Slowest models:",
            *(f"  {took:6.1f} s  {name}" for name, took in connection.execute(SLOWEST_MODELS, [SLOWEST]).fetchall()),
        ]
    )


def main() -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--world", default=DEFAULT, help=f"world whose last build is reported (default: {DEFAULT})")
    warehouse = load(parser.parse_args().world).warehouse
    try:
        with duckdb.connect(str(warehouse), read_only=True) as connection:
            print(report(connection))
    except duckdb.Error as error:
        print(f"{warehouse} cannot be read ({error}); run `make build` first.", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
