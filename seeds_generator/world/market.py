"""Prices that the fleet trades against, and the availability products each site wins.

Two sources: a synthetic GB market (shape, level, spread and two-state imbalance price of winter 2024), or the real
half-hourly GB system prices of autumn 2018 carried in `market_data/`, for which a day-ahead price is estimated from
what was published on the eve.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

import numpy as np

from seeds_generator.config import HERE, ConfigError, MarketConfig, ScenarioConfig, SiteConfig
from seeds_generator.world.clock import Bools, Floats, Horizon, stream
from seeds_generator.world.failures import SCHEDULE_DAYS
from seeds_generator.world.state import Contracts, Market

WARM_UP_DAYS = 14
# The estimate of a real market's day-ahead price looks back over whole weekends: longer.
REAL_WARM_UP_DAYS = 30
TRAILING_DAYS = 7
PERIODS_OF_LONGEST_DAY = 50
# Deviation of each wall-clock hour from the day's level, share of the level.
HOUR_SHAPE = np.array(
    [-.22, -.26, -.28, -.30, -.30, -.24, -.06, .08, .12, .05, -.02, -.05,
     -.08, -.10, -.09, -.02, .14, .36, .42, .30, .14, .02, -.08, -.16]
)  # fmt: skip
LEVEL_PHI, LEVEL_SD, HOUR_SD, HALF_HOUR_SD = 0.6, 7.0, 2.0, 0.5
AMPLITUDE_MEAN, AMPLITUDE_SD, AMPLITUDE_RANGE = 0.95, 0.25, (0.4, 1.6)
WEEKEND_AMPLITUDE, WEEKEND_DISCOUNT_GBP = 0.85, 4.0
# One night of so many is windy: so much is taken off the price of the hours before the given one [£/MWh].
WINDY_NIGHT_EVERY_DAYS, WINDY_NIGHT_GBP, WINDY_NIGHT_END_HOUR = 15, (12.0, 18.0), 6
WINDY_HOURS, WINDY_PRICE_GBP, WINDY_SYSTEM_DISCOUNT_GBP = (9, 15), -38.0, 18.0
WINDY_NEGATIVE_PERIODS = 8
SWITCH_FROM_LONG, SWITCH_FROM_SHORT = 0.20, 0.30
SPIKE_PROBABILITY = 0.012
# Dynamic response: the market's price level [£/MW/h], its spread from block to block, and its trend.
RESPONSE_PRICE_GBP = {"DCL": 2.9, "DCH": 2.55, "DML": 2.9, "DMH": 2.2, "DRL": 4.4, "DRH": -4.9}
RESPONSE_SHAPE = 40.0
MARCH_RISE = {"DCL": 1.29, "DCH": 1.66}
FEBRUARY_FALL = 0.87
RESERVE_PRICE_GBP = {"BRP": 3.80, "BRN": 1.07}
RESERVE_SHAPE = {"BRP": 4.0, "BRN": 16.0}
RESERVE_FIRST_DAY_GBP = 9.57
RESERVE_NEGATIVE_CAP_GBP = 1.55
CAPACITY_PRICE_GBP_PER_KW_YEAR = 60.0
CAPACITY_PRICE_GBP_PER_MW_H = round(CAPACITY_PRICE_GBP_PER_KW_YEAR * 1000 / 8760, 5)
REAL_PRICES = HERE / "market_data" / "gb_system_prices_2018.csv"


@dataclass(frozen=True)
class Prices:
    """Day-ahead and system price [£/MWh] and net imbalance volume [MWh] of each period of a horizon."""

    day_ahead: Floats
    system: Floats
    niv_mwh: Floats


def simulate_market(scenario: ScenarioConfig, horizon: Horizon) -> Market:
    """Prices of the horizon and what traders knew on the eve of each day.

    Parameters
    ----------
    scenario : ScenarioConfig
        Seed and market settings.
    horizon : Horizon
        Days of the simulation; the process starts some weeks earlier so that trailing means exist on day one.

    Raises
    ------
    ConfigError
        When real prices are asked for days that the carried file does not hold.
    """
    is_real = scenario.market.source == "gb_system_prices"
    warm_up = REAL_WARM_UP_DAYS if is_real else WARM_UP_DAYS
    longer = Horizon(horizon.start_date - timedelta(days=warm_up), horizon.days + warm_up, horizon.timezone)
    if is_real:
        system, niv = _real_prices(longer)
        prices = Prices(_rounded(_estimated_day_ahead(longer, system), 2), system, niv)
    else:
        prices = _synthetic_prices(scenario, longer)
    known = prices.system if is_real else prices.day_ahead
    shape = _eve_means(longer, known)[warm_up:]
    rows = slice(longer.n_periods - horizon.n_periods, None)
    return Market(
        day_ahead=prices.day_ahead[rows],
        system=prices.system[rows],
        day_ahead_is_estimate=is_real,
        niv_mwh=prices.niv_mwh[rows],
        history_shape=shape,
    )


def _synthetic_prices(scenario: ScenarioConfig, horizon: Horizon) -> Prices:
    rng = stream(scenario.seed, "market", "prices")
    market, days = scenario.market, horizon.days
    weekend = np.array([day.weekday() >= 5 for day in horizon.dates])
    noise = rng.normal(0.0, LEVEL_SD * np.sqrt(1 - LEVEL_PHI**2), days)
    level = np.zeros(days)
    for n in range(days):
        level[n] = (LEVEL_PHI * level[n - 1] if n else 0.0) + noise[n]
    amplitude = np.clip(rng.normal(AMPLITUDE_MEAN, AMPLITUDE_SD, days), *AMPLITUDE_RANGE)
    amplitude = np.where(weekend, amplitude * WEEKEND_AMPLITUDE, amplitude)
    level = market.day_ahead_mean_gbp_per_mwh + level - np.where(weekend, WEEKEND_DISCOUNT_GBP, 0.0)
    day = horizon.period_day
    hour = horizon.period_local_hour
    hourly = rng.normal(0.0, HOUR_SD, (days, 25))
    noise_gbp = hourly[day, (horizon.settlement_periods - 1) // 2]
    noise_gbp += stream(scenario.seed, "market", "half hours").normal(0.0, HALF_HOUR_SD, horizon.n_periods)
    day_ahead = level[day] * (1 + amplitude[day] * HOUR_SHAPE[hour.astype(np.int64)]) + noise_gbp
    day_ahead -= _windy_nights_gbp(scenario, horizon)
    windy = _windy_sunday(market, horizon)
    day_ahead = np.where(windy, WINDY_PRICE_GBP + noise_gbp, day_ahead)
    is_long, system = _system_prices(rng, day_ahead)
    system = _windy_system(windy, day_ahead, system)
    is_long = np.where(windy, system < day_ahead, is_long)
    volume_mwh = rng.gamma(2.0, 110.0, len(day_ahead))
    niv = np.where(is_long, -volume_mwh, volume_mwh)
    return Prices(_rounded(day_ahead, 2), _rounded(system, 5), _rounded(niv, 3))


def _rounded(values: Floats, digits: int) -> Floats:
    return np.asarray(np.round(values, digits), dtype=np.float64)


def _system_prices(rng: np.random.Generator, day_ahead: Floats) -> tuple[Bools, Floats]:
    """Two-state imbalance price: below day-ahead while the system is long, above while it is short."""
    count = len(day_ahead)
    switch, is_long = rng.random(count), np.zeros(count, dtype=bool)
    state = True
    for n in range(count):
        if switch[n] < (SWITCH_FROM_LONG if state else SWITCH_FROM_SHORT):
            state = not state
        is_long[n] = state
    below, above = rng.uniform(14, 30, count), rng.normal(22, 11, count)
    spike = np.where(rng.random(count) < SPIKE_PROBABILITY, rng.uniform(60, 180, count), 0.0)
    return is_long, np.where(is_long, day_ahead - below, day_ahead + above + spike)


def _windy_nights_gbp(scenario: ScenarioConfig, horizon: Horizon) -> Floats:
    """Take-off [£/MWh] that wind causes in the small hours of some days, per period."""
    rng = stream(scenario.seed, "market", "windy nights")
    stretches = -(-horizon.days // WINDY_NIGHT_EVERY_DAYS)
    nights = np.arange(stretches) * WINDY_NIGHT_EVERY_DAYS + rng.integers(0, WINDY_NIGHT_EVERY_DAYS, stretches)
    taken = np.zeros(stretches * WINDY_NIGHT_EVERY_DAYS)
    taken[nights] = rng.uniform(*WINDY_NIGHT_GBP, stretches)
    return np.asarray(taken[horizon.period_day] * (horizon.period_local_hour < WINDY_NIGHT_END_HOUR), dtype=np.float64)


def _windy_sunday(market: MarketConfig, horizon: Horizon) -> Bools:
    """Periods of the one windy Sunday with negative prices."""
    if not market.negative_price_day:
        return np.zeros(horizon.n_periods, dtype=bool)
    days = horizon.days - WARM_UP_DAYS
    wanted = (market.negative_price_day - 1) * min(days / SCHEDULE_DAYS, 1.0)
    sundays = [n for n in range(WARM_UP_DAYS, horizon.days) if horizon.dates[n].weekday() == 6]
    if not sundays:
        return np.zeros(horizon.n_periods, dtype=bool)
    chosen = min(sundays, key=lambda n: abs(n - WARM_UP_DAYS - wanted))
    hour = horizon.period_local_hour
    return np.asarray(
        (horizon.period_day == chosen) & (hour >= WINDY_HOURS[0]) & (hour < WINDY_HOURS[1]), dtype=np.bool_
    )


def _windy_system(windy: Bools, day_ahead: Floats, system: Floats) -> Floats:
    """On the windy Sunday the first periods settle below zero, the rest just above."""
    found = np.flatnonzero(windy)
    adjusted = system.copy()
    negative, rest = found[:WINDY_NEGATIVE_PERIODS], found[WINDY_NEGATIVE_PERIODS:]
    adjusted[negative] = np.maximum(day_ahead[negative] - WINDY_SYSTEM_DISCOUNT_GBP, -70.0)
    adjusted[rest] = np.abs(day_ahead[rest]) / 4
    return adjusted


@lru_cache(maxsize=1)
def _real_file() -> dict[tuple[date, int], tuple[float, float]]:
    with REAL_PRICES.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))[1:]
    return {(datetime.strptime(row[0], "%d/%m/%Y").date(), int(row[1])): (float(row[2]), float(row[4])) for row in rows}


def _real_prices(horizon: Horizon) -> tuple[Floats, Floats]:
    """System price [£/MWh] and net imbalance volume [MWh] of the carried file."""
    known = _real_file()
    keys = list(zip(horizon.settlement_dates.astype(object), horizon.settlement_periods.tolist(), strict=True))
    missing = sorted({str(key[0]) for key in keys if key not in known})
    if missing:
        held = sorted({key[0] for key in known})
        raise ConfigError(
            f"market source gb_system_prices has no prices for {missing[0]} (of {len(missing)} days); "
            f"{REAL_PRICES.name} holds {held[0]} to {held[-1]}, and a start needs {REAL_WARM_UP_DAYS} days before it."
        )
    values = np.array([known[key] for key in keys])
    return values[:, 0], values[:, 1]


def _estimated_day_ahead(horizon: Horizon, system: Floats) -> Floats:
    """Stand-in for a day-ahead price: mean of the same period over the last days of the same kind.

    Kind is working day or weekend; days used end two days before delivery, the last whole one published by the
    morning of the eve. Before there is any such day, the mean of what there is of any kind, then zero.
    """
    weekend = np.array([day.weekday() >= 5 for day in horizon.dates])
    table = _by_day(horizon, system)
    estimate = np.zeros_like(table)
    for n in range(horizon.days):
        published = range(max(n - 1, 0))
        past = [p for p in published if weekend[p] == weekend[n]][-TRAILING_DAYS:] or list(published)
        if past:
            estimate[n] = _mean_rows(table[past])
    return estimate[horizon.period_day, horizon.settlement_periods - 1]


def _eve_means(horizon: Horizon, known: Floats) -> Floats:
    """Trailing mean by settlement period, (days, 50), of days wholly published on the eve of each day."""
    table = _by_day(horizon, known)
    means = np.zeros_like(table)
    for n in range(horizon.days):
        past = list(range(max(n - 1 - TRAILING_DAYS, 0), max(n - 1, 0)))
        if past:
            means[n] = _mean_rows(table[past])
    return means


def _by_day(horizon: Horizon, values: Floats) -> Floats:
    table = np.full((horizon.days, PERIODS_OF_LONGEST_DAY), np.nan)
    table[horizon.period_day, horizon.settlement_periods - 1] = values
    return table


def _mean_rows(rows: Floats) -> Floats:
    """Column means over days; periods that none of the days had take the mean of the last periods that they had."""
    counts = (~np.isnan(rows)).sum(axis=0)
    means = np.nansum(rows, axis=0) / np.maximum(counts, 1)
    last = np.flatnonzero(counts)[-1]
    means[last + 1 :] = means[last]
    return np.asarray(means, dtype=np.float64)


def win_contracts(scenario: ScenarioConfig, site: SiteConfig, horizon: Horizon, market: Market) -> Contracts:
    """Availability products of a site: response by EFA block, Balancing Reserve by period, capacity all the time.

    Clearing prices are the market's and the same for every site; volumes are the site's offers, which clear. Neither
    depends on the energy price: these auctions come before it, or years ago.
    """
    del market
    periods = horizon.n_periods
    blocks = horizon.efa_block
    mw: dict[str, Floats] = {}
    price: dict[str, Floats] = {}
    for product, offered in sorted(site.response_mw.items()):
        rng = stream(scenario.seed, "market", product)
        by_block = RESPONSE_PRICE_GBP[product] * rng.gamma(RESPONSE_SHAPE, 1 / RESPONSE_SHAPE, int(blocks[-1]) + 1)
        mw[product] = np.full(periods, offered)
        # One price for a whole block, also where it runs past midnight.
        first_of_block = np.searchsorted(blocks, blocks)
        price[product] = np.round(by_block[blocks] * _response_trend(product, horizon)[first_of_block], 2)
    if site.reserve_mw:
        is_open = horizon.settlement_dates >= np.datetime64(scenario.market.balancing_reserve_from)
        is_first = horizon.settlement_dates == np.datetime64(scenario.market.balancing_reserve_from)
        for product, mean in RESERVE_PRICE_GBP.items():
            rng = stream(scenario.seed, "market", product)
            level = np.where(is_first, RESERVE_FIRST_DAY_GBP, mean) if product == "BRP" else np.full(periods, mean)
            cleared = level * rng.gamma(RESERVE_SHAPE[product], 1 / RESERVE_SHAPE[product], periods)
            cleared = np.minimum(cleared, RESERVE_NEGATIVE_CAP_GBP) if product == "BRN" else cleared
            mw[product] = np.where(is_open, site.reserve_mw, 0.0)
            price[product] = np.round(cleared, 2)
    if site.capacity_mw:
        mw["CM"] = np.full(periods, site.capacity_mw)
        price["CM"] = np.full(periods, CAPACITY_PRICE_GBP_PER_MW_H)
    return Contracts(mw=mw, price_gbp_per_mw_h=price)


def _response_trend(product: str, horizon: Horizon) -> Floats:
    """Prices fall through February and stand higher in March, as the winter of 2024 did; other months are level."""
    months = np.array([day.month for day in horizon.dates])
    day_of_month = np.array([day.day for day in horizon.dates])
    february = 1 - (1 - FEBRUARY_FALL) * day_of_month / 29
    trend = np.where(months == 2, february, np.where(months == 3, FEBRUARY_FALL * MARCH_RISE.get(product, 1.0), 1.0))
    return np.asarray(trend[horizon.period_day], dtype=np.float64)
