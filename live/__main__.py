"""`python -m live` delivers simulated minutes, updates the operational marts and serves them; Ctrl-C stops it."""

from __future__ import annotations

import argparse
import signal
import subprocess
import sys
import time
from datetime import datetime, timedelta
from pathlib import Path
from threading import Event

from tqdm import tqdm

from ingest.writer import Written
from live.feed import Feed
from live.updates import PAGE_ONLY, UpdateError, Updates, as_of
from seeds_generator.config import ScenarioConfig, load_scenario
from seeds_generator.simulate import is_up_to_date, simulate
from seeds_generator.world.clock import Horizon
from worlds.world import DEFAULT, load

ROOT = Path(__file__).resolve().parents[1]
MINUTE = timedelta(minutes=1)
# Telemetry is delivered within two minutes of its minute's start, so the last minute of a day is complete after this.
DELIVERY_TIME = 2 * MINUTE


def prepare(scenario: str, more_days: int, root: Path, selection: tuple[str, ...] = ()) -> tuple[Feed, Updates]:
    """Feed and warehouse: those of the previous run, or new ones that start at the end of the scenario.

    Parameters
    ----------
    scenario : str
        Scenario that the feed continues, by name or file.
    more_days : int
        Days simulated after the scenario's own. [days]
    root : Path
        Folder of the world, the feed and the warehouse.
    selection : tuple of str
        Arguments of dbt that select some models; without them all are built.
    """
    short = load_scenario(scenario)
    longer = _continued(scenario, short, more_days)
    world, published = root / "world", root / "bess.duckdb"
    if not is_up_to_date(longer, world):
        published.unlink(missing_ok=True)
        _say(f"Simulating {longer.days} days ({short.days} to begin with).")
        with tqdm(total=len(longer.sites) + 1, unit="site", disable=not sys.stderr.isatty()) as bar:

            def advance(_name: str, _written: Written) -> None:
                bar.update()

            simulate(longer, world, advance)
    feed = Feed(world, root)
    updates = Updates(feed.raw, published)
    if not published.exists() or feed.landed_until is None:
        ends = Horizon(short.start_date, short.days, short.timezone).end_utc
        feed.begin(ends.astype("datetime64[s]").item() + DELIVERY_TIME)
        _say("Building the warehouse from the delivered files.")
        updates.build(*selection)
    return feed, updates


def _continued(scenario: str, short: ScenarioConfig, more_days: int) -> ScenarioConfig:
    """The same scenario over more days, in which money is settled up to the scenario's own end."""
    ends = short.as_of_date or short.start_date + timedelta(days=short.days)
    return load_scenario(scenario, days=short.days + more_days, as_of_date=ends)


def follow(feed: Feed, updates: Updates, speed: float, server: subprocess.Popen[bytes]) -> int:
    """Deliver minutes and update the warehouse until a signal or the end of the server; returns an exit code.

    Parameters
    ----------
    feed, updates : Feed, Updates
        What delivers the minutes, and what updates the warehouse.
    speed : float
        Simulated minutes per minute. [1/1]
    server : Popen
        The server; when it ends, this ends.
    """
    is_stopping = Event()
    # A running update is finished first; the next run would have to repeat it.
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: is_stopping.set())
    started, first, ends_at = time.monotonic(), _landed_until(feed), feed.ends_at
    while not is_stopping.is_set() and server.poll() is None:
        passed = int((time.monotonic() - started) / 60 * speed)
        to = min(first + passed * MINUTE, ends_at)
        if to > _landed_until(feed):
            update_started = time.monotonic()
            rows = feed.advance(to)
            updates.update()
            seconds = time.monotonic() - update_started
            _say(f"Delivered until {to:%Y-%m-%d %H:%M} UTC: {rows} rows, published after {seconds:.1f} s.")
            if to == ends_at:
                _say("The simulated days are over: nothing more will be delivered.")
        is_stopping.wait(0.2)
    return 0 if is_stopping.is_set() else server.returncode or 1


def _landed_until(feed: Feed) -> datetime:
    until = feed.landed_until
    if until is None:
        raise RuntimeError("The feed has not started.")
    return until


def _say(sentence: str) -> None:
    print(sentence, flush=True)


def main() -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m live", description=__doc__)
    parser.add_argument("--world", default=DEFAULT, help=f"simulated world that goes on (default: {DEFAULT})")
    parser.add_argument("--scenario", help="another scenario than the world's: a YAML file")
    parser.add_argument("--more-days", type=int, default=30, help="days that can land (default: 30)")
    parser.add_argument("--speed", type=float, default=1.0, help="simulated minutes per minute (default: 1)")
    parser.add_argument("--root", type=Path, help="another folder of feed and warehouse than the world's live/")
    parser.add_argument(
        "--page-only", action="store_true", help="build only what the real-time page reads; most of the API stays empty"
    )
    parser.add_argument("--site", type=Path, help="another rendered site than the world's")
    parser.add_argument("--port", type=int, default=4000, help="port on 127.0.0.1; 0 takes a free one")
    options = parser.parse_args()
    world = load(options.world)
    scenario, site = options.scenario or world.declared.made_of.scenario, options.site or world.site
    if scenario is None:
        print(f"{world.name} is not simulated: only a simulated world can go on.", file=sys.stderr)
        return 1
    if not (site / "index.html").exists():
        print(f"No site in {site}: run `make site` first.", file=sys.stderr)
        return 1
    server = None
    try:
        selection = PAGE_ONLY if options.page_only else ()
        feed, updates = prepare(scenario, options.more_days, options.root or world.folder / "live", selection)
        _say(f"The newest minute ends at {as_of(updates.published)} UTC.")
        command = [sys.executable, "-m", "api", "--warehouse", str(updates.published), "--site", str(site)]
        server = subprocess.Popen([*command, "--port", str(options.port)], cwd=ROOT)
        return follow(feed, updates, options.speed, server)
    except UpdateError as error:
        print(f"Stopped: {error}", file=sys.stderr)
        return 1
    finally:
        if server is not None and server.poll() is None:
            server.terminate()
            server.wait(timeout=20)


if __name__ == "__main__":
    sys.exit(main())
