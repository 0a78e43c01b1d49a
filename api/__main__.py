"""`python -m api` serves the published warehouse on loopback."""

from __future__ import annotations

import argparse
from pathlib import Path

import uvicorn

from api.app import create_app
from api.warehouse import Warehouse

ROOT = Path(__file__).resolve().parents[1]


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--warehouse", type=Path, default=ROOT / "data/warehouse/bess.duckdb", help="published warehouse"
    )
    parser.add_argument("--port", type=int, default=4001, help="port on 127.0.0.1")
    options = parser.parse_args()
    uvicorn.run(create_app(Warehouse(options.warehouse)), host="127.0.0.1", port=options.port, log_level="warning")


if __name__ == "__main__":
    main()
