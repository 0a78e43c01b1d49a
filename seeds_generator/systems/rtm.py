"""What the market settlement provider delivers: prices, auction results, metered volumes, settlement lines."""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa

from seeds_generator.config import ScenarioConfig, SiteConfig
from seeds_generator.world.clock import PERIOD_MINUTES, Floats, Horizon, Ints, Times
from seeds_generator.world.ledger import Lines, RunVolumes
from seeds_generator.world.settlement import Statement
from seeds_generator.world.state import Contracts, Market, SiteOperation

# Wall-clock hours before the local midnight that starts a delivery day at which auction results are published.
DAY_AHEAD_LEAD_HOURS, RESPONSE_LEAD_HOURS, RESERVE_LEAD_HOURS = 10, 9, 15
SYSTEM_PRICE_DELAY_MINUTES = 15
# Capacity delivery years start in October; their auctions are held four years before, in the first quarter.
CAPACITY_FIRST_MONTH, CAPACITY_LEAD_YEARS = 10, 4
MINUTE = np.timedelta64(1, "m")
HOUR = np.timedelta64(1, "h")


def market_tables(scenario: ScenarioConfig, horizon: Horizon, market: Market) -> dict[str, pa.Table]:
    """Prices of every settlement period; the same for all sites."""
    del scenario
    ends = horizon.periods + PERIOD_MINUTES * MINUTE
    basis = "estimated" if market.day_ahead_is_estimate else "published"
    return {
        "rtm.price": pa.table(
            _period_columns(horizon, np.arange(horizon.n_periods))
            | {
                "day_ahead_price_gbp_per_mwh": market.day_ahead,
                "day_ahead_basis": [basis] * horizon.n_periods,
                "system_price_gbp_per_mwh": market.system,
                "net_imbalance_volume_mwh": market.niv_mwh,
                "day_ahead_published_at_utc": _day_starts(horizon) - DAY_AHEAD_LEAD_HOURS * HOUR,
                "system_price_published_at_utc": ends + SYSTEM_PRICE_DELAY_MINUTES * MINUTE,
            }
        )
    }


def tables(
    scenario: ScenarioConfig,
    site: SiteConfig,
    horizon: Horizon,
    market: Market,
    contracts: Contracts,
    operation: SiteOperation,
    statement: Statement,
) -> dict[str, pa.Table]:
    """Auction results and published settlement of one site."""
    del operation
    return {
        "rtm.auction_result": _auction_results(scenario, site, horizon, market, contracts, statement),
        "rtm.metered_volume": _concat([_volume_rows(site, horizon, statement, run) for run in statement.volumes]),
        "rtm.settlement_line": _concat([_line_rows(site, horizon, statement, line) for line in statement.lines]),
        "truth.truth_settlement_break": _breaks(site, statement),
    }


def _concat(parts: list[pa.Table]) -> pa.Table:
    return pa.concat_tables(parts) if parts else pa.table({})


def _day_starts(horizon: Horizon) -> Times:
    return np.asarray(horizon.periods[horizon.day_starts[:-1]][horizon.period_day])


def _period_columns(horizon: Horizon, period: Ints) -> dict[str, np.ndarray]:
    return {
        "settlement_date": horizon.settlement_dates[period],
        "settlement_period": horizon.settlement_periods[period],
        "interval_start_utc": horizon.periods[period],
    }


def _volume_rows(site: SiteConfig, horizon: Horizon, statement: Statement, run: RunVolumes) -> pa.Table:
    count = len(run.period)
    return pa.table(
        {"site_id": [site.site_id] * count, "run_type": [run.run] * count}
        | _period_columns(horizon, run.period)
        | {
            "published_at_utc": statement.published[run.run][run.period],
            "exported_mwh": run.exported_kwh / 1000,
            "imported_mwh": run.imported_kwh / 1000,
            "auxiliary_mwh": run.auxiliary_kwh / 1000,
        }
    )


def _line_rows(site: SiteConfig, horizon: Horizon, statement: Statement, line: Lines) -> pa.Table:
    count = len(line.period)
    days = horizon.settlement_dates[line.period].astype(str)
    numbers = horizon.settlement_periods[line.period]
    identity = [
        f"{site.site_id}-{day}-{number:02d}-{line.component}-{line.run}{line.suffix}"
        for day, number in zip(days, numbers, strict=True)
    ]
    return pa.table(
        {
            "line_id": pa.array(identity, pa.string()),
            "site_id": pa.array([site.site_id] * count, pa.string()),
            "run_type": pa.array([line.run] * count, pa.string()),
            "service": pa.array([line.service] * count, pa.string()),
            "component": pa.array([line.component] * count, pa.string()),
        }
        | _period_columns(horizon, line.period)
        | {
            "published_at_utc": statement.published[line.run][line.period],
            "quantity": line.quantity_milli / 1000,
            "price_gbp": line.price_1e5 / 1e5,
            "performance_factor": line.factor_1e4 / 1e4,
            "amount_pence": line.amount_pence,
        }
    )


