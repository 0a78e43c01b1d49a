"""Builds and tests the warehouse in a working file and publishes it by an atomic rename once every test has passed.

What dbt knows about relations, columns, tests and definitions is published in the same file (`warehouse/metadata.py`).

Readers (site, API, analysts) open the published file, which a build never locks and never shows half-built.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import duckdb

from warehouse.failures import TRUTH, TRUTH_TAG, compares_with_truth, failures
from warehouse.metadata import read_artifacts, write_metadata
from worlds.world import DEFAULT, load

REPO = Path(__file__).resolve().parent.parent
PLANTED_TRUTH = (f"source:{TRUTH}+", f"tag:{TRUTH_TAG}")


def publish(working: Path, published: Path) -> None:
    """Copy the working file beside the published one and rename it into place, which readers see as one step."""
    published.parent.mkdir(parents=True, exist_ok=True)
    incoming = published.with_suffix(".incoming")
    shutil.copyfile(working, incoming)
    incoming.replace(published)


def git_commit() -> str | None:
    """Commit of the project; None outside a repository or without git."""
    try:
        found = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, check=True, cwd=REPO, text=True)
    except (OSError, subprocess.CalledProcessError):
        return None
    return found.stdout.strip()


def truth_left_out(raw: Path) -> list[str]:
    """Arguments of dbt that leave out what is compared with planted truth, where a raw root has none.

    Such a test would find nothing to compare and pass.
    """
    return [] if any((raw / "truth").rglob("*.parquet")) else ["--exclude", *PLANTED_TRUTH]


def names_left_out(manifest: dict[str, Any], results: dict[str, Any]) -> list[str]:
    """Names of the tests that compare with planted truth and have no result, sorted."""
    ran = {result["unique_id"] for result in results["results"]}
    return sorted(
        node["name"]
        for unique_id, node in manifest["nodes"].items()
        if node["resource_type"] == "test" and unique_id not in ran and compares_with_truth(node)
    )


def main() -> int:
    """Run the command line; returns dbt's exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--world", default=DEFAULT, help=f"world to build (default: {DEFAULT})")
    parser.add_argument("--raw", type=Path, help="another raw root than the world's")
    parser.add_argument("--out", type=Path, help="another published file than the world's")
    parser.add_argument("--fresh", action="store_true", help="start from an empty working file")
    options, dbt_arguments = parser.parse_known_args()
    world = load(options.world)
    raw, out = options.raw or world.raw, options.out or world.warehouse
    # Paths inside the project stay relative, so that a build does not depend on where the project lies.
    raw = raw.relative_to(REPO) if raw.is_relative_to(REPO) else raw
    working = out.parent / "working" / out.name
    working.parent.mkdir(parents=True, exist_ok=True)
    if options.fresh:
        working.unlink(missing_ok=True)
    target = out.parent / "target"
    run_results = target / "run_results.json"
    # What an earlier build left would be taken for the results of one that stopped before it ran.
    run_results.unlink(missing_ok=True)
    command = [str(Path(sys.executable).parent / "dbt"), "build", "--vars", json.dumps({"raw_root": str(raw)})]
    # A target folder of its own lets dbt parse only what changed although the raw root differs.
    environment = os.environ | {"BESS_WAREHOUSE_PATH": str(working), "DBT_TARGET_PATH": str(target)}
    began = time.perf_counter()
    without_truth = truth_left_out(REPO / raw)
    arguments = [*command, *without_truth, *dbt_arguments]
    code = subprocess.run(arguments, check=False, cwd=REPO, env=environment).returncode
    if code != 0:
        told = failures(*read_artifacts(target)) if run_results.exists() else []
        print(*told, f"{out} was left as it was: the build above did not pass.", sep="\n", file=sys.stderr)
        return code
    facts = {
        "world": world.name,
        "raw_root": str(raw),
        "git_commit": git_commit(),
        "duration_seconds": round(time.perf_counter() - began, 1),
        "peak_memory_gb": round(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1e6, 2),
    }
    with duckdb.connect(str(working)) as connection:
        write_metadata(connection, *read_artifacts(target), facts)
    publish(working, out)
    if without_truth:
        left_out = names_left_out(*read_artifacts(target))
        print(f"{len(left_out)} tests not run: no truth files in {raw}.")
    print(f"Published {out} ({out.stat().st_size / 1e6:,.0f} MB).")
    return 0


if __name__ == "__main__":
    sys.exit(main())
