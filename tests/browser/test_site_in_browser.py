"""Every page in every look: no internet, no errors, no overflow, readable by everybody."""

import re
from pathlib import PurePosixPath
from typing import Any

import pytest
import yaml

from tests.browser.conftest import ROOT

pytestmark = pytest.mark.browser


def complaints(site: dict[str, Any], field: str) -> list[str]:
    return [f"{visit['path']} ({visit['look']}): {item}" for visit in site["visits"] for item in visit[field]]


def test_site__asks_no_other_machine_for_anything(site: dict[str, Any]) -> None:
    assert complaints(site, "outside") == []


def test_guard__sees_a_request_that_leaves_the_machine(site: dict[str, Any]) -> None:
    assert site["guard"] == ["https://example.com/pixel.gif"]


def test_site__logs_no_error_and_fails_no_request(site: dict[str, Any]) -> None:
    assert complaints(site, "errors") == []
    assert complaints(site, "failed") == []


def test_site__has_no_serious_accessibility_violation(site: dict[str, Any]) -> None:
    assert complaints(site, "axe") == []


def test_site__never_scrolls_sideways(site: dict[str, Any]) -> None:
    wide = [
        f"{visit['path']} ({visit['look']}): {visit['facts']['width']} px in a window of {visit['facts']['window']} px"
        for visit in site["visits"]
        if visit["facts"]["width"] > visit["facts"]["window"]
    ]
    assert wide == []


def test_site__every_chart_has_an_area(site: dict[str, Any]) -> None:
    flat = [visit["path"] for visit in site["visits"] for area in visit["facts"]["charts"] if area < 10_000]
    assert flat == []


def test_site__every_link_leads_to_a_page_that_was_built(site: dict[str, Any]) -> None:
    built = {str(PurePosixPath(visit["path"])) for visit in site["visits"]}
    dead = {
        f"{visit['path']} → {link}"
        for visit in site["visits"]
        for link in visit["facts"]["links"]
        if link.startswith("/") and str(PurePosixPath(re.split(r"[?#]", link)[0])) not in built
    }
    assert dead == set()


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


def test_drill_through__leads_from_the_portfolio_to_every_site(site: dict[str, Any], warehouse: Any) -> None:
    sites = dict(warehouse.execute("select '/sites/' || site_id, site_name from dim_site").fetchall())

    assert {journey["path"]: journey["heading"] for journey in site["journeys"]} == sites
    for journey in site["journeys"]:
        assert journey["title"].startswith(journey["name"])
