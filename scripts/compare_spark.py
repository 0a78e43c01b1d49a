"""Builds staging to core of a scenario on Spark and compares every core table with the DuckDB build.

`python -m scripts.compare_spark --raw data/ci/raw --duckdb data/ci/bess.duckdb` exits 1 and names
table, column and both values where row counts, non-null counts, sums or extremes differ.
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from pathlib import Path

import duckdb

from ingest.contract import load_contracts
from scripts.spark_java import spark_environment

REPO = Path(__file__).resolve().parent.parent
SPARK_HOME = REPO / "data" / "spark"
# Sums of doubles depend on the order of addition; two engines agree to this share of the sum of magnitudes.
RELATIVE_TOLERANCE = 1e-9
NUMERIC = ("DOUBLE", "FLOAT", "BIGINT", "INTEGER", "SMALLINT", "TINYINT", "HUGEINT", "DECIMAL")


def build_on_spark(raw: Path, dbt: Path) -> None:
    """Run dbt on Spark from an empty warehouse; raises CalledProcessError when a model or test fails."""
    shutil.rmtree(SPARK_HOME, ignore_errors=True)
    SPARK_HOME.mkdir(parents=True)
    arguments = ["build", "--target", "spark", "--select", "path:models/staging", "path:models/intermediate"]
    # Tests have run on DuckDB; that every table agrees carries them over.
    arguments += ["path:models/marts/core", "path:seeds", "--exclude", "resource_type:unit_test", "resource_type:test"]
    absent = [name for name in load_contracts() if not any(raw.joinpath(*name.split(".")).rglob("*.parquet"))]
    arguments += [
        "--vars",
        json.dumps({"raw_root": str(raw), "absent_raw_tables": absent}),
        "--target-path",
        str(SPARK_HOME / "target"),
    ]
    environment = spark_environment(dbt.with_name("python"), SPARK_HOME / "java")
    subprocess.run(
        [str(dbt), *arguments], check=True, cwd=REPO, env=environment | {"DBT_SEND_ANONYMOUS_USAGE_STATS": "0"}
    )


def core_tables() -> list[str]:
    """Names of the core models that Spark built, from its manifest."""
    manifest = json.loads((SPARK_HOME / "target" / "manifest.json").read_text())
    nodes = manifest["nodes"].values()
    models = [n for n in nodes if n["resource_type"] == "model" and n["path"].startswith("marts/core/")]
    return sorted(n["name"] for n in models if n["config"]["materialized"] == "table")


def profile(connection: duckdb.DuckDBPyConnection, relation: str, columns: list[tuple[str, str]]) -> dict[str, object]:
    """Row count and, per column, non-null count and sum with sum of magnitudes, or extremes."""
    parts = ['count(*) as "rows"']
    for name, kind in columns:
        parts.append(f'count("{name}") as "{name}: values"')
        if kind.startswith(NUMERIC):
            parts.append(f'sum("{name}"::double) as "{name}: sum"')
            parts.append(f'sum(abs("{name}"::double)) as "{name}: magnitude"')
        else:
            parts.append(f'min("{name}")::varchar as "{name}: lowest"')
            parts.append(f'max("{name}")::varchar as "{name}: highest"')
            parts.append(f'count(distinct "{name}") as "{name}: distinct"')
    row = connection.execute(f"select {', '.join(parts)} from {relation}")
    names = [column[0] for column in row.description]
    return dict(zip(names, row.fetchall()[0], strict=True))


def differences(ours: dict[str, object], theirs: dict[str, object]) -> list[str]:
    """One sentence per figure in which two profiles differ."""
    found = []
    for name, value in ours.items():
        other = theirs[name]
        if name.endswith(": magnitude"):
            continue
        if name.endswith(": sum") and isinstance(value, float) and isinstance(other, float):
            scale = float(str(ours[name.replace(": sum", ": magnitude")]))
            if abs(value - other) <= RELATIVE_TOLERANCE * max(scale, 1.0):
                continue
        elif value == other:
            continue
        found.append(f"{name} is {value} on DuckDB and {other} on Spark")
    return found


def compare(database: Path) -> list[str]:
    """Compare every core table of both builds; returns the differences."""
    connection = duckdb.connect(str(database), read_only=True)
    connection.execute("set timezone = 'UTC'")
    found: list[str] = []
    tables = core_tables()
    for table in tables:
        described = connection.execute(
            "select column_name, data_type from information_schema.columns where table_name = ? "
            "order by ordinal_position",
            [table],
        ).fetchall()
        files = sorted(SPARK_HOME.glob(f"warehouse/**/{table}/**/*.parquet"))
        casts = ", ".join(f'"{name}"::{kind} as "{name}"' for name, kind in described)
        spark = f"(select {casts} from read_parquet({[str(path) for path in files]!r}))"
        ours = profile(connection, f'"{table}"', described)
        theirs = profile(connection, spark, described)
        wrong = differences(ours, theirs)
        print(f"{'differs' if wrong else 'agrees '} {table}: {ours['rows']} rows, {len(described)} columns")
        found += [f"{table}: {sentence}" for sentence in wrong]
    if not tables:
        found.append("Spark built no core table.")
    return found


def main() -> int:
    """Build, compare, report; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--raw", type=Path, required=True, help="raw root of the scenario")
    parser.add_argument("--duckdb", type=Path, required=True, help="DuckDB file built from the same raw root")
    parser.add_argument(
        "--dbt", type=Path, default=REPO / ".venv-spark" / "bin" / "dbt", help="dbt with the Spark adapter"
    )
    parser.add_argument("--compare-only", action="store_true", help="compare with the last Spark build")
    options = parser.parse_args()
    if not options.compare_only:
        build_on_spark(options.raw.resolve(), options.dbt)
    found = compare(options.duckdb)
    for sentence in found:
        print(sentence, file=sys.stderr)
    print(f"{len(found)} differences between DuckDB and Spark.")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
