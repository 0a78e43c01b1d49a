"""A value in the API is the value on the page."""

from collections.abc import Iterator
from typing import Any

import httpx
import pytest

from tests.browser.conftest import WAREHOUSE
from tests.browser.site_reading import facts_of
from tests.python.api.conftest import running

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def client() -> Iterator[httpx.Client]:
    with running(WAREHOUSE) as address, httpx.Client(base_url=address) as client:
        yield client


def shown(facts: dict[str, Any]) -> dict[str, str]:
    """Unrounded values of a page's tiles by mart column."""
    return {tile["metric"]: tile["value"] for tile in facts["tiles"]}


def assert_agree(tiles: dict[str, str], row: dict[str, Any]) -> None:
    assert tiles, "the page shows no tile"
    for column, value in tiles.items():
        if row[column] is None or isinstance(row[column], str):
            assert value == (row[column] or ""), column
        else:
            assert float(value) == pytest.approx(row[column], rel=1e-9), column


def test_portfolio__has_the_values_of_the_api(site: dict[str, Any], client: httpx.Client) -> None:
    (row,) = client.get("/metrics/portfolio").json()["rows"]
    assert_agree(shown(facts_of(site, "/enka/portfolio")), row)


@pytest.mark.parametrize("site_id", ["cotswold", "yorkshire"])
def test_site__has_the_values_of_the_api(site: dict[str, Any], client: httpx.Client, site_id: str) -> None:
    assert_agree(shown(facts_of(site, f"/sites/{site_id}")), client.get(f"/metrics/site/{site_id}").json())
