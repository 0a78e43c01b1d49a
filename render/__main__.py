"""`python -m render --world demo` renders a world's site; with `--audience tmeic` the site of one audience.

A rendered site replaces the one before in one step: whoever looks sees the old site or the new one.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from audiences.declaration import AudienceError
from render.compose import compose
from render.sources import read_sources
from worlds.world import DEFAULT, REPO, WorldError, load

EVIDENCE = REPO / "node_modules" / ".bin" / "evidence"


def publish(rendered: Path, site: Path) -> None:
    """Put a rendered site where readers look."""
    old = site.with_name(f"{site.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.rename(old)
    rendered.rename(site)
    shutil.rmtree(old, ignore_errors=True)


def build_pages(folder: Path) -> int:
    """Build the pages of a composed project; returns an exit code."""
    return subprocess.run(["node", "render/build-site.mjs", str(folder)], check=False, cwd=REPO).returncode


def main() -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m render", description=__doc__)
    parser.add_argument("--world", default=DEFAULT, help=f"world to render (default: {DEFAULT})")
    parser.add_argument("--audience", help="an audience of the world; the owner's site without")
    parser.add_argument("--compose-only", action="store_true", help="write the project and stop, to work on its pages")
    options = parser.parse_args()
    try:
        world = load(options.world)
        folder = compose(world, options.audience)
    except (AudienceError, WorldError) as error:
        print(error, file=sys.stderr)
        return 1
    if options.compose_only:
        print(f"{folder} is ready: cd there and run {os.path.relpath(EVIDENCE, folder)} dev.")
        return 0
    code = read_sources(EVIDENCE, folder) or build_pages(folder)
    if code:
        print("The published site was left as it was.", file=sys.stderr)
        return code
    publish(folder / "build", folder.parent / "site")
    shutil.rmtree(folder)
    print(f"{folder.parent / 'site'} is ready; `make serve` shows it.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