def _breaks(site: SiteConfig, statement: Statement) -> pa.Table:
    return pa.Table.from_pylist(
        [
            {
                "break_id": f"brk-{site.site_id}-{number:04d}",
                "site_id": site.site_id,
                "break_type": label.kind,
                "settlement_date": label.settlement_date,
                "settlement_period": label.settlement_period,
                "run_type": label.run,
                "component": label.component,
                "amount_pence": label.amount_pence,
            }
            for number, label in enumerate(statement.breaks, start=1)
        ]
    )


def _auction_results(
    scenario: ScenarioConfig,
    site: SiteConfig,
    horizon: Horizon,
    market: Market,
    contracts: Contracts,
    statement: Statement,
) -> pa.Table:
    """Day-ahead and reserve per period, response per EFA block, capacity per delivery year."""
    every = np.arange(horizon.n_periods)
    parts = []
    if scenario.market.trades_day_ahead:
        mw = statement.contracted_tenths / 10
        parts.append(_results(site, horizon, "DA", every, mw, market.day_ahead, "gbp_per_mwh", DAY_AHEAD_LEAD_HOURS))
    for product, mw in sorted(contracts.mw.items()):
        price = contracts.price_gbp_per_mw_h[product]
        if product == "CM":
            parts.append(_capacity_agreements(site, horizon, mw, price))
            continue
        if product in ("BRP", "BRN"):
            edges, lead = every, RESERVE_LEAD_HOURS
        else:
            edges, lead = np.flatnonzero(np.diff(horizon.efa_block, prepend=-1)), RESPONSE_LEAD_HOURS
        won = edges[mw[edges] > 0]
        if len(won):
            parts.append(_results(site, horizon, product, won, mw, price, "gbp_per_mw_h", lead, edges))
    return _concat(parts)


def _capacity_agreements(site: SiteConfig, horizon: Horizon, mw: Floats, price: Floats) -> pa.Table:
    """Agreements of the delivery years, October to September, that the days simulated touch."""
    years = sorted({day.year - (day.month < CAPACITY_FIRST_MONTH) for day in horizon.dates})
    midnights = [[horizon.local_midnight(date(y + n, CAPACITY_FIRST_MONTH, 1)) for y in years] for n in (0, 1)]
    published = [horizon.local_midnight(date(y - CAPACITY_LEAD_YEARS, 3, 1)) for y in years]
    return pa.table(
        {
            "auction_result_id": [f"{site.site_id}-CM-{year}" for year in years],
            "site_id": [site.site_id] * len(years),
            "product": ["CM"] * len(years),
            "delivery_start_utc": np.array(midnights[0]),
            "delivery_end_utc": np.array(midnights[1]),
            "contracted_mw": [float(mw[0])] * len(years),
            "clearing_price": [float(price[0])] * len(years),
            "price_unit": ["gbp_per_mw_h"] * len(years),
            "published_at_utc": np.array(published),
        }
    )


def _results(
    site: SiteConfig,
    horizon: Horizon,
    product: str,
    first: Ints,
    mw: np.ndarray,
    price: np.ndarray,
    unit: str,
    lead_hours: int,
    edges: Ints | None = None,
) -> pa.Table:
    """Rows of one product; each is delivered from its first period to the next edge."""
    edges = first if edges is None else edges
    ends = np.append(edges[1:], horizon.n_periods)[np.searchsorted(edges, first)]
    end_instants = np.append(horizon.periods, horizon.end_utc)[ends]
    starts = horizon.periods[first]
    identity = [f"{site.site_id}-{product}-{start}" for start in starts.astype("datetime64[m]").astype(str)]
    return pa.table(
        {
            "auction_result_id": identity,
            "site_id": [site.site_id] * len(first),
            "product": [product] * len(first),
            "delivery_start_utc": starts,
            "delivery_end_utc": end_instants,
            "contracted_mw": mw[first],
            "clearing_price": price[first],
            "price_unit": [unit] * len(first),
            "published_at_utc": _day_starts(horizon)[first] - lead_hours * HOUR,
        }
    )
