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


def test_portfolio__bridge_bars_are_the_mart_and_lead_from_budget_to_actual(
    portfolio: dict[str, Any], warehouse: Any
) -> None:
    expected = rows(
        warehouse,
        """
        select step_key, sum(amount_gbp), any_value(step_type) from mart_revenue_bridge_mtd
        group by step_key, step_order order by step_order
        """,
    )
    shown = [(step["step"], float(step["value"])) for step in portfolio["bridge"]]

    assert [key for key, _ in shown] == [key for key, _, _ in expected]
    for (_, value), (_, amount, _) in zip(shown, expected, strict=True):
        assert value == pytest.approx(float(amount), abs=TOLERANCE)
    changes = sum(value for (_, value), (_, _, kind) in zip(shown, expected, strict=True) if kind == "change")
    assert shown[0][1] + changes == pytest.approx(shown[-1][1], abs=TOLERANCE)


def test_portfolio__bridge_prints_a_label_on_every_bar(portfolio: dict[str, Any]) -> None:
    printed = [label for label in portfolio["bridgeLabels"] if "£" in label]
    for step in portfolio["bridge"]:
        assert any(
            abs(number - float(step["value"])) <= half_digit for number, half_digit in map(shown_number, printed)
        ), f"no bar is labelled with {step['value']}"


def test_portfolio__sentence_states_gap_worst_step_and_settled_share(portfolio: dict[str, Any], warehouse: Any) -> None:
    row = one_row(warehouse, "select * from mart_portfolio_overview_mtd")
    worst = one_row(
        warehouse,
        "select amount_gbp from mart_revenue_bridge_mtd where step_type = 'change' order by amount_gbp limit 1",
    )
    answers = {answer["testid"]: answer for answer in portfolio["answers"]}

    gap = float(row["budget_gap_gbp"])
    assert float(answers["answer-gap"]["value"]) == pytest.approx(gap, abs=TOLERANCE)
    assert ("below" in answers["answer-gap"]["text"]) == (gap < 0)
    printed, half_digit = shown_number(answers["answer-gap"]["text"].split()[0])
    assert printed == pytest.approx(abs(gap), abs=half_digit)
    assert float(answers["answer-worst"]["value"]) == pytest.approx(float(worst["amount_gbp"]), abs=TOLERANCE)
    share, half_digit = shown_number(answers["answer-settled"]["text"])
    settled_ratio = float(row["settled_revenue_mtd_gbp"]) / float(row["revenue_mtd_gbp"])
    assert share == pytest.approx(settled_ratio, abs=half_digit)


def test_portfolio__bullets_show_each_site_against_guarantee_and_budget(
    portfolio: dict[str, Any], warehouse: Any
) -> None:
    expected = {}
    for site_id, availability, guarantee, revenue, budget in rows(
        warehouse,
        """
        select
            site_id, contractual_availability_ratio, availability_target_ratio, revenue_mtd_gbp, budget_mtd_gbp
        from mart_site_overview_mtd
        """,
    ):
        expected[site_id, "contractual_availability_ratio"] = (float(availability), float(guarantee))
        expected[site_id, "revenue_mtd_gbp"] = (float(revenue), float(budget))
    shown = {
        (bullet["site"], bullet["metric"]): (float(bullet["value"]), float(bullet["target"]))
        for bullet in portfolio["bullets"]
    }

    assert shown.keys() == expected.keys()
    for key, pair in expected.items():
        assert shown[key] == pytest.approx(pair, abs=TOLERANCE)


def test_portfolio__table_cells_are_the_mart_furthest_below_budget_first(
    portfolio: dict[str, Any], warehouse: Any
) -> None:
    expected = rows(
        warehouse,
        """
        select
            site_name, revenue_mtd_gbp, settled_revenue_mtd_gbp, budget_gap_gbp, contractual_availability_ratio,
            discharged_mwh, active_fault_count, soh_ratio, failing_clauses
        from mart_site_overview_mtd order by budget_gap_gbp
        """,
    )
    (table,) = portfolio["tables"]

    assert len(table) == len(expected) + 1
    for cells, (name, *numbers, clauses) in zip(table[1:], expected, strict=True):
        assert cells[0] == name
        assert_cells_print(cells[1 : len(numbers) + 1], numbers)
        assert cells[len(numbers) + 1] == (clauses or "-")


def assert_cells_print(cells: list[str], numbers: list[Any]) -> None:
    for cell, number in zip(cells, numbers, strict=True):
        printed, half_digit = shown_number(cell)
        assert printed == pytest.approx(float(number), abs=half_digit), f"{cell} is not {number}"


def test_portfolio__freshness_table_is_the_mart(portfolio: dict[str, Any], warehouse: Any) -> None:
    expected = rows(warehouse, "select source_table, is_fresh from fact_source_freshness order by source_table")

    assert [(row[0], "fresh" in row[-1]) for row in portfolio["freshnessRows"]] == expected


def test_site_pages__tiles_are_the_mart(site: dict[str, Any], warehouse: Any) -> None:
    seen = {visit["path"] for visit in site["visits"] if visit["path"].startswith("/sites/")}
    budget_gaps = dict(rows(warehouse, "select site_id, budget_gap_gbp from mart_site_overview_mtd"))
    assert {f"/sites/{site_id}" for site_id in (min(budget_gaps), max(budget_gaps))} <= seen
    for path in sorted(seen):
        site_id = path.removeprefix("/sites/")
        facts, budget_gap = facts_of(site, path), budget_gaps[site_id]
        row = one_row(warehouse, f"select * from mart_site_overview_mtd where site_id = '{site_id}'")
        # A site has the portfolio's KPIs but the one that counts sites.
        columns = [column_of(kpi["metric"]) for kpi in KPIS]
        assert [tile["metric"] for tile in facts["tiles"]] == [column for column in columns if column in row]
        for tile in facts["tiles"]:
            assert float(tile["value"]) == pytest.approx(float(row[tile["metric"]]), abs=TOLERANCE)
        assert float(facts["answers"][0]["value"]) == pytest.approx(float(budget_gap), abs=TOLERANCE)
