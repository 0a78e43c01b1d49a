"""Measures generator, build, site, pages and API: `make benchmark` writes benchmarks/results.json, docs/performance.md.

Durations depend on the machine; the ratios beside them are what documents quote.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import platform
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from benchmarks import report
from worlds.world import load

REPO = Path(__file__).resolve().parent.parent
RESULTS = REPO / "benchmarks" / "results.json"
# Tag-values and seconds of the generator that this project's predecessor shipped, as published by it.
ANCESTOR_TAG_VALUES, ANCESTOR_SECONDS = 2_100_000, 25.0


def timed(command: list[str], env: dict[str, str] | None = None) -> tuple[float, float]:
    """Seconds and peak memory [GB] of a command and its children."""
    began = time.perf_counter()
    subprocess.run(command, check=True, cwd=REPO, env=os.environ | (env or {}))
    seconds = time.perf_counter() - began
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6


def tag_columns() -> dict[str, list[str]]:
    """Columns of the telemetry tags by folder of their raw table."""
    columns: dict[str, list[str]] = {}
    with (REPO / "seeds" / "telemetry_tags.csv").open(encoding="utf-8", newline="") as file:
        for tag in csv.DictReader(file):
            columns.setdefault(tag["source_table"].replace(".", "/"), []).append(tag["source_column"])
    return columns


def measure_generator(out: Path) -> dict[str, float]:
    """Simulate the demo afresh and count what it wrote."""
    seconds, peak = timed([sys.executable, "-m", "seeds_generator", "--out", str(out), "--quiet", "--force"])
    manifest = json.loads((out / "_manifest.json").read_text())
    import duckdb

    tag_values = 0
    for table, columns in tag_columns().items():
        counts = " + ".join(f"count({column})" for column in columns)
        found = duckdb.sql(f"select {counts} from read_parquet('{out}/{table}/**/*.parquet')").fetchall()
        tag_values += int(found[0][0])
    return {
        "seconds": round(seconds, 1),
        "peak_gb": round(peak, 2),
        "rows": manifest["rows"],
        "files": manifest["files"],
        "tag_values": tag_values,
        "rows_per_second": round(manifest["rows"] / seconds),
        "tag_values_per_second": round(tag_values / seconds),
        "tag_values_per_second_over_ancestor": round(
            tag_values / seconds / (ANCESTOR_TAG_VALUES / ANCESTOR_SECONDS), 1
        ),
    }


def measure_build(raw: Path, out: Path) -> dict[str, object]:
    """Build and test the warehouse from the raw files."""
    seconds, peak = timed([sys.executable, "-m", "warehouse.build", "--raw", str(raw), "--out", str(out), "--fresh"])
    run = json.loads((out.parent / "target" / "run_results.json").read_text())["results"]
    models = sorted((r for r in run if r["unique_id"].startswith("model.")), key=lambda r: -r["execution_time"])
    return {
        "seconds": round(seconds, 1),
        "peak_gb": round(peak, 2),
        "models": len(models),
        "tests": sum(r["unique_id"].startswith(("test.", "unit_test.")) for r in run),
        "slowest_models": {r["unique_id"].split(".")[-1]: round(r["execution_time"], 2) for r in models[:5]},
    }


def measure_site() -> dict[str, float]:
    """Render the site from the published warehouse, and ask again when nothing changed."""
    (load("demo").folder / "stamps" / "site").unlink(missing_ok=True)
    seconds, peak = timed(["make", "render"])
    again, _ = timed(["make", "site"])
    return {"seconds": round(seconds, 1), "peak_gb": round(peak, 2), "seconds_when_nothing_changed": round(again, 1)}


def measure_pages() -> dict[str, object]:
    """Open the pages of the rendered site in a browser with a cold cache."""
    run = subprocess.run(["node", "benchmarks/site.mjs"], check=True, cwd=REPO, capture_output=True, text=True)
    return dict(json.loads(run.stdout))


def measure_api() -> dict[str, object]:
    """Ask every endpoint of the API over the published warehouse."""
    run = subprocess.run([sys.executable, "benchmarks/api.py"], check=True, cwd=REPO, capture_output=True, text=True)
    return dict(json.loads(run.stdout))


def main() -> None:
    """Measure everything and write the results."""
    argparse.ArgumentParser(description=__doc__).parse_args()
    scratch = Path(tempfile.mkdtemp(prefix="bess-benchmark-"))
    try:
        results = {
            "machine": {"cores": os.cpu_count(), "system": platform.system(), "python": platform.python_version()},
            "generator_demo": measure_generator(scratch / "raw"),
            "build_demo": measure_build(scratch / "raw", scratch / "bess.duckdb"),
            "site_demo": measure_site(),
            "pages_demo": measure_pages(),
            "api_demo": measure_api(),
        }
    finally:
        shutil.rmtree(scratch)
    RESULTS.write_text(json.dumps(results, indent=2) + "\n")
    report.write(results)
    print(json.dumps(results, indent=2))


if __name__ == "__main__":
    main()
