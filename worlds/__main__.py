"""`python -m worlds list` shows the worlds and what of each is built; `python -m worlds raw NAME` makes raw files."""

from __future__ import annotations

import argparse
import importlib
import shutil
import sys
from datetime import UTC, datetime
from pathlib import Path

from worlds.world import REPO, World, WorldError, load, names


def built(path: Path) -> str:
    """When a file was made, or a dash."""
    if not path.exists():
        return "–"
    return f"{datetime.fromtimestamp(path.stat().st_mtime, UTC):%Y-%m-%d %H:%M}"


def listing() -> str:
    """The declared worlds as a table: name, title, origin, and when raw files, warehouse and site were made [UTC]."""
    rows: list[tuple[str, ...]] = [("World", "Title", "Made of", "Raw files", "Warehouse", "Site")]
    for name in names():
        world = load(name)
        made = (built(path) for path in (world.raw, world.warehouse, world.site / "index.html"))
        rows.append((name, world.declared.title, str(world.declared.made_of), *made))
    widths = [max(len(row[at]) for row in rows) for at in range(len(rows[0]))]
    lines = ("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows)
    return "\n".join(lines)


def make_raw(world: World) -> int:
    """Make a world's raw files, unless they are as they should be; returns an exit code.

    A scenario is simulated, an adapter reads its file, a folder is linked to.
    """
    origin = world.declared.made_of
    if origin.scenario:
        simulator = importlib.import_module("seeds_generator.__main__")
        return int(simulator.main(["--scenario", origin.scenario, "--out", str(world.raw)]))
    if origin.adapter:
        adapter = importlib.import_module(f"ingest.adapters.{origin.adapter.name}")
        shutil.rmtree(world.raw, ignore_errors=True)
        rows = adapter.convert(REPO / origin.adapter.source, world.raw)
        print(f"{world.raw}: {rows:,} rows from {origin.adapter.source.name}.")
        return 0
    folder = (REPO / (origin.folder or "")).resolve()
    if not folder.is_dir():
        raise WorldError(f"worlds/{world.name}.yaml: made_of.folder: there is no folder {folder}.")
    world.folder.mkdir(parents=True, exist_ok=True)
    if not world.raw.is_symlink():
        world.raw.symlink_to(folder, target_is_directory=True)
    return 0


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(prog="python -m worlds", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    commands.add_parser("list", help="worlds and what of them is built")
    raw = commands.add_parser("raw", help="make the raw files of a world")
    raw.add_argument("world")
    options = parser.parse_args()
    try:
        if options.command == "list":
            print(listing())
            return 0
        return make_raw(load(options.world))
    except WorldError as error:
        print(error, file=sys.stderr)
        return 2


if __name__ == "__main__":
    sys.exit(main())
