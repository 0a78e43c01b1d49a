"""Prices have the statistics of the winter they imitate, real prices are real, and nobody knows tomorrow."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import numpy as np
import pytest

from seeds_generator.config import ConfigError, ScenarioConfig, load_scenario
from seeds_generator.world.clock import Horizon
from seeds_generator.world.market import REAL_PRICES, simulate_market, win_contracts
from seeds_generator.world.state import Contracts, Market

WINDY_SUNDAY = date(2024, 3, 10)


def days_of(scenario: ScenarioConfig) -> Horizon:
    return Horizon(scenario.start_date, scenario.days, scenario.timezone)


def world(name: str, **changes: Any) -> tuple[ScenarioConfig, Horizon, Market]:
    scenario = load_scenario(name, **changes)
    horizon = days_of(scenario)
    return scenario, horizon, simulate_market(scenario, horizon)


DEMO, HORIZON, MARKET = world("demo")
SUNDAY = np.array([day == WINDY_SUNDAY for day in HORIZON.dates])
BY_DAY = MARKET.day_ahead.reshape(30, 48)


def test_day_ahead_level_spread_and_minimum() -> None:
    ordinary = BY_DAY[~SUNDAY]
    assert 55 <= MARKET.day_ahead.mean() <= 62
    assert np.ptp(ordinary, axis=1).mean() == pytest.approx(42, abs=3)
    assert 12 <= ordinary.min() <= 21
    assert 100 <= ordinary.max() <= 125


def test_other_seeds_are_of_the_same_kind() -> None:
    found = np.array(
        [
            (
                prices.mean(),
                np.ptp(prices.reshape(30, 48)[~SUNDAY], axis=1).mean(),
                prices.reshape(30, 48)[~SUNDAY].min(),
            )
            for prices in (simulate_market(replace(DEMO, seed=seed), HORIZON).day_ahead for seed in range(20))
        ]
    )
    assert 57 <= found[:, 0].mean() <= 61
    assert 41 <= found[:, 1].mean() <= 46
    assert 15 <= found[:, 2].mean() <= 27
    assert np.ptp(found, axis=0).min() > 1


def test_weekends_are_cheaper_and_evenings_dearest() -> None:
    prices = np.concatenate([simulate_market(replace(DEMO, seed=seed), HORIZON).day_ahead for seed in range(10)])
    by_day = prices.reshape(10, 30, 48)
    weekend = np.array([day.weekday() >= 5 for day in HORIZON.dates])
    assert by_day[:, ~weekend].mean() - by_day[:, weekend & ~SUNDAY].mean() > 2
    assert int(by_day.mean(axis=(0, 1)).argmax()) // 2 == 18


def test_half_hours_of_an_hour_differ_by_little_but_differ() -> None:
    difference = np.diff(MARKET.day_ahead.reshape(-1, 2), axis=1)
    assert 0.5 < difference.std() < 0.9


def test_one_windy_sunday_is_negative_from_9_to_15() -> None:
    negative = MARKET.day_ahead < 0
    assert set(HORIZON.settlement_dates[negative].astype(object)) == {WINDY_SUNDAY}
    assert HORIZON.period_local_hour[negative].tolist() == [9 + n / 2 for n in range(12)]
    assert MARKET.day_ahead[negative].mean() == pytest.approx(-38, abs=2)
    of_sunday = HORIZON.period_day == int(SUNDAY.argmax())
    assert 6 <= (MARKET.system[of_sunday] < 0).sum() <= 10


def test_the_windy_sunday_moves_with_the_horizon_and_can_be_left_out() -> None:
    _, horizon, market = world("ci")
    assert set(horizon.settlement_dates[market.day_ahead < 0].astype(object)) == {WINDY_SUNDAY}
    calm = replace(DEMO, market=replace(DEMO.market, negative_price_day=0))
    assert simulate_market(calm, HORIZON).day_ahead.min() > 0


def test_the_system_price_has_two_states_that_the_imbalance_volume_tells_apart() -> None:
    is_long = MARKET.niv_mwh < 0
    assert 0.5 < is_long.mean() < 0.68
    assert (is_long == (MARKET.system < MARKET.day_ahead)).mean() > 0.97
    ordinary = is_long & ~np.repeat(SUNDAY, 48)
    below = (MARKET.day_ahead - MARKET.system)[ordinary]
    assert below.min() >= 14
    assert below.max() <= 30
    assert 0.15 < np.diff(is_long).mean() < 0.33
    assert (MARKET.system - MARKET.day_ahead > 70).sum() >= 1


def test_what_was_known_on_the_eve_is_the_mean_of_the_seven_whole_days_before_it() -> None:
    for day in range(8, 30):
        assert MARKET.history_shape[day, :48] == pytest.approx(BY_DAY[day - 8 : day - 1].mean(axis=0))
    assert np.isfinite(MARKET.history_shape).all()


@pytest.mark.parametrize(
    ("name", "day", "periods"), [("dst-spring", "2024-03-31", 46), ("dst-autumn", "2024-10-27", 50)]
)
def test_a_clock_change_day_keeps_its_evening_peak_on_the_wall_clock(name: str, day: str, periods: int) -> None:
    scenario, horizon, _ = world(name)
    rows = horizon.settlement_dates == np.datetime64(day)
    assert rows.sum() == periods
    prices = np.mean([simulate_market(replace(scenario, seed=n), horizon).day_ahead[rows] for n in range(30)], axis=0)
    assert int(horizon.period_local_hour[rows][prices.argmax()]) in (17, 18)


def real_file() -> dict[tuple[date, int], tuple[float, float]]:
    with REAL_PRICES.open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    return {
        (datetime.strptime(row["Settlement Date"], "%d/%m/%Y").date(), int(row["Settlement Period"])): (
            float(row["System Sell Price(£/MWh)"]),
            float(row["Net Imbalance Volume(MWh)"]),
        )
        for row in rows
    }


def test_real_prices_are_those_of_the_file_to_the_last_digit() -> None:
    _, horizon, market = world("gb-2018")
    known = real_file()
    keys = list(zip(horizon.settlement_dates.astype(object), horizon.settlement_periods.tolist(), strict=True))
    assert market.system.tolist() == [known[key][0] for key in keys]
    assert market.niv_mwh.tolist() == [known[key][1] for key in keys]
    long_day = market.system[horizon.settlement_dates == np.datetime64("2018-10-28")]
    assert len(long_day) == 50
    assert long_day[[0, 1, 3, 5, 48, 49]].tolist() == [74.84235, 46.25, 74.83, 44.82387, 46.8164, 47.22]


def test_the_estimated_day_ahead_price_uses_days_of_the_same_kind_before_the_eve_only() -> None:
    _, horizon, market = world("gb-2018")
    assert market.day_ahead_is_estimate
    known = real_file()
    for day, period in ((date(2018, 10, 28), 3), (date(2018, 10, 13), 36), (date(2018, 10, 24), 20)):
        past = [day - timedelta(days=n) for n in range(2, 31)]
        same_kind = [p for p in past if (p.weekday() >= 5) == (day.weekday() >= 5)][:7]
        expected = np.mean([known[p, period][0] for p in same_kind])
        found = market.day_ahead[
            (horizon.settlement_dates == np.datetime64(day)) & (horizon.settlement_periods == period)
        ]
        assert found == pytest.approx(expected, abs=0.00501)


def test_days_without_real_prices_are_told_in_a_sentence() -> None:
    scenario = load_scenario("gb-2018", start_date=date(2018, 9, 20))
    with pytest.raises(ConfigError, match=r"no prices for 2018-08-21 .* holds 2018-09-01 to 2018-11-30"):
        simulate_market(scenario, days_of(scenario))


def contracts_of(site_number: int, scenario: ScenarioConfig = DEMO) -> Contracts:
    return win_contracts(scenario, scenario.sites[site_number], HORIZON, MARKET)


def test_response_clears_by_efa_block_at_plausible_prices() -> None:
    won = contracts_of(0)
    for product in ("DCL", "DCH"):
        price = won.price_gbp_per_mw_h[product]
        assert (won.mw[product] == 10).all()
        assert 1 <= price.mean() <= 3.05
        per_block = [set(price[HORIZON.efa_block == block].tolist()) for block in range(int(HORIZON.efa_block[-1]) + 1)]
        of_february = HORIZON.settlement_dates < np.datetime64("2024-03-01")
        # The market's trend moves at midnight, inside the block from 23:00.
        assert max(len(prices) for prices in per_block) <= 2
        assert price[~of_february].mean() > 1.1 * price[of_february].mean()


def test_balancing_reserve_starts_with_its_first_auction() -> None:
    won = contracts_of(0)
    is_open = HORIZON.settlement_dates >= np.datetime64("2024-03-12")
    first = HORIZON.settlement_dates == np.datetime64("2024-03-12")
    for product in ("BRP", "BRN"):
        assert won.mw[product][~is_open].tolist() == [0.0] * int((~is_open).sum())
        assert (won.mw[product][is_open] == DEMO.sites[0].reserve_mw).all()
    price = won.price_gbp_per_mw_h
    assert price["BRP"][first].mean() == pytest.approx(9.57, abs=2)
    assert price["BRP"][is_open & ~first].mean() == pytest.approx(3.8, abs=0.6)
    assert price["BRN"][is_open].mean() == pytest.approx(1.07, abs=0.1)
    assert price["BRN"].max() <= 1.55


def test_capacity_is_paid_for_every_period() -> None:
    won = contracts_of(0)
    assert (won.mw["CM"] == DEMO.sites[0].capacity_mw).all()
    # £60 per kW and year over 8,760 hours, to 5 decimals.
    assert set(won.price_gbp_per_mw_h["CM"].tolist()) == {6.84932}


def test_clearing_prices_are_the_same_for_every_site_and_every_fleet() -> None:
    alone = replace(DEMO, sites=DEMO.sites[2:])
    first, third, by_itself = contracts_of(0), contracts_of(2), contracts_of(0, alone)
    for product, price in first.price_gbp_per_mw_h.items():
        assert price.tolist() == third.price_gbp_per_mw_h[product].tolist()
        assert price.tolist() == by_itself.price_gbp_per_mw_h[product].tolist()
    assert simulate_market(alone, HORIZON).day_ahead.tolist() == MARKET.day_ahead.tolist()
