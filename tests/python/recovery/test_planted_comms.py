"""What the generator planted about a link is what the marts show; parameters come from the sites' own settings."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import numpy as np
import pytest
import yaml

from worlds.world import load

REPO = Path(__file__).resolve().parents[3]
WAREHOUSE = load("demo").warehouse
# 95th percentile of the standard normal distribution.
Z95 = 1.6449

pytestmark = pytest.mark.warehouse


@pytest.fixture(scope="module")
def demo() -> Iterator[duckdb.DuckDBPyConnection]:
    assert WAREHOUSE.exists(), f"{WAREHOUSE} is not there; run `make build` first."
    with duckdb.connect(str(WAREHOUSE), read_only=True) as connection:
        yield connection


@pytest.mark.parametrize(("site_id", "documented_ms"), [("cotswold", 98), ("thames", 277), ("yorkshire", 146)])
def test_the_95th_percentile_of_latency_is_the_planted_one(
    demo: duckdb.DuckDBPyConnection, site_id: str, documented_ms: float
) -> None:
    comms = yaml.safe_load((REPO / "seeds_generator" / "sites" / f"{site_id}.yaml").read_text("utf-8"))["comms"]
    planted_ms = comms["latency_median_ms"] * float(np.exp(Z95 * comms["latency_sigma"]))
    assert planted_ms == pytest.approx(documented_ms, abs=1)
    months = demo.execute("select latency_p95_ms from mart_comms_site_mtd where site_id = ?", [site_id]).fetchall()
    assert months[0][0] == pytest.approx(planted_ms, rel=0.03)


def test_uptime_passes_and_fails_its_guarantee_as_planted(demo: duckdb.DuckDBPyConnection) -> None:
    failing = demo.execute(
        "select site_id from mart_comms_site_mtd where comms_uptime_ratio < comms_uptime_target_ratio"
    ).fetchall()
    assert failing == [("thames",)]
