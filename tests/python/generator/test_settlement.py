"""Settlement: runs when they are due, amounts to the penny, every planted error labelled and nothing else wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

import numpy as np
import pytest

from ingest.contract import load_contracts
from ingest.writer import conform
from seeds_generator.config import SETTLEMENT_FAULTS, ConfigError, ScenarioConfig, SiteConfig, load_scenario
from seeds_generator.systems import rtm
from seeds_generator.world.clock import Horizon
from seeds_generator.world.ledger import Lines, amount_pence
from seeds_generator.world.market import simulate_market, win_contracts
from seeds_generator.world.run_calendar import bank_holidays, run_days
from seeds_generator.world.settlement import Statement, settle
from seeds_generator.world.state import Contracts, Market, SiteOperation
from tests.python.generator.made_up_operation import made_up_operation

DEMO, CI, REAL = load_scenario("demo"), load_scenario("ci"), load_scenario("gb-2018")
Given = tuple[Horizon, Market, Contracts, SiteOperation]


def shared(scenario: ScenarioConfig) -> tuple[Horizon, Market]:
    horizon = Horizon(scenario.start_date, scenario.days, scenario.timezone)
    return horizon, simulate_market(scenario, horizon)


def given(scenario: ScenarioConfig, site: SiteConfig) -> Given:
    horizon, market = shared(scenario)
    return horizon, market, win_contracts(scenario, site, horizon, market), made_up_operation(site, horizon)


def settled(scenario: ScenarioConfig, site: SiteConfig) -> Statement:
    return settle(scenario, site, *given(scenario, site))


def days_of_run(statement: Statement, horizon: Horizon, run: str) -> list[date]:
    found = [horizon.settlement_dates[line.period] for line in statement.lines if line.run == run]
    return sorted(set(np.concatenate(found).astype(object))) if found else []


# Calendar


def test_bank_holidays_of_known_years() -> None:
    assert [f"{day:%m-%d}" for day in bank_holidays(2018, 2018)] == [
        "01-01", "03-30", "04-02", "05-07", "05-28", "08-27", "12-25", "12-26"
    ]  # fmt: skip
    assert [f"{day:%m-%d}" for day in bank_holidays(2022, 2022)] == [
        "01-03", "04-15", "04-18", "05-02", "06-02", "06-03", "08-29", "09-19", "12-26", "12-27"
    ]  # fmt: skip
    assert date(2020, 5, 8) in bank_holidays(2020, 2020)
    assert date(2020, 5, 4) not in bank_holidays(2020, 2020)
    assert {date(2023, 5, 1), date(2023, 5, 8), date(2023, 5, 29)} <= set(bank_holidays(2023, 2023))
    assert [day for day in bank_holidays(2021, 2021) if day.month == 12] == [date(2021, 12, 27), date(2021, 12, 28)]


@pytest.mark.parametrize(
    ("day", "run", "published"),
    [
        ("2024-03-08", "II", "2024-03-15"),
        # Easter 2024: Good Friday on 29 March and Monday 1 April are no working days.
        ("2024-03-26", "II", "2024-04-04"),
        # A Saturday counts as the Monday after it.
        ("2024-03-09", "II", "2024-03-18"),
        ("2024-02-22", "SF", "2024-03-15"),
        ("2024-02-23", "SF", "2024-03-18"),
        ("2018-03-28", "II", "2018-04-06"),
        # Through Easter, early May and late May.
        ("2024-03-08", "R1", "2024-05-07"),
    ],
)
def test_runs_count_working_days(day: str, run: str, published: str) -> None:
    assert str(run_days(np.array([day], dtype="datetime64[D]"), run)[0]) == published


def test_on_15_march_the_demo_has_sf_until_22_february_and_ii_until_8_march() -> None:
    horizon, _ = shared(DEMO)
    for site in DEMO.sites:
        statement = settled(DEMO, replace(site, settlement_faults=()))
        assert set(statement.published) == {"II", "SF"}
        assert days_of_run(statement, horizon, "SF") == [d for d in horizon.dates if d <= date(2024, 2, 22)]
        assert days_of_run(statement, horizon, "II") == [d for d in horizon.dates if d <= date(2024, 3, 8)]


def test_a_later_as_of_date_brings_later_runs_and_nothing_published_after_it() -> None:
    statement = settled(CI, CI.sites[0])
    assert set(statement.published) == {"II", "SF", "R1"}
    as_of = shared(CI)[0].local_midnight(CI.as_of_date or date.max)
    for line in statement.lines:
        assert (statement.published[line.run][line.period] < as_of).all()


def test_nothing_is_settled_in_a_horizon_that_no_run_has_reached() -> None:
    short = replace(DEMO, days=4)
    for site in short.sites:
        statement = settled(short, site)
        assert (statement.lines, statement.volumes, statement.invoices, statement.breaks) == ((), (), (), ())


# Amounts


@pytest.mark.parametrize(
    ("quantity_milli", "price_1e5", "factor_1e4", "pence"),
    [
        # 25 MWh at £60.12 are £1,503.00.
        (25_000, 6_012_000, 10_000, 150_300),
        # 0.001 MWh at £5 are half a penny: away from zero, both ways.
        (1, 500_000, 10_000, 1),
        (-1, 500_000, 10_000, -1),
        (1, -500_000, 10_000, -1),
        (-1, -500_000, 10_000, 1),
        (1, 499_999, 10_000, 0),
        (-3, 500_000, 10_000, -2),
        # 5 MW·h at £2.37 and a factor of 0.9 are £10.665.
        (5_000, 237_000, 9_000, 1_067),
        (-5_000, 237_000, 9_000, -1_067),
        (0, 123_456, 10_000, 0),
    ],
)
def test_amounts_round_half_away_from_zero(quantity_milli: int, price_1e5: int, factor_1e4: int, pence: int) -> None:
    found = amount_pence(np.array([quantity_milli]), np.array([price_1e5]), np.array([factor_1e4]))
    assert found.tolist() == [pence]


def by_hand(quantity: float, price: float, factor: float) -> int:
    exact = Decimal(str(quantity)) * Decimal(str(price)) * Decimal(str(factor)) * 100
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


@pytest.mark.parametrize("scenario", [DEMO, CI, REAL], ids=lambda scenario: scenario.name)
def test_every_delivered_line_is_quantity_times_price_times_factor_to_the_penny(scenario: ScenarioConfig) -> None:
    for site in scenario.sites:
        horizon, market, contracts, operation = given(scenario, site)
        statement = settle(scenario, site, horizon, market, contracts, operation)
        tables = rtm.tables(scenario, site, horizon, market, contracts, operation, statement)
        raw = load_contracts()
        found = {name: conform(raw[name], table) for name, table in tables.items()}
        lines = found["rtm.settlement_line"].to_pylist()
        assert len(lines) > 1_000
        for line in lines:
            assert line["amount_pence"] == by_hand(line["quantity"], line["price_gbp"], line["performance_factor"])


def test_lines_follow_from_meter_plan_prices_and_contracts() -> None:
    site = replace(CI.sites[0], settlement_faults=())
    _, market, contracts, operation = given(CI, site)
    statement = settled(CI, site)
    volumes = next(v for v in statement.volumes if v.run == "R1")
    assert volumes.exported_kwh.tolist() == operation.exported_kwh.tolist()
    lines = {line.component: line for line in statement.lines if line.run == "R1" and len(line.period)}
    assert list(lines) == ["day_ahead", "imbalance", "auxiliary_import", "CM", "DCH", "DCL"]
    position_mw = np.round(operation.plan.planned_mw, 1)
    assert lines["day_ahead"].quantity_milli / 1000 == pytest.approx(position_mw * 0.5)
    metered_mwh = (operation.exported_kwh - operation.imported_kwh) / 1000
    assert lines["imbalance"].quantity_milli / 1000 == pytest.approx(metered_mwh - position_mw * 0.5)
    assert lines["imbalance"].price_1e5 / 1e5 == pytest.approx(market.system)
    assert lines["auxiliary_import"].amount_pence.tolist() == (-12 * operation.auxiliary_kwh).tolist()
    assert set(lines["DCL"].quantity_milli.tolist()) == {5_000}
    assert lines["DCL"].factor_1e4 / 1e4 == pytest.approx(operation.performance_factor["DCL"])
    assert lines["DCL"].price_1e5 / 1e5 == pytest.approx(contracts.price_gbp_per_mw_h["DCL"])
    assert lines["CM"].amount_pence.sum() == 192 * round(11.9 * 0.5 * 684.932)


def test_what_is_not_sold_day_ahead_settles_at_the_real_system_price() -> None:
    site = replace(REAL.sites[0], settlement_faults=())
    horizon, market, contracts, operation = given(REAL, site)
    statement = settle(REAL, site, horizon, market, contracts, operation)
    assert "day_ahead" not in {line.component for line in statement.lines}
    first = next(line for line in statement.lines if line.component == "imbalance" and line.run == "II")
    volumes = next(v for v in statement.volumes if v.run == "II")
    assert first.quantity_milli.tolist() == (volumes.exported_kwh - volumes.imported_kwh).tolist()
    long_day = horizon.settlement_dates[first.period] == np.datetime64("2018-10-28")
    assert long_day.sum() == 50
    assert (first.price_1e5[long_day] / 1e5)[[0, 49]].tolist() == [74.84235, 47.22]
    results = rtm.tables(REAL, site, horizon, market, contracts, operation, statement)["rtm.auction_result"]
    assert "DA" not in set(results["product"].to_pylist())


def test_runs_drift_by_day_within_the_limit_and_come_closer() -> None:
    horizon, _, _, operation = given(DEMO, DEMO.sites[0])
    statement = settled(DEMO, replace(DEMO.sites[0], settlement_faults=()))
    worst = {}
    for volumes in statement.volumes:
        daily = [
            volumes.exported_kwh[rows].sum() / operation.exported_kwh[volumes.period][rows].sum() - 1
            for day in np.unique(horizon.period_day[volumes.period])
            if (rows := horizon.period_day[volumes.period] == day).any()
        ]
        worst[volumes.run] = np.abs(daily).max()
    assert 0.0005 < worst["II"] <= 0.0031
    assert 0 < worst["SF"] < worst["II"] / 2


# Planted errors


def totals(lines: Iterable[Lines], horizon: Horizon) -> Counter[tuple[date, int, str]]:
    """Pence by day, settlement period and run."""
    found: Counter[tuple[date, int, str]] = Counter()
    for line in lines:
        keys = zip(
            horizon.settlement_dates[line.period].tolist(),
            horizon.settlement_periods[line.period].tolist(),
            strict=True,
        )
        for (day, number), pence in zip(keys, line.amount_pence.tolist(), strict=True):
            found[day, number, line.run] += pence
    return found


@pytest.mark.parametrize("scenario", [DEMO, CI, REAL], ids=lambda scenario: scenario.name)
@pytest.mark.parametrize("faults", [(fault,) for fault in SETTLEMENT_FAULTS] + [SETTLEMENT_FAULTS], ids="-".join)
def test_settled_minus_right_is_what_the_labels_say_and_nothing_else(
    scenario: ScenarioConfig, faults: tuple[str, ...]
) -> None:
    site = replace(scenario.sites[1], settlement_faults=faults)
    horizon, _ = shared(scenario)
    wrong, right = settled(scenario, site), settled(scenario, replace(site, settlement_faults=()))
    difference = totals(wrong.lines, horizon)
    difference.subtract(totals(right.lines, horizon))
    labels = [label for label in wrong.breaks if label.kind != "short_payment"]
    assert bool(labels) == (faults != ("short_payment",))
    for label in labels:
        if label.settlement_period is not None:
            assert label.run is not None
            difference[label.settlement_date, label.settlement_period, label.run] -= label.amount_pence
    # What is left belongs to the day with wrong volumes, whose label is for the whole day.
    whole_days = Counter({(b.settlement_date, b.run): b.amount_pence for b in labels if b.settlement_period is None})
    left: Counter[tuple[date, str | None]] = Counter()
    for (day, _, run), pence in difference.items():
        if pence:
            left[day, run] += pence
    assert left == whole_days


def labelled(scenario: ScenarioConfig, site_number: int, kind: str) -> list[tuple[str, int | None, str | None, int]]:
    statement = settled(scenario, scenario.sites[site_number])
    return [
        (f"{b.settlement_date:%m-%d}", b.settlement_period, b.run, b.amount_pence)
        for b in statement.breaks
        if b.kind == kind
    ]


def test_the_demo_plants_what_its_sites_say() -> None:
    kinds = [{label.kind for label in settled(DEMO, site).breaks} for site in DEMO.sites]
    assert kinds == [
        {"wrong_price", "run_correction"},
        {"missing_period", "duplicate_line", "performance_factor", "short_payment"},
        {"wrong_volume"},
    ]


def test_four_periods_of_27_february_have_a_wrong_price() -> None:
    found = labelled(DEMO, 0, "wrong_price")
    assert len({period for _, period, _, _ in found}) == len(found) == 4
    assert {(day, run) for day, _, run, _ in found} == {("02-27", "II")}


def test_one_sf_day_is_corrected_by_4200_pounds() -> None:
    assert [(run, pence) for _, _, run, pence in labelled(DEMO, 0, "run_correction")] == [("SF", 420_000)]


def test_three_periods_of_one_day_are_in_no_run() -> None:
    horizon, _ = shared(CI)
    site = CI.sites[1]
    statement = settled(CI, site)
    found = labelled(CI, 1, "missing_period")
    assert {run for _, _, run, _ in found} == {"II", "SF", "R1"}
    gone = {(date(2024, int(day[:2]), int(day[3:])), number) for day, number, _, _ in found}
    assert len(gone) == 3
    for part in (*statement.lines, *statement.volumes):
        there = zip(
            horizon.settlement_dates[part.period].tolist(),
            horizon.settlement_periods[part.period].tolist(),
            strict=True,
        )
        assert not gone & set(there)


def test_a_line_is_billed_twice_in_the_latest_run_of_its_period() -> None:
    assert [run for _, _, run, _ in labelled(DEMO, 1, "duplicate_line")] == ["II"]
    assert [run for _, _, run, _ in labelled(CI, 1, "duplicate_line")] == ["R1"]


def test_five_response_blocks_are_paid_below_the_factor_earned() -> None:
    horizon, _, _, operation = given(DEMO, DEMO.sites[1])
    statement = settled(DEMO, DEMO.sites[1])
    below = set()
    for line in (line for line in statement.lines if line.service == "frequency_response"):
        earned = np.round(operation.performance_factor[line.component][line.period] * 10_000).astype(int)
        assert (line.factor_1e4 <= earned).all()
        low = line.factor_1e4 < earned
        below |= {(line.component, int(block)) for block in horizon.efa_block[line.period[low]]}
        labels = [b for b in statement.breaks if b.kind == "performance_factor" and b.run == line.run]
        assert low.sum() == len([b for b in labels if b.component == line.component])
    assert len(below) == 5


def test_one_day_is_metered_2_percent_low() -> None:
    horizon, _ = shared(DEMO)
    site = DEMO.sites[2]
    wrong, right = settled(DEMO, site), settled(DEMO, replace(site, settlement_faults=()))
    for low, true in zip(wrong.volumes, right.volumes, strict=True):
        days = horizon.period_day[true.period]
        ratio = np.array(
            [low.exported_kwh[days == d].sum() / true.exported_kwh[days == d].sum() for d in np.unique(days)]
        )
        changed = ratio[ratio != 1]
        if true.run == "II":
            assert changed == pytest.approx([0.98], abs=1e-4)


def test_an_unknown_error_is_refused() -> None:
    with pytest.raises(ConfigError, match="site cotswold: settlement fault 'wrong_prise' is unknown"):
        replace(DEMO.sites[0], settlement_faults=("wrong_prise",))


# Independence


def test_settling_again_gives_the_same_and_another_site_changes_nothing() -> None:
    def tables(scenario: ScenarioConfig, site: SiteConfig) -> dict[str, list[dict[str, object]]]:
        horizon, market, contracts, operation = given(scenario, site)
        statement = settle(scenario, site, horizon, market, contracts, operation)
        made = rtm.tables(scenario, site, horizon, market, contracts, operation, statement)
        return {name: table.to_pylist() for name, table in made.items()}

    site = DEMO.sites[1]
    first = tables(DEMO, site)
    assert tables(DEMO, site) == first
    assert tables(replace(DEMO, sites=(replace(site, site_id="medway"), site)), site) == first
    assert tables(replace(DEMO, seed=1), site)["rtm.settlement_line"] != first["rtm.settlement_line"]
