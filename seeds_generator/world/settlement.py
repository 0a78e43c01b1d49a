"""Settlement of a site: runs by working days, lines of quantity × price × factor in whole pence, planted errors."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache

import numpy as np
from dateutil.easter import easter

from seeds_generator.config import ScenarioConfig, SiteConfig
from seeds_generator.world.clock import PERIOD_HOURS, Bools, Horizon, Ints, Times, stream
from seeds_generator.world.state import Contracts, Market, SiteOperation

# Working days from settlement day to each run.
RUN_WORKING_DAYS = {"II": 5, "SF": 16, "R1": 39, "R2": 84, "R3": 154, "RF": 292, "DF": 640}
PUBLICATION_HOUR = 12
# Relative error of a run's volumes against the site's own meter, per day: sd and limit. Later runs are exact.
RUN_VOLUME_ERROR = {"II": (0.0015, 0.003), "SF": (0.0003, 0.001)}
AUXILIARY_TARIFF_GBP_PER_MWH = 120.0
SERVICES = {
    "day_ahead": "arbitrage", "imbalance": "arbitrage", "auxiliary_import": "arbitrage", "CM": "capacity",
    "BRP": "reserve", "BRN": "reserve",
}  # fmt: skip
FREQUENCY_RESPONSE = "frequency_response"
# Planted errors: where in the published days (share of them) and how large.
MISSING_DAY, MISSING_PERIODS = 0.35, (20, 21, 22)
DUPLICATE_DAY, DUPLICATE_PERIOD = 0.6, 35
WRONG_PRICE_DAY, WRONG_PRICE_PERIODS, WRONG_PRICE_GBP = 0.52, 4, 12.5
WRONG_VOLUME_DAY, WRONG_VOLUME_RATIO = 0.8, -0.02
LOW_FACTOR_BLOCKS, LOW_FACTORS = (0.1, 0.25, 0.45, 0.7, 0.9), (0.92, 0.85, 0.97, 0.75, 0.88)
CORRECTION_DAY, CORRECTION_PERIOD, CORRECTION_MWH, CORRECTION_GBP = 0.5, 24, 42.0, 100.0

Row = dict[str, object]


@dataclass(frozen=True)
class Lines:
    """Settlement lines of one run and component; arrays of equal length, integers in the smallest unit settled."""

    run: str
    component: str
    period: Ints
    quantity_milli: Ints
    price_1e5: Ints
    factor_1e4: Ints
    suffix: str = ""

    @property
    def service(self) -> str:
        """Service that the component belongs to."""
        return SERVICES.get(self.component, FREQUENCY_RESPONSE)

    @property
    def amount_pence(self) -> Ints:
        """Amounts, positive received by the owner. [pence]"""
        return amount_pence(self.quantity_milli, self.price_1e5, self.factor_1e4)


@dataclass(frozen=True)
class RunVolumes:
    """Metered volumes that one run settled on [kWh], for the periods it covers."""

    run: str
    period: Ints
    exported_kwh: Ints
    imported_kwh: Ints
    auxiliary_kwh: Ints


@dataclass(frozen=True)
class Statement:
    """Everything a settlement provider published for a site.

    Attributes
    ----------
    published : dict of ndarray
        Per run, instant of publication of each period [UTC], shape (n_periods,).
    contracted_mw : ndarray, (n_periods,)
        Day-ahead position, export positive, to 0.1 MW. [MW]
    volumes, lines, breaks
        Volumes by run, lines by run and component, and labels of the planted errors.
    """

    published: dict[str, Times]
    contracted_mw: Ints
    volumes: tuple[RunVolumes, ...]
    lines: tuple[Lines, ...]
    breaks: tuple[Row, ...] = field(default=())


def amount_pence(quantity_milli: Ints, price_1e5: Ints, factor_1e4: Ints) -> Ints:
    """Quantity × price × factor in whole pence, rounded half away from zero, in exact integer arithmetic.

    Parameters
    ----------
    quantity_milli : ndarray of int
        Quantity in thousandths of a unit (kWh, or kW·h).
    price_1e5 : ndarray of int
        Price in 1e-5 £ per unit.
    factor_1e4 : ndarray of int
        Performance factor in 1e-4.
    """
    product = quantity_milli * price_1e5 * factor_1e4
    half, whole = 5 * 10**9, 10**10
    return np.asarray(np.sign(product) * ((np.abs(product) + half) // whole), dtype=np.int64)


@lru_cache(maxsize=4)
def bank_holidays(first_year: int, last_year: int) -> tuple[date, ...]:
    """Bank holidays in England and Wales, substitute days and one-off days included."""
    found: set[date] = set()
    moved = {date(2020, 5, 4): date(2020, 5, 8), date(2022, 5, 30): date(2022, 6, 2)}
    for year in range(first_year, last_year + 1):
        sunday = easter(year)
        days = [sunday - timedelta(days=2), sunday + timedelta(days=1)]
        days += [_monday(date(year, 5, 1)), _monday(date(year, 5, 25)), _monday(date(year, 8, 25))]
        for fixed in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
            while fixed.weekday() >= 5 or fixed in days:
                fixed += timedelta(days=1)
            days.append(fixed)
        found |= {moved.get(day, day) for day in days}
    found |= {date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8)}
    return tuple(sorted(day for day in found if first_year <= day.year <= last_year))


def _monday(day: date) -> date:
    """First Monday on or after a day."""
    return day + timedelta(days=-day.weekday() % 7)


def publication_times(horizon: Horizon) -> dict[str, Times]:
    """Instant at which each run of each period is published [UTC], keyed by run, shape (n_periods,)."""
    year = horizon.start_date.year
    holidays = np.array(bank_holidays(year, year + 5), dtype="datetime64[D]")
    days = horizon.settlement_dates
    return {
        run: np.busday_offset(days, offset, roll="forward", holidays=holidays).astype("datetime64[us]")
        + np.timedelta64(PUBLICATION_HOUR, "h")
        for run, offset in RUN_WORKING_DAYS.items()
    }


def settle(
    scenario: ScenarioConfig,
    site: SiteConfig,
    horizon: Horizon,
    market: Market,
    contracts: Contracts,
    operation: SiteOperation,
) -> Statement:
    """Settle a site: every run published by the scenario's as-of instant, with the site's planted errors.

    Formulas: day_ahead = contracted MWh × day-ahead price; imbalance = (exported − imported − contracted) × system price;
    auxiliary import at a fixed tariff; availability = contracted MW × h × price × performance factor.
    """
    as_of = horizon.local_midnight(scenario.as_of_date) if scenario.as_of_date else horizon.end_utc
    published = {run: times for run, times in publication_times(horizon).items() if times.min() < as_of}
    is_sold = scenario.market.trades_day_ahead
    tenths = np.round(operation.plan.planned_mw * 10).astype(np.int64) * int(is_sold)
    rng = stream(scenario.seed, site.site_id, "settlement")
    volumes = []
    for run, times in published.items():
        sd, limit = RUN_VOLUME_ERROR.get(run, (0.0, 0.0))
        error = np.clip(rng.normal(0.0, 1.0, horizon.days) * sd, -limit, limit)[horizon.period_day]
        volumes.append(_run_volumes(run, np.flatnonzero(times < as_of), error, operation))
    faults = _Faults(site, horizon, volumes)
    volumes, right_volumes = faults.planted_volumes(volumes)
    lines, right = [], []
    for wrong_run, right_run in zip(volumes, right_volumes, strict=True):
        lines += _run_lines(wrong_run, tenths, is_sold, market, contracts, operation)
        right += _run_lines(right_run, tenths, is_sold, market, contracts, operation)
    lines, breaks = faults.planted_lines(lines, right)
    return Statement(published, tenths, tuple(faults.delivered_volumes(volumes)), tuple(lines), tuple(breaks))


def _run_volumes(run: str, period: Ints, error: np.ndarray, operation: SiteOperation) -> RunVolumes:
    def read(kwh: Ints) -> Ints:
        return np.asarray(np.round(kwh[period] * (1 + error[period])), dtype=np.int64)

    return RunVolumes(
        run, period, read(operation.exported_kwh), read(operation.imported_kwh), operation.auxiliary_kwh[period]
    )


def _run_lines(
    volumes: RunVolumes,
    tenths: Ints,
    is_sold: bool,
    market: Market,
    contracts: Contracts,
    operation: SiteOperation,
) -> list[Lines]:
    period = volumes.period
    one = np.full(len(period), 10_000, dtype=np.int64)
    # Tenths of a MW over half an hour are 50 kWh each.
    contracted = tenths[period] * round(100 * PERIOD_HOURS)
    imbalance = volumes.exported_kwh - volumes.imported_kwh - contracted
    tariff = np.full(len(period), round(AUXILIARY_TARIFF_GBP_PER_MWH * 1e5), dtype=np.int64)
    lines = [Lines(volumes.run, "day_ahead", period, contracted, _price(market.day_ahead[period]), one)] if is_sold else []
    lines.append(Lines(volumes.run, "imbalance", period, imbalance, _price(market.system[period]), one))
    lines.append(Lines(volumes.run, "auxiliary_import", period, -volumes.auxiliary_kwh, tariff, one))
    for product in sorted(contracts.mw):
        won = period[contracts.mw[product][period] > 0]
        factor = operation.performance_factor.get(product, np.ones(len(tenths)))
        lines.append(
            Lines(
                volumes.run,
                product,
                won,
                np.round(contracts.mw[product][won] * PERIOD_HOURS * 1000).astype(np.int64),
                _price(contracts.price_gbp_per_mw_h[product][won]),
                np.round(factor[won] * 10_000).astype(np.int64),
            )
        )
    return lines


def _price(price_gbp: np.ndarray) -> Ints:
    return np.round(price_gbp * 1e5).astype(np.int64)


class _Faults:
    """Errors planted in a site's statement, placed on days with a published run; nothing published, nothing planted."""

    def __init__(self, site: SiteConfig, horizon: Horizon, volumes: list[RunVolumes]) -> None:
        self.site, self.horizon = site, horizon
        self.days = sorted({int(d) for run in volumes for d in np.unique(horizon.period_day[run.period])})
        self.breaks: list[Row] = []

    def _has(self, name: str) -> bool:
        return name in self.site.settlement_faults and bool(self.days)

    def _day(self, share: float, days: list[int] | None = None) -> int:
        days = self.days if days is None else days
        return days[min(int(share * len(days)), len(days) - 1)]

    def _periods(self, day: int, numbers: tuple[int, ...]) -> Ints:
        return self.horizon.day_starts[day] + np.array(numbers, dtype=np.int64) - 1

    def planted_volumes(self, volumes: list[RunVolumes]) -> tuple[list[RunVolumes], list[RunVolumes]]:
        """Volumes as published, with a current-transformer error on one day, and as they should be."""
        if not self._has("wrong_volume"):
            return volumes, volumes
        day = self._day(WRONG_VOLUME_DAY)
        wrong = []
        for run in volumes:
            factor = np.where(self.horizon.period_day[run.period] == day, 1 + WRONG_VOLUME_RATIO, 1.0)
            exported, imported = (np.round(v * factor).astype(np.int64) for v in (run.exported_kwh, run.imported_kwh))
            wrong.append(RunVolumes(run.run, run.period, exported, imported, run.auxiliary_kwh))
        return wrong, volumes

    def planted_lines(self, lines: list[Lines], right: list[Lines]) -> tuple[list[Lines], list[Row]]:
        """Lines as published, and a label of every planted error with settled minus right in pence."""
        if self._has("wrong_volume"):
            self._label_wrong_volume(lines, right)
        if self._has("wrong_price"):
            lines = self._wrong_price(lines)
        if self._has("performance_factor"):
            lines = self._low_factor(lines)
        if self._has("run_correction"):
            lines = lines + self._correction(lines)
        if self._has("duplicate_line"):
            lines = lines + self._duplicate(lines)
        if self._has("missing_periods"):
            lines = self._missing(lines)
        return lines, self.breaks

    def missing_periods(self) -> Ints:
        """Periods that no run holds."""
        if not self._has("missing_periods"):
            return np.zeros(0, dtype=np.int64)
        return self._periods(self._day(MISSING_DAY), MISSING_PERIODS)

    def delivered_volumes(self, volumes: list[RunVolumes]) -> list[RunVolumes]:
        """Volumes without the periods that the provider lost."""
        delivered = []
        for run in volumes:
            rows = ~np.isin(run.period, self.missing_periods())
            delivered.append(
                RunVolumes(
                    run.run, run.period[rows], run.exported_kwh[rows], run.imported_kwh[rows], run.auxiliary_kwh[rows]
                )
            )
        return delivered

    def _label(self, kind: str, period: int, run: str | None, component: str | None, pence: int, day: bool = False) -> None:
        self.breaks.append(
            {
                "break_id": f"brk-{self.site.site_id}-{len(self.breaks) + 1:04d}",
                "site_id": self.site.site_id,
                "break_type": kind,
                "settlement_date": self.horizon.settlement_dates[period].astype(object),
                "settlement_period": None if day else int(self.horizon.settlement_periods[period]),
                "run_type": run,
                "component": component,
                "amount_pence": pence,
            }
        )

    def _label_wrong_volume(self, lines: list[Lines], right: list[Lines]) -> None:
        day = self._day(WRONG_VOLUME_DAY)
        for found, true in zip(lines, right, strict=True):
            if found.component == "imbalance" and (rows := self.horizon.period_day[found.period] == day).any():
                pence = int((found.amount_pence - true.amount_pence)[rows].sum())
                self._label("wrong_volume", int(found.period[rows][0]), found.run, "imbalance", pence, day=True)

    def _replace(self, line: Lines, rows: Bools, kind: str, **changes: Ints) -> Lines:
        from dataclasses import replace

        wrong = replace(line, **changes)
        for row in np.flatnonzero(rows):
            pence = int(wrong.amount_pence[row] - line.amount_pence[row])
            self._label(kind, int(line.period[row]), line.run, line.component, pence)
        return wrong

    def _wrong_price(self, lines: list[Lines]) -> list[Lines]:
        day = self._day(WRONG_PRICE_DAY)
        component = "day_ahead" if any(line.component == "day_ahead" for line in lines) else "imbalance"
        chosen: Ints | None = None
        changed = []
        for line in lines:
            rows = (self.horizon.period_day[line.period] == day) if line.component == component else np.zeros(0, bool)
            if rows.any():
                if chosen is None:
                    largest = np.argsort(-np.abs(line.quantity_milli) * rows, kind="stable")[:WRONG_PRICE_PERIODS]
                    chosen = line.period[largest]
                rows = np.isin(line.period, chosen)
                price = line.price_1e5 + rows * round(WRONG_PRICE_GBP * 1e5)
                line = self._replace(line, rows, "wrong_price", price_1e5=price)
            changed.append(line)
        return changed

    def _low_factor(self, lines: list[Lines]) -> list[Lines]:
        product = min((p for p in self.site.response_mw), default=None)
        free = np.isin(self.horizon.period_day, self.days)
        free &= self.horizon.period_day != self._day(MISSING_DAY)
        blocks = np.unique(self.horizon.efa_block[free])
        wanted = {int(blocks[int(share * len(blocks))]): low for share, low in zip(LOW_FACTOR_BLOCKS, LOW_FACTORS, strict=True)}
        changed = []
        for line in lines:
            if line.component == product:
                block = self.horizon.efa_block[line.period]
                ceiling = np.array([round(wanted.get(int(b), 1.0) * 1e4) for b in block], dtype=np.int64)
                ceiling = np.where(free[line.period], ceiling, 10_000)
                low = np.minimum(line.factor_1e4, ceiling)
                line = self._replace(line, low < line.factor_1e4, "performance_factor", factor_1e4=low)
            changed.append(line)
        return changed

    def _correction(self, lines: list[Lines]) -> list[Lines]:
        corrected = [line for line in lines if line.component == "imbalance" and line.run == "SF" and len(line.period)]
        if not corrected:
            return []
        days = sorted({int(day) for day in self.horizon.period_day[corrected[0].period]})
        period = self._periods(self._day(CORRECTION_DAY, days), (CORRECTION_PERIOD,))
        extra = Lines(
            "SF", "imbalance", period, np.array([round(CORRECTION_MWH * 1e3)]), np.array([round(CORRECTION_GBP * 1e5)]),
            np.array([10_000]), suffix="-adj",
        )  # fmt: skip
        self._label("run_correction", int(period[0]), "SF", "imbalance", int(extra.amount_pence[0]))
        return [extra]

    def _duplicate(self, lines: list[Lines]) -> list[Lines]:
        period = self._periods(self._day(DUPLICATE_DAY), (DUPLICATE_PERIOD,))[0]
        for line in lines:
            row = np.flatnonzero(line.period == period)
            if line.component == "imbalance" and len(row):
                copied = Lines(
                    line.run, line.component, line.period[row], line.quantity_milli[row], line.price_1e5[row],
                    line.factor_1e4[row], suffix="-dup",
                )  # fmt: skip
                self._label("duplicate_line", int(period), line.run, line.component, int(copied.amount_pence[0]))
                return [copied]
        return []

    def _missing(self, lines: list[Lines]) -> list[Lines]:
        gone = self.missing_periods()
        kept = []
        lost: dict[tuple[int, str], int] = {}
        for line in lines:
            missing = np.isin(line.period, gone)
            for row in np.flatnonzero(missing):
                key = (int(line.period[row]), line.run)
                lost[key] = lost.get(key, 0) - int(line.amount_pence[row])
            rows = ~missing
            kept.append(
                Lines(
                    line.run, line.component, line.period[rows], line.quantity_milli[rows], line.price_1e5[rows],
                    line.factor_1e4[rows], line.suffix,
                )
            )  # fmt: skip
        for (period, run), pence in lost.items():
            self._label("missing_period", period, run, None, pence)
        return kept
