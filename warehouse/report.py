"""Prints what the last build of a warehouse did: models, tests, duration, peak memory and the slowest models.

`python -m warehouse.report --world demo` reads what `build_warehouse.py` and dbt left
beside the published file.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from typing import Any

from worlds.world import DEFAULT, load

SLOWEST = 5


def summarize(run_results: dict[str, Any], measured: dict[str, float]) -> str:
    """Text of the report.

    Parameters
    ----------
    run_results : dict
        dbt's run_results.json.
    measured : dict
        `seconds` [s] and `peak_gb` [GB] of the whole build.
    """
    results = run_results["results"]
    kinds = Counter(str(result["unique_id"]).split(".")[0] for result in results)
    verdicts = Counter(str(result["status"]) for result in results)
    models = [result for result in results if result["unique_id"].startswith("model.")]
    slowest = sorted(models, key=lambda result: -float(result["execution_time"]))[:SLOWEST]
    lines = [
        f"{kinds['model']} models, {kinds['seed']} seeds, {kinds['test']} data tests, {kinds['unit_test']} unit tests: "
        + ", ".join(f"{count} {status}" for status, count in sorted(verdicts.items())),
        f"{measured['seconds']:.0f} s, {measured['peak_gb']:.1f} GB at the peak. Slowest models:",
        *(f"  {result['execution_time']:6.1f} s  {result['unique_id'].split('.')[-1]}" for result in slowest),
    ]
    return "\n".join(lines)


def main() -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--world", default=DEFAULT, help=f"world whose last build is reported (default: {DEFAULT})")
    folder = load(parser.parse_args().world).folder
    needed = [folder / "target" / "run_results.json", folder / "build.json"]
    missing = [str(path) for path in needed if not path.exists()]
    if missing:
        print(f"build_report: {', '.join(missing)} is not there; run `make build` first.", file=sys.stderr)
        return 2
    print(summarize(*(json.loads(path.read_text()) for path in needed)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
