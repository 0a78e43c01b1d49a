"""Writes what `make benchmark` measured as docs/performance.md, beside the targets and the predecessor's figures."""

from __future__ import annotations

import statistics
from pathlib import Path
from typing import Any

PAGE = Path(__file__).resolve().parent.parent / "docs" / "performance.md"
# What a page has to keep on loopback with a cold cache. [ms]
TARGETS_MS = {"kpis_ms": 1000, "drawn_ms": 3000, "slowest_filter_ms": 300}
SAID = {
    "kpis_ms": "KPIs can be read",
    "drawn_ms": "all figures are drawn and can be used",
    "slowest_filter_ms": "the slowest filter has redrawn the page",
}


def write(results: dict[str, Any]) -> None:
    """Write the page.

    Parameters
    ----------
    results : dict
        What benchmarks/run.py measured.
    """
    PAGE.write_text(_text(results), encoding="utf-8")


def _text(results: dict[str, Any]) -> str:
    machine, generator, build = results["machine"], results["generator_demo"], results["build_demo"]
    site, pages, api = results["site_demo"], results["pages_demo"], results["api_demo"]
    own, before = api["fastest_and_slowest_p50_ms"], api["ancestor_fastest_and_slowest_ms"]
    return f"""# How fast it is

Measured by `make benchmark` on {machine["cores"]} cores; it writes this page. The ratios say more than the seconds.

| What | Measured |
|---|---|
| Simulating the demo | {generator["seconds"]} s, {generator["peak_gb"]} GB; {generator["tag_values"]:,} tag values, \
{generator["tag_values_per_second_over_ancestor"]} times as many a second as the predecessor |
| Building and testing its warehouse | {build["seconds"]} s, {build["peak_gb"]} GB; {build["models"]} models, \
{build["tests"]} tests |
| Rendering the site | {site["seconds"]} s, {site["peak_gb"]} GB; {site["seconds_when_nothing_changed"]} s when \
nothing changed |

## Pages

{len(pages)} pages in a browser with a cold cache, served on loopback. Bytes of a first visit, compressed: at most \
{max(page["megabytes"] for page in pages.values())} MB, most of it the query engine that all pages share.

| Until | Median | Slowest page | Target | Pages beyond it |
|---|---|---|---|---|
{chr(10).join(_row(pages, key) for key in TARGETS_MS)}

## API

Median latency of an endpoint with one caller: {own[0]} to {own[1]} ms; the predecessor published \
{before[0]} to {before[1]} ms, one call at a time.

| Endpoint | One caller: p50, p99 | Eight callers: p50, p99 | Requests a second |
|---|---|---|---|
{chr(10).join(_endpoint(path, found) for path, found in api["endpoints"].items())}
"""


def _row(pages: dict[str, Any], key: str) -> str:
    found = {path: page[key] for path, page in pages.items() if key in page}
    slowest = max(found, key=lambda path: found[path])
    beyond = [path for path, milliseconds in found.items() if milliseconds > TARGETS_MS[key]]
    return (
        f"| {SAID[key]} | {statistics.median(found.values()):.0f} ms | {found[slowest]} ms (`{slowest}`) "
        f"| {TARGETS_MS[key]} ms | {len(beyond)} of {len(found)} |"
    )


def _endpoint(path: str, found: dict[str, dict[str, float]]) -> str:
    one, eight = found["1_clients"], found["8_clients"]
    return (
        f"| `{path}` | {one['p50_ms']} ms, {one['p99_ms']} ms | {eight['p50_ms']} ms, {eight['p99_ms']} ms "
        f"| {eight['requests_per_second']} |"
    )
