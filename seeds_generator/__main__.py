"""Command line: `python -m seeds_generator --scenario demo --out data/demo/raw`."""

from __future__ import annotations

import argparse
import sys
import time
from pathlib import Path

from tqdm import tqdm

from ingest.writer import Written
from seeds_generator.config import ConfigError, ScenarioConfig, load_scenario, scenario_names
from seeds_generator.simulate import is_up_to_date, simulate


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    options = _parser().parse_args(arguments)
    out: Path = options.out
    try:
        scenario = load_scenario(options.scenario, seed=options.seed, days=options.days)
        scenario = _first_sites(scenario, options.sites)
    except ConfigError as error:
        print(f"seeds_generator: {error}", file=sys.stderr)
        return 2
    if not options.force and is_up_to_date(scenario, out):
        print(f"{out} already holds scenario {scenario.name}, seed {scenario.seed}; --force writes it again.")
        return 0
    if out.exists() and not (out / "_manifest.json").exists() and any(out.iterdir()):
        print(
            f"seeds_generator: {out} holds files that this program did not write; choose another --out.",
            file=sys.stderr,
        )
        return 2
    print(f"Simulating {scenario.name}: {len(scenario.sites)} sites, {scenario.days} days from {scenario.start_date}.")
    began = time.perf_counter()
    total = Written()
    with tqdm(total=len(scenario.sites) + 1, unit="site", disable=options.quiet) as bar:

        def advance(name: str, written: Written) -> None:
            nonlocal total
            total += written
            bar.set_postfix_str(f"{name}: {total.rows:,} rows in {total.files:,} files")
            bar.update()

        simulate(scenario, out, advance, options.workers)
    seconds = time.perf_counter() - began
    print(
        f"Wrote {total.rows:,} rows, {total.values:,} values in {total.files:,} files to {out} in {seconds:.1f} s: "
        f"{total.rows / seconds:,.0f} rows/s, {total.values / seconds:,.0f} values/s."
    )
    return 0


def _first_sites(scenario: ScenarioConfig, count: int | None) -> ScenarioConfig:
    from dataclasses import replace

    if count is None:
        return scenario
    if not 1 <= count <= len(scenario.sites):
        raise ConfigError(f"--sites must lie between 1 and {len(scenario.sites)} for scenario {scenario.name}.")
    return replace(scenario, sites=scenario.sites[:count])


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m seeds_generator",
        description="Simulates a fleet of grid-scale batteries and writes, as Parquet, what six upstream systems would "
        "have recorded of it. The same settings and seed give the same bytes.",
        epilog="Settings of a scenario are in seeds_generator/scenarios/, of a site in seeds_generator/sites/; "
        "every setting is described in seeds_generator/config.py.",
    )
    parser.add_argument(
        "--scenario", default="demo", help=f"{', '.join(scenario_names())}, or a YAML file (default: demo)"
    )
    parser.add_argument(
        "--out", type=Path, default=Path("data/demo/raw"), help="folder for the raw files (default: data/demo/raw)"
    )
    parser.add_argument("--seed", type=int, help="another random seed than the scenario's")
    parser.add_argument("--days", type=int, help="another number of days than the scenario's")
    parser.add_argument("--sites", type=int, help="only the first N sites of the scenario")
    parser.add_argument("--workers", type=int, help="processes (default: one a core)")
    parser.add_argument("--force", action="store_true", help="write again even if nothing changed")
    parser.add_argument("--quiet", action="store_true", help="no progress bar")
    return parser


if __name__ == "__main__":
    sys.exit(main())
