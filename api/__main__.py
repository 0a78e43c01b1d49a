"""`python -m api` serves the rendered site and the published warehouse on loopback."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

import uvicorn

from api.app import create_app
from api.site import SiteBesideApi, site_app
from api.warehouse import Warehouse

ROOT = Path(__file__).resolve().parents[1]


class AnnouncedServer(uvicorn.Server):
    """A server that says where it listens; port 0 takes a free one."""

    async def startup(self, sockets: object = None) -> None:
        """Listen, then say where."""
        await super().startup(sockets)  # type: ignore[arg-type]
        port = self.servers[0].sockets[0].getsockname()[1]
        print(f"http://127.0.0.1:{port} (loopback only; Ctrl-C stops it)", flush=True)


def main() -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--warehouse", type=Path, default=ROOT / "data/warehouse/bess.duckdb", help="published warehouse"
    )
    parser.add_argument("--site", type=Path, default=ROOT / "reports/build", help="rendered site")
    parser.add_argument("--port", type=int, default=4000, help="port on 127.0.0.1; 0 takes a free one")
    options = parser.parse_args()
    if not (options.site / "index.html").exists():
        print(f"No site in {options.site}: run `make site` first.", file=sys.stderr)
        return 1
    app = SiteBesideApi(create_app(Warehouse(options.warehouse)), site_app(options.site))
    # Only this machine: who may read what is not asked.
    AnnouncedServer(uvicorn.Config(app, host="127.0.0.1", port=options.port, log_level="warning")).run()
    return 0


if __name__ == "__main__":
    sys.exit(main())
