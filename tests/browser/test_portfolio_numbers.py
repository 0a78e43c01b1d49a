"""Dashboard 1 and the site pages print the warehouse's numbers: every tile, sentence, bar and cell."""

from typing import Any

import pytest
import yaml

from tests.browser.conftest import ROOT
from tests.browser.site_reading import facts_of, shown_number

pytestmark = pytest.mark.browser

CATALOG = yaml.safe_load((ROOT / "dashboard_catalog.yaml").read_text(encoding="utf-8"))
KPIS = next(entry for entry in CATALOG["dashboards"] if entry["slug"] == "portfolio")["kpis"]
# The query engine and the page carry doubles; money is compared to the hundredth of a penny.
TOLERANCE = 1e-4


def one_row(warehouse: Any, sql: str) -> dict[str, Any]:
    relation = warehouse.execute(sql)
    names = [column[0] for column in relation.description]
    return dict(zip(names, relation.fetchone(), strict=True))


def rows(warehouse: Any, sql: str) -> list[tuple[Any, ...]]:
    return list(warehouse.execute(sql).fetchall())


def column_of(metric: str) -> str:
    return metric.partition(".")[2]


@pytest.mark.parametrize("kpi", KPIS, ids=lambda kpi: column_of(kpi["metric"]))
def test_portfolio__tile_shows_its_mart_column(portfolio: dict[str, Any], warehouse: Any, kpi: dict[str, Any]) -> None:
    row = one_row(warehouse, "select * from mart_portfolio_overview_mtd")
    tile = next(tile for tile in portfolio["tiles"] if tile["metric"] == column_of(kpi["metric"]))

    expected = float(row[tile["metric"]])
    assert float(tile["value"]) == pytest.approx(expected, abs=TOLERANCE)
    printed, half_digit = shown_number(tile["text"])
    assert printed == pytest.approx(expected, abs=half_digit)
    if "metric" in kpi.get("target", {}):
        assert float(tile["target"]) == pytest.approx(float(row[column_of(kpi["target"]["metric"])]), abs=TOLERANCE)
    for detail in tile["details"]:
        assert float(detail["value"]) == pytest.approx(float(row[detail["metric"]]), abs=TOLERANCE)


def test_portfolio__shows_the_six_kpis_of_the_catalog_in_order(portfolio: dict[str, Any]) -> None:
    assert [tile["metric"] for tile in portfolio["tiles"]] == [column_of(kpi["metric"]) for kpi in KPIS]


def test_portfolio__definition_of_every_kpi_is_one_click_away(site: dict[str, Any]) -> None:
    visit = next(v for v in site["visits"] if (v["path"], v["look"]) == ("/enka/portfolio", "light"))

    for kpi in KPIS:
        panel = visit["definitions"][column_of(kpi["metric"])]
        assert kpi["metric"] in panel
        assert "Formula" in panel, f"{kpi['definition']} has no definition text"
