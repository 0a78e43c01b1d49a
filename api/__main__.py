"""`python -m api` serves site and API: on loopback to everyone, or with an access file to those it names."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from starlette.types import ASGIApp

from api.access import Access, AccessError, Audience, read_access
from api.app import create_app
from api.connections import AnnouncingServer, server_config
from api.guard import Guard
from api.limits import Limits
from api.site import SiteBesideApi, site_app
from api.warehouse import Warehouse
from worlds.world import DEFAULT, WorldError, load


def guarded(access: Access | None, everything: Audience) -> ASGIApp:
    """The whole application: site and API of each audience over its own files, behind the guard.

    Parameters
    ----------
    access : Access or None
        Who may read what; without it everything is served to everyone.
    everything : Audience
        Warehouse and site that are served without an access file.
    """
    audiences = access.audiences if access else {"": everything}
    limits = access.limits if access else Limits()
    warehouses = {name: Warehouse(files.warehouse) for name, files in audiences.items()}
    applications = {
        name: SiteBesideApi(create_app(warehouses[name], limits), site_app(files.site))
        for name, files in audiences.items()
    }
    return Guard(applications, limits, access, tuple(warehouses.values()))


def main() -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--world", default=DEFAULT, help=f"world that is served (default: {DEFAULT})")
    parser.add_argument("--warehouse", type=Path, help="another published warehouse than the world's")
    parser.add_argument("--site", type=Path, help="another rendered site than the world's")
    parser.add_argument("--port", type=int, default=4000, help="port; 0 takes a free one")
    parser.add_argument("--access", type=Path, help="who may read what: api/access.example.toml shows how")
    options = parser.parse_args()
    try:
        world = load(options.world)
        access = read_access(options.access) if options.access else None
        everything = Audience(warehouse=options.warehouse or world.warehouse, site=options.site or world.site)
        if access is None and not (everything.site / "index.html").exists():
            raise AccessError(f"No site in {everything.site}: run `make site` first.")
        app = guarded(access, everything)
    except (AccessError, WorldError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    limits = access.limits if access else Limits()
    AnnouncingServer(server_config(app, options.port, limits, access), access).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
