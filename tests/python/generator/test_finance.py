"""Contracts and finance: tables keep their contract, hang together, and know nothing that had not happened yet."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from ingest.contract import load_contracts
from ingest.writer import conform
from seeds_generator.config import ScenarioConfig, SiteConfig, load_scenario
from seeds_generator.systems import finance, rtm
from seeds_generator.systems.columns import block_ids, rack_ids
from seeds_generator.world.clock import Horizon
from seeds_generator.world.market import simulate_market, win_contracts
from seeds_generator.world.settlement import Statement, settle
from tests.python.generator.made_up_operation import made_up_operation

DEMO, CI, FLEET = load_scenario("demo"), load_scenario("ci"), load_scenario("fleet")
STAGES = ["land", "grid_offer", "planning", "route_to_market", "fid", "construction", "energised", "cod"]
CONTRACTS = load_contracts()
Rows = list[dict[str, Any]]


def horizon_of(scenario: ScenarioConfig) -> Horizon:
    return Horizon(scenario.start_date, scenario.days, scenario.timezone)


def delivered(scenario: ScenarioConfig, site: SiteConfig) -> tuple[Statement, dict[str, Rows]]:
    """Everything that finance and the settlement provider deliver for a site, as their contracts ask for."""
    horizon = horizon_of(scenario)
    market, operation = simulate_market(scenario, horizon), made_up_operation(site, horizon)
    contracts = win_contracts(scenario, site, horizon, market)
    statement = settle(scenario, site, horizon, market, contracts, operation)
    tables = finance.site_tables(scenario, site, horizon, statement, operation)
    tables |= rtm.tables(scenario, site, horizon, market, contracts, operation, statement)
    return statement, {name: conform(CONTRACTS[name], table).to_pylist() for name, table in tables.items()}


STATEMENTS: dict[str, Statement] = {}
BY_SITE: dict[str, dict[str, Rows]] = {}
for demo_site in DEMO.sites:
    STATEMENTS[demo_site.site_id], BY_SITE[demo_site.site_id] = delivered(DEMO, demo_site)


def every(table: str) -> Rows:
    return [row for tables in BY_SITE.values() for row in tables[table]]


def test_every_finance_table_is_delivered_and_keeps_its_contract() -> None:
    promised = {name for name in CONTRACTS if name.startswith("finance.")} - {"finance.project"}
    for tables in BY_SITE.values():
        assert promised <= set(tables)
        assert all(tables[name] for name in promised)
    _, of_fleet = delivered(FLEET, FLEET.sites[0])
    assert of_fleet["finance.partner"][0]["partner_id"] == "cotswold-001-landowner"


@pytest.mark.parametrize("site", DEMO.sites, ids=lambda site: site.site_id)
def test_assets_hang_on_each_other_and_share_the_sites_power(site: SiteConfig) -> None:
    rows = {row["asset_id"]: row for row in BY_SITE[site.site_id]["finance.asset"]}
    kinds = {
        kind: [r for r in rows.values() if r["asset_type"] == kind] for kind in ("controller", "inverter", "battery")
    }
    racks = [row for row in rows.values() if row["asset_type"] == "battery_rack"]
    assert [r["asset_id"] for r in kinds["controller"]] == [f"{site.site_id}-ctl"]
    assert sorted(r["asset_id"] for r in kinds["inverter"]) == block_ids(site, "pcs")
    assert sorted(r["asset_id"] for r in kinds["battery"]) == block_ids(site, "bat")
    assert sorted(r["asset_id"] for r in racks) == rack_ids(site)
    parents = {"controller": None, "inverter": "controller", "battery": "inverter", "battery_rack": "battery"}
    for row in rows.values():
        parent = rows.get(row["parent_asset_id"])
        assert (parent["asset_type"] if parent else None) == parents[row["asset_type"]]
        assert parent is None or parent["block_number"] in (None, row["block_number"])
    assert sum(r["rated_kw"] for r in kinds["inverter"]) == pytest.approx(site.rated_mw * 1000)
    assert kinds["controller"][0]["rated_kw"] == site.rated_mw * 1000
    assert sum(r["nameplate_dc_kwh"] for r in kinds["battery"]) == pytest.approx(
        sum(r["nameplate_dc_kwh"] for r in racks)
    )
    # 416 cells of 280 Ah and 3.2 V.
    assert {r["nameplate_dc_kwh"] for r in racks} == {372.736}


def test_partner_terms_are_continuous_in_money_and_time() -> None:
    terms: dict[str, dict[date, Rows]] = {}
    for row in every("finance.partner_term"):
        terms.setdefault(row["partner_id"], {}).setdefault(row["valid_from"], []).append(row)
    assert set(terms) == {row["partner_id"] for row in every("finance.partner")}
    for versions in terms.values():
        for tiers in versions.values():
            assert tiers[0]["tier_lower_gbp_per_mw_year"] == 0
            assert tiers[-1]["tier_upper_gbp_per_mw_year"] is None
            for lower, upper in pairwise(tiers):
                assert lower["tier_upper_gbp_per_mw_year"] == upper["tier_lower_gbp_per_mw_year"]
        ends = [tiers[0]["valid_to"] for tiers in versions.values()]
        assert [*sorted(versions)[1:], None] == ends
    assert max(len(versions) for versions in terms.values()) == 2
    rows = every("finance.partner_term")
    assert any(row["floor_gbp_per_mw_year"] for row in rows)
    assert any(row["cap_gbp_per_mw_year"] for row in rows)
    assert max(row["tier_number"] for row in rows) == 3


@pytest.mark.parametrize(
    ("revenue_gbp", "share_gbp"),
    [
        # 50 MW, £2.5m a year, 8 % fee: £46,000 per MW, 20 % of 30,000 and 25 % of 16,000.
        (2_500_000, 50 * 10_000),
        # £9,200 per MW is below the floor of £25,000: 20 % of the floor.
        (500_000, 50 * 5_000),
        # £184,000 per MW is above the cap of £90,000: 20, 25 and 30 % of 30,000 each.
        (10_000_000, 50 * 22_500),
    ],
)
def test_a_share_follows_marginal_tiers_floor_and_cap(revenue_gbp: float, share_gbp: float) -> None:
    term = {
        "tiers": [[0, 30_000, 0.20], [30_000, 60_000, 0.25], [60_000, None, 0.30]],
        "floor": 25_000, "cap": 90_000, "optimiser_fee": 0.08,
    }  # fmt: skip
    assert finance.share_gbp(DEMO.sites[0], term, revenue_gbp, 365) == pytest.approx(share_gbp)
    # A twelfth of the year is shared like the year.
    assert finance.share_gbp(DEMO.sites[0], term, revenue_gbp / 5, 73) == pytest.approx(share_gbp / 5)


def test_partners_have_been_paid_since_january_for_months_that_ended() -> None:
    rows = every("finance.partner_payment")
    assert {row["statement_month"] for row in rows} == {date(2023, 12, 1), date(2024, 1, 1)}
    for row in rows:
        assert date(2024, 1, 1) <= row["paid_date"] <= date(2024, 3, 15)
        assert row["paid_date"] > row["statement_month"] + timedelta(days=31)
        assert row["amount_pence"] > 0
    assert len(rows) == 2 * len(every("finance.partner"))


@pytest.mark.parametrize("site", DEMO.sites, ids=lambda site: site.site_id)
def test_one_version_of_each_clause_is_in_force(site: SiteConfig) -> None:
    rows = BY_SITE[site.site_id]["finance.sla_term"]
    metrics = {"contractual_availability", "comms_uptime", "response_performance", "round_trip_efficiency",
               "soh_guarantee", "restore_time", "latency_p95"}  # fmt: skip
    assert {row["metric"] for row in rows} == metrics
    start = site.commercial_operation_date
    for day in [start + timedelta(days=n) for n in range(0, 15 * 365, 97)]:
        in_force = [
            r["metric"] for r in rows if r["valid_from"] <= day and (r["valid_to"] is None or day < r["valid_to"])
        ]
        assert sorted(in_force) == sorted(metrics)
    thresholds = {row["metric"]: row["threshold"] for row in rows if row["valid_to"] is None}
    assert thresholds["contractual_availability"] == site.availability_guarantee_ratio
    assert thresholds["comms_uptime"] == (0.995 if site.vendor == "TMEIC" else 0.99)
    for row in rows:
        assert (row["damages_rule"] == "none") == (row["damages_rate_gbp"] is None)


def test_the_warranty_curve_and_the_guarantee_agree() -> None:
    for site in DEMO.sites:
        tables = BY_SITE[site.site_id]
        curve = {row["year_number"]: row for row in tables["finance.warranty_curve"]}
        known = {0: 100, 1: 95, 2: 92.5, 3: 90.5, 4: 88.8, 5: 87.2, 10: 80, 15: 73}
        assert {year: curve[year]["guaranteed_soh_pct"] for year in known} == known
        soh = [curve[year]["guaranteed_soh_pct"] for year in range(16)]
        assert all(later < earlier for earlier, later in pairwise(soh))
        owed = sorted(r["threshold"] for r in tables["finance.sla_term"] if r["metric"] == "soh_guarantee")
        assert owed == pytest.approx(sorted(value / 100 for value in soh[1:]))
        nameplate_mwh = site.blocks * site.racks_per_block * 0.372736
        expected = 10 * 365 * site.battery.warranted_cycles_per_day * nameplate_mwh
        assert curve[10]["warranted_throughput_mwh"] == pytest.approx(expected, abs=0.06)


@pytest.mark.parametrize("site", DEMO.sites, ids=lambda site: site.site_id)
def test_the_budget_was_made_before_and_expects_what_the_market_pays(site: SiteConfig) -> None:
    rows = BY_SITE[site.site_id]["finance.budget"]
    days = [date(2024, 2, 1) + timedelta(days=n) for n in range(60)]
    services = ("arbitrage", "capacity", "frequency_response", "reserve")
    assert {row["version"] for row in rows} == {"budget", "forecast 2024-02", "forecast 2024-03"}
    budget = [row for row in rows if row["version"] == "budget"]
    assert [(r["service"], r["settlement_date"]) for r in budget] == [(s, day) for s in services for day in days]
    for row in rows:
        assert row["made_at_utc"] < datetime.combine(row["settlement_date"], datetime.min.time())
        if row["version"] != "budget":
            assert row["version"] == f"forecast {row['settlement_date']:%Y-%m}"
    per_mw_year = sum(row["revenue_gbp"] for row in budget) / site.rated_mw * 366 / 60
    assert 46_000 <= per_mw_year <= 54_000


def test_the_budget_does_not_depend_on_what_happens_but_the_forecast_has_a_view() -> None:
    def version(tables: dict[str, Rows], name: str) -> dict[tuple[str, date], float]:
        rows = [row for row in tables["finance.budget"] if row["version"] == name]
        return {(row["service"], row["settlement_date"]): row["revenue_gbp"] for row in rows}

    _, other = delivered(CI, CI.sites[0])
    demo = BY_SITE["cotswold"]
    march = version(other, "budget")
    assert march == {key: value for key, value in version(demo, "budget").items() if key[1].month == 3}
    assert version(other, "forecast 2024-03") != version(demo, "forecast 2024-03")
    assert version(demo, "forecast 2024-03") != march


def test_invoices_bill_what_the_first_run_had_published_when_they_were_issued() -> None:
    horizon = horizon_of(DEMO)
    of_february = horizon.settlement_dates < np.datetime64("2024-03-01")
    for site_id, statement in STATEMENTS.items():
        rows = {row["service"]: row for row in BY_SITE[site_id]["finance.invoice"]}
        assert set(rows) == {"arbitrage", "capacity", "frequency_response"}
        for service, row in rows.items():
            lines = [line for line in statement.lines if line.run == "II" and line.service == service]
            billed = [line.only(of_february[line.period]) for line in lines]
            assert row["amount_pence"] == sum(int(line.amount_pence.sum()) for line in billed)
            assert (row["period_start"], row["period_end"]) == (date(2024, 2, 15), date(2024, 2, 29))
            assert row["issued_date"] == date(2024, 3, 8)
            last = max(statement.published["II"][line.period].max() for line in billed if len(line.period))
            assert last < np.datetime64(row["issued_date"])
            assert (row["paid_date"] is None) == (row["paid_pence"] is None) == (service == "arbitrage")


def test_one_invoice_is_paid_1950_pounds_short_and_labelled() -> None:
    short = [row for row in every("finance.invoice") if row["paid_pence"] not in (None, row["amount_pence"])]
    assert [(row["site_id"], row["service"], row["amount_pence"] - row["paid_pence"]) for row in short] == [
        ("thames", "capacity", 195_000)
    ]
    labels = [row for row in every("truth.truth_settlement_break") if row["break_type"] == "short_payment"]
    assert [(row["site_id"], row["settlement_date"], row["amount_pence"]) for row in labels] == [
        ("thames", short[0]["period_end"], -195_000)
    ]


def test_what_no_invoice_could_be_paid_short_is_not_labelled() -> None:
    scenario = load_scenario("dst-spring")
    _, tables = delivered(scenario, scenario.sites[1])
    assert all(row["paid_pence"] is None for row in tables["finance.invoice"])
    assert "short_payment" not in {row["break_type"] for row in tables["truth.truth_settlement_break"]}


def test_four_open_disputes_have_the_planted_ages() -> None:
    rows = every("finance.dispute")
    assert sorted((date(2024, 3, 15) - row["opened_date"]).days for row in rows) == [12, 37, 64, 95]
    assert all(row["closed_date"] is None and row["settlement_date"] < DEMO.start_date for row in rows)
    _, later = delivered(CI, CI.sites[1])
    assert sorted((date(2024, 5, 13) - row["opened_date"]).days for row in later["finance.dispute"]) == [37, 64]


def test_the_pipeline_spans_all_stages_and_its_money_adds_up() -> None:
    table = finance.portfolio_tables(DEMO, horizon_of(DEMO))["finance.project"]
    rows = conform(CONTRACTS["finance.project"], table).to_pylist()
    today = date(2024, 3, 15)
    assert {row["stage"] for row in rows} == set(STAGES)
    slips = [(row["planned_cod"] - row["baseline_cod"]).days for row in rows if row["baseline_cod"]]
    assert min(slips) == 0
    assert max(slips) > 180
    for row in rows:
        assert (row["blocker"] is None) == (row["blocked_since"] is None)
        assert row["blocked_since"] is None or row["blocked_since"] < today
        assert row["next_gate_due"] is None or row["next_gate_due"] > today
        assert (row["stage"] == "cod") == (row["planned_cod"] is not None and row["planned_cod"] < today)
        if row["capex_forecast_gbp"] is not None:
            assert 0 <= row["capex_spent_gbp"] <= row["capex_committed_gbp"] <= row["capex_forecast_gbp"]
    assert len({row["capacity_agreement"] for row in rows}) == 4


@pytest.mark.parametrize(
    ("name", "day", "periods"), [("dst-spring", "2024-03-31", 46), ("dst-autumn", "2024-10-27", 50)]
)
def test_prices_and_auctions_cover_clock_change_days_once(name: str, day: str, periods: int) -> None:
    scenario = load_scenario(name)
    horizon = horizon_of(scenario)
    market = simulate_market(scenario, horizon)
    prices = conform(CONTRACTS["rtm.price"], rtm.market_tables(scenario, horizon, market)["rtm.price"]).to_pylist()
    of_day = [row for row in prices if str(row["settlement_date"]) == day]
    assert [row["settlement_period"] for row in of_day] == list(range(1, periods + 1))
    for row in prices:
        assert row["day_ahead_published_at_utc"] < row["interval_start_utc"] < row["system_price_published_at_utc"]
    _, tables = delivered(scenario, scenario.sites[0])
    results = tables["rtm.auction_result"]
    for product in {row["product"] for row in results}:
        spans = sorted((r["delivery_start_utc"], r["delivery_end_utc"]) for r in results if r["product"] == product)
        assert all(end == start for (_, end), (start, _) in pairwise(spans))
        assert spans[0][0] <= horizon.periods[0].astype(object)
        assert spans[-1][1] >= horizon.end_utc.astype(object)
    assert all(row["published_at_utc"] < row["delivery_start_utc"] for row in results)


def test_capacity_is_agreed_by_delivery_year() -> None:
    rows = [row for row in every("rtm.auction_result") if row["product"] == "CM"]
    assert [(str(r["delivery_start_utc"]), str(r["delivery_end_utc"])) for r in rows] == [
        ("2023-09-30 23:00:00", "2024-09-30 23:00:00")
    ] * 3


def test_another_site_changes_nothing_and_the_same_again_is_the_same() -> None:
    newcomer = replace(DEMO.sites[0], site_id="medway")
    _, again = delivered(replace(DEMO, sites=(newcomer, DEMO.sites[1])), DEMO.sites[1])
    assert again == BY_SITE["thames"]
