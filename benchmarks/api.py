"""Measures the API on loopback: latency of every endpoint for one caller and for eight, and requests a second.

The server runs in a process of its own, as `make serve` starts it; nothing is answered from a cache of the client.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx

from worlds.world import load

REPO = Path(__file__).resolve().parent.parent
# Fastest and slowest call of this project's predecessor, one at a time, as published by it. [ms]
ANCESTOR_MS = (50, 470)
CLIENTS = (1, 8)
PATHS = (
    "/sites",
    "/sites/thames",
    "/metrics/portfolio",
    "/metrics/site/thames",
    "/metrics/revenue?period=month",
    "/metrics/revenue_loss?period=week",
    "/metrics/events",
    "/metrics/sla_report",
    "/metrics/telemetry?asset=thames-ctl&from=2024-03-01&to=2024-03-02&limit=1440",
    "/metrics/data_quality",
    "/metrics/battery_health?trend=soh",
    "/metrics/dispatch?site=thames&from=2024-03-01&to=2024-03-02&limit=1440",
    "/metrics/vendor_benchmark",
    "/metrics/pipeline",
)


@contextmanager
def served(warehouse: Path) -> Iterator[str]:
    """A server of the warehouse; gives its address."""
    with tempfile.TemporaryDirectory() as site:
        (Path(site) / "index.html").write_text("<title>no page is measured here</title>")
        command = [sys.executable, "-m", "api", "--port", "0", "--warehouse", str(warehouse), "--site", site]
        server = subprocess.Popen(command, cwd=REPO, stdout=subprocess.PIPE, text=True)
        try:
            assert server.stdout is not None
            yield server.stdout.readline().split(" ")[0]
        finally:
            server.terminate()
            server.wait(20)


async def measured(url: str, path: str, clients: int, requests: int) -> dict[str, float]:
    """Latency of an endpoint while some clients ask, each one call after another. [ms]"""
    seconds: list[float] = []

    async def ask(client: httpx.AsyncClient, times: int) -> None:
        for _ in range(times):
            began = time.perf_counter()
            answer = await client.get(path)
            seconds.append(time.perf_counter() - began)
            answer.raise_for_status()

    callers = [httpx.AsyncClient(base_url=url, timeout=60) for _ in range(clients)]
    try:
        await asyncio.gather(*(ask(client, 2) for client in callers))
        seconds.clear()
        began = time.perf_counter()
        await asyncio.gather(*(ask(client, requests // clients) for client in callers))
        took = time.perf_counter() - began
    finally:
        await asyncio.gather(*(client.aclose() for client in callers))
    return {
        "p50_ms": round(statistics.median(seconds) * 1000, 1),
        "p99_ms": round(statistics.quantiles(seconds, n=100)[98] * 1000, 1),
        "requests_per_second": round(len(seconds) / took, 1),
    }


def main() -> None:
    """Measure every endpoint and print the results as JSON."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--warehouse", type=Path, default=load("demo").warehouse, help="what is served")
    parser.add_argument("--requests", type=int, default=120, help="calls of each endpoint")
    options = parser.parse_args()
    found: dict[str, dict[str, dict[str, float]]] = {}
    with served(options.warehouse) as url:
        for path in PATHS:
            found[path] = {
                f"{clients}_clients": asyncio.run(measured(url, path, clients, options.requests)) for clients in CLIENTS
            }
    alone = [figures["1_clients"]["p50_ms"] for figures in found.values()]
    results = {
        "endpoints": found,
        "fastest_and_slowest_p50_ms": [min(alone), max(alone)],
        "ancestor_fastest_and_slowest_ms": list(ANCESTOR_MS),
    }
    print(json.dumps(results, indent=2))


if __name__ == "__main__":
    main()
