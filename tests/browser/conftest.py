"""One visit of the whole built site, shared by the browser tests."""

import json
import subprocess
from pathlib import Path
from typing import Any

import duckdb
import pytest

from tests.browser.site_reading import facts_of

ROOT = Path(__file__).resolve().parents[2]
WAREHOUSE = ROOT / "data" / "demo" / "bess.duckdb"
BUILD = ROOT / "data" / "demo" / "site" / "index.html"


@pytest.fixture(scope="session")
def site() -> dict[str, Any]:
    """What a browser saw: ``visits`` by path and look, ``journeys`` along links, ``guard``."""
    if not BUILD.exists():
        pytest.fail("data/demo/site holds no site: run `make site` first.", pytrace=False)
    run = subprocess.run(
        ["node", "tests/browser/read_site.mjs"], cwd=ROOT, capture_output=True, text=True, timeout=5400, check=False
    )
    if run.returncode != 0:
        pytest.fail(f"the browser could not read the site:\n{run.stderr[-3000:]}", pytrace=False)
    return dict(json.loads(run.stdout))


@pytest.fixture(scope="session")
def warehouse() -> duckdb.DuckDBPyConnection:
    if not WAREHOUSE.exists():
        pytest.fail(f"{WAREHOUSE} does not exist: run `make build` first.", pytrace=False)
    return duckdb.connect(str(WAREHOUSE), read_only=True)


@pytest.fixture(scope="session")
def portfolio(site: dict[str, Any]) -> dict[str, Any]:
    return facts_of(site, "/enka/portfolio")
