"""Says who acts when a test fails; tests/README.md says the same and what each kind proves."""

from __future__ import annotations

from pathlib import Path

import pytest

ACTS = {
    "tests/browser": "the author of the page or component; if page and API disagree, the owner of the mart",
    "tests/python/api": "the author of the change in api/; a leak stops every delivery",
    "tests/python/audiences": "the author of the change to the audiences; a leak stops every delivery",
    "tests/python/evidence_pack": "the author of the change in evidence_pack/",
    "tests/python/generator": "the author of the change to the simulator",
    "tests/python/ingest": "the author of the change to the raw contract or an adapter",
    "tests/python/live": "the author of the change in live/ or of a model that is built incrementally",
    "tests/python/methods": "the author of the method",
    "tests/python/recovery": "the owner of the method; its tolerance is not widened to pass",
    "tests/python/render": "the author of the page or of the catalogue",
    "tests/python/warehouse": "the author of the change in warehouse/, or of the model that is named",
}
ANYBODY = "the author of the change"


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    reports = [report for kind in ("failed", "error") for report in terminalreporter.stats.get(kind, [])]
    folders = sorted({Path(report.nodeid.partition("::")[0]).parent.as_posix() for report in reports})
    if folders:
        terminalreporter.section("who acts")
    for folder in folders:
        terminalreporter.line(f"{folder}: {ACTS.get(folder, ANYBODY)}")
