"""Settlement of a site: every run published so far, lines of quantity × price × factor in whole pence, invoices."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seeds_generator.config import ScenarioConfig, SiteConfig
from seeds_generator.world import billing
from seeds_generator.world.clock import PERIOD_HOURS, Floats, Horizon, Ints, Times, stream
from seeds_generator.world.ledger import Break, Invoice, Lines, RunVolumes
from seeds_generator.world.run_calendar import as_of_day, as_of_instant, publication_times
from seeds_generator.world.settlement_faults import SettlementFaults
from seeds_generator.world.state import Contracts, Market, SiteOperation

# Relative error of a run's volumes against the site's own meter, per day: sd and limit. Later runs are exact.
RUN_VOLUME_ERROR = {"II": (0.0015, 0.003), "SF": (0.0003, 0.001)}
AUXILIARY_TARIFF_GBP_PER_MWH = 120.0


@dataclass(frozen=True)
class Statement:
    """Everything that was settled and billed for a site.

    Attributes
    ----------
    published : dict of ndarray
        Per run, instant of publication of each period [UTC], shape (n_periods,).
    contracted_tenths : ndarray of int, (n_periods,)
        Day-ahead position, export positive. [0.1 MW]
    volumes, lines, invoices, breaks
        Volumes by run, lines by run and component, invoices issued, and labels of the planted errors.
    """

    published: dict[str, Times]
    contracted_tenths: Ints
    volumes: tuple[RunVolumes, ...]
    lines: tuple[Lines, ...]
    invoices: tuple[Invoice, ...]
    breaks: tuple[Break, ...]


def settle(
    scenario: ScenarioConfig,
    site: SiteConfig,
    horizon: Horizon,
    market: Market,
    contracts: Contracts,
    operation: SiteOperation,
) -> Statement:
    """Settle a site: every run published by the scenario's as-of instant, with the site's planted errors.

    Formulas: day_ahead = contracted MWh × day-ahead price; imbalance = (exported − imported − contracted) × system
    price; auxiliary import at a fixed tariff; availability = contracted MW × h × price × performance factor.
    """
    as_of = as_of_instant(scenario, horizon)
    published = {run: times for run, times in publication_times(horizon).items() if times.min() < as_of}
    is_sold = scenario.market.trades_day_ahead
    tenths = np.round(operation.plan.planned_mw * 10).astype(np.int64) * int(is_sold)
    rng = stream(scenario.seed, site.site_id, "settlement")
    metered = []
    for run, times in published.items():
        sd, limit = RUN_VOLUME_ERROR.get(run, (0.0, 0.0))
        error = np.clip(rng.normal(0.0, 1.0, horizon.days) * sd, -limit, limit)[horizon.period_day]
        metered.append(_run_volumes(run, np.flatnonzero(times < as_of), error, operation))
    faults = SettlementFaults(site, horizon, metered)
    settled = faults.planted_volumes(metered)
    lines, right = (
        [line for run in runs for line in _run_lines(run, tenths, is_sold, market, contracts, operation)]
        for runs in (settled, metered)
    )
    lines = faults.planted_lines(lines, right)
    invoices = billing.issue_invoices(horizon, lines, as_of_day(scenario, horizon))
    breaks = faults.breaks
    if "short_payment" in site.settlement_faults:
        invoices, labels = billing.pay_short(invoices)
        breaks = breaks + labels
    volumes = faults.delivered_volumes(settled)
    return Statement(published, tenths, tuple(volumes), tuple(lines), tuple(invoices), tuple(breaks))


def _run_volumes(run: str, period: Ints, error: Floats, operation: SiteOperation) -> RunVolumes:
    def read(kwh: Ints) -> Ints:
        return np.asarray(np.round(kwh[period] * (1 + error[period])), dtype=np.int64)

    exported, imported = read(operation.exported_kwh), read(operation.imported_kwh)
    return RunVolumes(run, period, exported, imported, operation.auxiliary_kwh[period])


def _run_lines(
    volumes: RunVolumes,
    tenths: Ints,
    is_sold: bool,
    market: Market,
    contracts: Contracts,
    operation: SiteOperation,
) -> list[Lines]:
    run, period = volumes.run, volumes.period
    one = np.full(len(period), 10_000, dtype=np.int64)
    # Tenths of a MW over half an hour are 50 kWh each.
    contracted = tenths[period] * round(100 * PERIOD_HOURS)
    imbalance = volumes.exported_kwh - volumes.imported_kwh - contracted
    tariff = np.full(len(period), round(AUXILIARY_TARIFF_GBP_PER_MWH * 1e5), dtype=np.int64)
    lines = [Lines(run, "day_ahead", period, contracted, _price(market.day_ahead[period]), one)] if is_sold else []
    lines.append(Lines(run, "imbalance", period, imbalance, _price(market.system[period]), one))
    lines.append(Lines(run, "auxiliary_import", period, -volumes.auxiliary_kwh, tariff, one))
    for product in sorted(contracts.mw):
        won = period[contracts.mw[product][period] > 0]
        factor = operation.performance_factor.get(product, np.ones(len(tenths)))
        quantity = np.round(contracts.mw[product][won] * PERIOD_HOURS * 1000).astype(np.int64)
        price = _price(contracts.price_gbp_per_mw_h[product][won])
        lines.append(Lines(run, product, won, quantity, price, np.round(factor[won] * 10_000).astype(np.int64)))
    return lines


def _price(price_gbp: Floats) -> Ints:
    return np.round(price_gbp * 1e5).astype(np.int64)
