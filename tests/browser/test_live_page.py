"""The real-time page follows minutes as they land, without reload, and says so when nobody answers any more."""

import json
import subprocess
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "data/demo/site/index.html"
# Ends with the demo's last day, so that its next minute is newer than the built page.
SCENARIO = """
description: Three days that end with the demo.
start_date: 2024-03-13
days: 3
seed: 7
sites: [cotswold, thames, yorkshire]
"""


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the page showed: first, second and third minute, and after the server's end."""
    if not BUILD.exists():
        pytest.fail("data/demo/site holds no site: run `make site` first.", pytrace=False)
    root = tmp_path_factory.mktemp("live")
    (root / "short.yaml").write_text(SCENARIO)
    options = ["--scenario", str(root / "short.yaml"), "--more-days", "1", "--root", str(root / "live"), "--page-only"]
    run = subprocess.run(
        ["node", "tests/browser/live_page.mjs", *options, "--speed", "20", "--port", "0"],
        cwd=ROOT, capture_output=True, text=True, timeout=580, check=False,
    )  # fmt: skip
    if run.returncode != 0:
        pytest.fail(f"the browser could not follow the page:\n{run.stdout[-2000:]}{run.stderr[-2000:]}", pytrace=False)
    return dict(json.loads(run.stdout))


@pytest.mark.browser
def test_the_as_of_moves_on_without_reload(seen: dict[str, Any]) -> None:
    instants = [datetime.fromisoformat(seen[name]["asOf"]) for name in ("first", "second", "third")]
    assert instants == sorted(set(instants))
    assert all(seen[name]["isSameVisit"] for name in ("first", "second", "third", "lost"))


@pytest.mark.browser
def test_figures_and_freshness_follow(seen: dict[str, Any]) -> None:
    first, third = seen["first"], seen["third"]
    assert first["tiles"].keys() == third["tiles"].keys()
    assert first["tiles"] != third["tiles"]
    assert first["answer"] != third["answer"]
    assert first["freshness"] != third["freshness"]


@pytest.mark.browser
def test_site_and_place_on_the_page_stay(seen: dict[str, Any]) -> None:
    assert {seen[name]["site"] for name in ("first", "second", "third")} == {"yorkshire"}
    assert seen["third"]["scrolled"] == seen["first"]["scrolled"] > 0


@pytest.mark.browser
def test_nothing_fails_while_the_server_is_there(seen: dict[str, Any]) -> None:
    assert seen["whileLive"] == {"failed": [], "errors": [], "outside": []}


@pytest.mark.browser
def test_the_page_says_that_the_server_is_gone_and_keeps_its_figures(seen: dict[str, Any]) -> None:
    assert seen["code"] == 0
    assert "No connection" in seen["lost"]["text"]
    assert seen["lost"]["asOf"] >= seen["third"]["asOf"]
    assert seen["lost"]["tiles"].keys() == seen["third"]["tiles"].keys()


@pytest.mark.browser
def test_without_our_server_the_page_says_of_when_it_is_and_asks_for_nothing(seen: dict[str, Any]) -> None:
    plain = seen["plain"]
    assert plain["state"] == "built"
    assert plain["text"].startswith("As of ")
    assert datetime.fromisoformat(plain["asOf"]) < datetime.fromisoformat(seen["first"]["asOf"])
    assert not [path for path in plain["asked"] if path.startswith("/live")]
    assert all(plain["tiles"].values())
