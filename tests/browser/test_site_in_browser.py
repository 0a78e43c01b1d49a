"""Every page in every look: no internet, no errors, no overflow, readable by everybody."""

import re
from pathlib import PurePosixPath
from typing import Any

import pytest
import yaml

from tests.browser.conftest import ROOT
from worlds.world import load

pytestmark = pytest.mark.browser

MOST_CHARTS = 6
BYTE_BUDGET_MB = {"html": 0.1, "script": 3.0, "engine": 4.0, "data": 0.5}


def complaints(site: dict[str, Any], field: str) -> list[str]:
    return [f"{visit['path']} ({visit['look']}): {item}" for visit in site["visits"] for item in visit[field]]


def test_site__asks_no_other_machine_for_anything(site: dict[str, Any]) -> None:
    assert complaints(site, "outside") == []


def test_guard__sees_a_request_that_leaves_the_machine(site: dict[str, Any]) -> None:
    assert site["guard"] == ["https://example.com/pixel.gif"]


def test_site__logs_no_error_and_fails_no_request(site: dict[str, Any]) -> None:
    assert sorted(complaints(site, "errors")) == []
    assert sorted(complaints(site, "failed")) == []


def test_site__has_no_serious_accessibility_violation(site: dict[str, Any]) -> None:
    assert sorted(complaints(site, "axe")) == []


def test_site__never_scrolls_sideways(site: dict[str, Any]) -> None:
    wide = [
        f"{visit['path']} ({visit['look']}): {visit['facts']['width']} px in a window of {visit['facts']['window']} px"
        for visit in site["visits"]
        if visit["facts"]["width"] > visit["facts"]["window"]
    ]
    assert sorted(wide) == []


def test_site__stays_within_its_byte_budget(site: dict[str, Any]) -> None:
    """Budgets of a first visit, compressed as served: what a page adds, and the query engine that all pages share."""
    over = [
        f"{visit['path']}: {kind} {visit['bytes'][kind] / 1e6:.2f} MB of {limit} MB"
        for visit in site["visits"]
        for kind, limit in BYTE_BUDGET_MB.items()
        if visit["bytes"][kind] > limit * 1e6
    ]
    assert sorted(over) == []
    uncounted = [
        visit["path"]
        for visit in site["visits"]
        if visit["look"] == "light" and min(visit["bytes"]["html"], visit["bytes"]["script"]) <= 0
    ]
    assert uncounted == []


def test_site__every_chart_has_an_area(site: dict[str, Any]) -> None:
    flat = [
        f"{visit['path']} has a flat chart"
        for visit in site["visits"]
        for area in visit["facts"]["charts"]
        if area < 10_000
    ]
    assert sorted(flat) == []


def test_site__draws_at_most_six_charts_on_a_page(site: dict[str, Any]) -> None:
    crowded = {visit["path"] for visit in site["visits"] if len(visit["facts"]["charts"]) > MOST_CHARTS}
    assert sorted(crowded) == []


def test_site__every_link_leads_to_a_page_that_was_built(site: dict[str, Any]) -> None:
    built = {str(PurePosixPath(path)) for path in site["built"]}
    dead = {
        f"{visit['path']} → {link}"
        for visit in site["visits"]
        for link in visit["facts"]["links"]
        if link.startswith("/")
        and not (load("demo").site / link.lstrip("/")).is_file()
        and str(PurePosixPath(re.split("[#?]", link)[0])) not in built
    }
    assert sorted(dead) == []


def test_site__links_only_the_finished_dashboards_of_the_catalog(site: dict[str, Any]) -> None:

    catalog = yaml.safe_load((ROOT / "dashboard_catalog.yaml").read_text(encoding="utf-8"))
    ready = {entry["slug"]: entry["status"] == "ready" for entry in catalog["dashboards"]}
    shown = {
        entry["slug"]: entry["href"] is not None
        for visit in site["visits"]
        if visit["path"] == "/"
        for entry in visit["facts"]["entries"]
    }
    assert shown == ready


def test_drill_through__leads_from_the_portfolio_to_minutes_and_from_money_to_lines(site: dict[str, Any]) -> None:
    drill = site["drill"]

    assert [step["name"] for step in drill["steps"]] == [
        "site", "event", "asset", "event of the asset", "settlement day",
    ]  # fmt: skip
    assert drill["failed"] + drill["errors"] == []
    assert drill["minutes"] > 0, "the event shows no minutes"
    assert drill["lines"] > 0, "the half-hour shows no settlement lines"
    # The choice of days travels along every click.
    lost = [step["name"] for step in drill["steps"][:4] if "period=7d" not in step["search"]]
    assert lost == []


def test_drill_through__leads_from_the_portfolio_to_every_site(site: dict[str, Any], warehouse: Any) -> None:
    sites = dict(warehouse.execute("select '/sites/' || site_id, site_name from dim_site").fetchall())

    assert {journey["path"]: journey["heading"] for journey in site["journeys"]} == sites
    for journey in site["journeys"]:
        assert journey["title"].startswith(journey["name"])
