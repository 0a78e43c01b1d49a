"""Runs a scenario: the shared grid and market once, then every site on its own, written as it is finished."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow as pa

from ingest.contract import REPO, load_contracts
from ingest.writer import Written, write_table
from seeds_generator.config import HERE, ScenarioConfig, SiteConfig
from seeds_generator.systems import bms, captures, events, finance, rtm, telemetry, truth
from seeds_generator.world import failures, frequency, market, operation, settlement
from seeds_generator.world.clock import Horizon
from seeds_generator.world.state import Frequency, Market

MANIFEST = "_manifest.json"
Progress = Callable[[str, Written], None]


@dataclass(frozen=True)
class Shared:
    """What all sites have in common: settings, time, grid and prices."""

    scenario: ScenarioConfig
    horizon: Horizon
    frequency: Frequency
    market: Market


def fingerprint(scenario: ScenarioConfig) -> str:
    """Hash of settings, generator code and contracts: the same fingerprint means the same bytes."""
    digest = hashlib.sha256(json.dumps(asdict(scenario), default=str, sort_keys=True).encode())
    sources = [
        *HERE.rglob("*.py"),
        *HERE.glob("market_data/*"),
        *(REPO / "ingest").glob("*.py"),
        *REPO.glob("models/staging/*/_*__sources.yml"),
    ]
    for path in sorted(path for path in sources if path.is_file()):
        digest.update(path.relative_to(REPO).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def is_up_to_date(scenario: ScenarioConfig, out: Path) -> bool:
    """Whether `out` already holds what this scenario would write."""
    manifest = out / MANIFEST
    return manifest.exists() and json.loads(manifest.read_text())["fingerprint"] == fingerprint(scenario)


def simulate(scenario: ScenarioConfig, out: Path, progress: Progress, workers: int | None = None) -> Written:
    """Simulate a scenario and write its raw files.

    Files are written beside `out` and moved into place when all are there, so that readers never see half of them.

    Parameters
    ----------
    scenario : ScenarioConfig
        What to simulate.
    out : Path
        Raw root, replaced as a whole.
    progress : callable
        Called with a site's name and what it wrote, when it is done.
    workers : int, optional
        Processes; the number of cores by default.
    """
    partial = out.with_name(out.name + ".partial")
    shutil.rmtree(partial, ignore_errors=True)
    partial.mkdir(parents=True)
    horizon = Horizon(scenario.start_date, scenario.days, scenario.timezone)
    shared = Shared(
        scenario, horizon, frequency.simulate_frequency(scenario, horizon), market.simulate_market(scenario, horizon)
    )
    portfolio = rtm.market_tables(scenario, horizon, shared.market) | finance.portfolio_tables(scenario, horizon)
    total = _write(partial, portfolio, "portfolio")
    progress("market", total)
    count = min(workers or os.cpu_count() or 1, len(scenario.sites))
    with ProcessPoolExecutor(count) as pool:
        runs = {pool.submit(simulate_site, shared, site, partial): site for site in scenario.sites}
        for run in as_completed(runs):
            written = run.result()
            total += written
            progress(runs[run].name, written)
    (partial / MANIFEST).write_text(
        json.dumps({"scenario": scenario.name, "fingerprint": fingerprint(scenario), **asdict(total)}, indent=1)
    )
    shutil.rmtree(out, ignore_errors=True)
    partial.rename(out)
    return total


def simulate_site(shared: Shared, site: SiteConfig, root: Path) -> Written:
    """Simulate one site and write its files; depends on nothing but the shared world and the site's own settings."""
    return _write(root, site_tables(shared, site), site.site_id)


def site_tables(shared: Shared, site: SiteConfig) -> dict[str, pa.Table]:
    """Every raw table of one site, keyed by system and table."""
    scenario, horizon, prices = shared.scenario, shared.horizon, shared.market
    schedule = failures.plan_failures(scenario, site, horizon)
    contracts = market.win_contracts(scenario, site, horizon, prices)
    run = operation.operate(scenario, site, horizon, schedule, prices, contracts, shared.frequency)
    statement = settlement.settle(scenario, site, horizon, prices, contracts, run)
    return (
        telemetry.tables(site, horizon, schedule, run, shared.frequency)
        | bms.tables(scenario, site, horizon, schedule, run)
        | captures.tables(scenario, site, horizon, contracts, run, shared.frequency)
        | events.tables(scenario, site, horizon, schedule, run)
        | rtm.tables(scenario, site, horizon, prices, contracts, run, statement)
        | finance.site_tables(scenario, site, horizon, statement, run)
        | truth.tables(site, horizon, schedule, run)
    )


def _write(root: Path, tables: dict[str, pa.Table], part: str) -> Written:
    contracts = load_contracts()
    total = Written()
    for name, table in tables.items():
        total += write_table(root, contracts[name], table, part)
    return total
