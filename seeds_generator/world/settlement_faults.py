"""Errors planted in a site's statement, each labelled with what it is worth.

All lie on days with a published run. A site plants those that its `settlement_faults` names; what a horizon is too
short for, or no run has settled yet, is neither planted nor labelled.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from seeds_generator.config import SiteConfig
from seeds_generator.world.clock import Bools, Horizon, Ints
from seeds_generator.world.failures import SCHEDULE_DAYS
from seeds_generator.world.ledger import Break, Lines, RunVolumes

# Days of 30, from 1, like the planted outages; shorter horizons shrink them.
MISSING_DAY, MISSING_PERIODS = 9, (20, 21, 22)
DUPLICATE_DAY, DUPLICATE_PERIOD = 14, 35
WRONG_PRICE_DAY, WRONG_PRICE_PERIODS, WRONG_PRICE_GBP = 13, 4, 12.5
WRONG_VOLUME_DAY, WRONG_VOLUME_RATIO = 19, -0.02
CORRECTION_DAY, CORRECTION_PERIOD, CORRECTION_RUN, CORRECTION_MWH, CORRECTION_GBP = 5, 24, "SF", 42.0, 100.0
# EFA blocks with too low a performance factor: where among the published ones, and share of the right factor.
LOW_FACTOR_PLACES, LOW_FACTOR_RATIOS = (0.1, 0.25, 0.45, 0.7, 0.9), (0.92, 0.85, 0.97, 0.75, 0.88)


class SettlementFaults:
    """Plants a site's errors one kind after another; `breaks` labels each by the change that it made."""

    def __init__(self, site: SiteConfig, horizon: Horizon, volumes: list[RunVolumes]) -> None:
        self.site, self.horizon = site, horizon
        self.days = sorted({int(d) for run in volumes for d in np.unique(horizon.period_day[run.period])})
        self.breaks: list[Break] = []

    def _has(self, name: str) -> bool:
        return name in self.site.settlement_faults and bool(self.days)

    def _day(self, day_of_schedule: int, days: list[int] | None = None) -> int:
        """Day of the horizon, among the given ones or all published, for a day of 30."""
        days = self.days if days is None else days
        wanted = int((day_of_schedule - 1) * min(self.horizon.days / SCHEDULE_DAYS, 1.0))
        return days[min(wanted, len(days) - 1)]

    def _periods(self, day: int, numbers: tuple[int, ...]) -> Ints:
        return np.asarray(self.horizon.day_starts[day] + np.array(numbers, dtype=np.int64) - 1, dtype=np.int64)

    def _label(self, kind: str, period: int, run: str, component: str | None, pence: int, is_day: bool = False) -> None:
        number = None if is_day else int(self.horizon.settlement_periods[period])
        day = self.horizon.dates[int(self.horizon.period_day[period])]
        self.breaks.append(Break(kind, day, number, run, component, pence))

    def planted_volumes(self, volumes: list[RunVolumes]) -> list[RunVolumes]:
        """Volumes that the runs settle on, with a current-transformer error on one day."""
        if not self._has("wrong_volume"):
            return volumes
        day = self._day(WRONG_VOLUME_DAY)
        wrong = []
        for run in volumes:
            factor = np.where(self.horizon.period_day[run.period] == day, 1 + WRONG_VOLUME_RATIO, 1.0)
            exported, imported = (np.round(v * factor).astype(np.int64) for v in (run.exported_kwh, run.imported_kwh))
            wrong.append(replace(run, exported_kwh=exported, imported_kwh=imported))
        return wrong

    def delivered_volumes(self, volumes: list[RunVolumes]) -> list[RunVolumes]:
        """Volumes without the periods that the provider lost."""
        return [run.only(~np.isin(run.period, self._missing_periods())) for run in volumes]

    def planted_lines(self, lines: list[Lines], right: list[Lines]) -> list[Lines]:
        """Lines as published; `lines` settle the planted volumes and `right` the metered ones, in the same order."""
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
        return lines

    def _label_wrong_volume(self, lines: list[Lines], right: list[Lines]) -> None:
        day = self._day(WRONG_VOLUME_DAY)
        for found, true in zip(lines, right, strict=True):
            rows = self.horizon.period_day[found.period] == day
            if found.component == "imbalance" and rows.any():
                pence = int((found.amount_pence - true.amount_pence)[rows].sum())
                self._label("wrong_volume", int(found.period[rows][0]), found.run, "imbalance", pence, is_day=True)

    def _label_changes(self, kind: str, right: Lines, wrong: Lines, rows: Bools) -> None:
        change = wrong.amount_pence - right.amount_pence
        for row in np.flatnonzero(rows):
            self._label(kind, int(right.period[row]), right.run, right.component, int(change[row]))

    def _wrong_price(self, lines: list[Lines]) -> list[Lines]:
        """Settle at too high a price, in all runs, for the periods of one day in which most is sold or bought."""
        component = "day_ahead" if any(line.component == "day_ahead" for line in lines) else "imbalance"
        first = next(line for line in lines if line.component == component)
        of_day = np.flatnonzero(self.horizon.period_day[first.period] == self._day(WRONG_PRICE_DAY))
        largest = np.argsort(-np.abs(first.quantity_milli[of_day]), kind="stable")[:WRONG_PRICE_PERIODS]
        chosen = first.period[of_day[largest]]
        changed = []
        for line in lines:
            rows = np.isin(line.period, chosen) & (line.component == component)
            wrong = replace(line, price_1e5=line.price_1e5 + rows * round(WRONG_PRICE_GBP * 1e5))
            self._label_changes("wrong_price", line, wrong, rows)
            changed.append(wrong)
        return changed

    def _low_factor(self, lines: list[Lines]) -> list[Lines]:
        """Settle below the earned factor, in all runs, for some EFA blocks of the site's first response product."""
        product = min(self.site.response_mw, default=None)
        first = next((line for line in lines if line.component == product and len(line.period)), None)
        if first is None:
            return lines
        blocks = self.horizon.efa_block
        lost = self._missing_periods()
        usable = [
            int(block)
            for block in np.unique(blocks[first.period])
            if (first.factor_1e4[blocks[first.period] == block] > 0).all() and not np.isin(blocks[lost], block).any()
        ]
        ratio = np.ones(int(blocks[-1]) + 1)
        for place, low in zip(LOW_FACTOR_PLACES, LOW_FACTOR_RATIOS, strict=True):
            if usable:
                ratio[usable[int(place * len(usable))]] = low
        changed = []
        for line in lines:
            rows = (ratio[blocks[line.period]] < 1) & (line.component == product)
            low_factor = np.floor(line.factor_1e4 * ratio[blocks[line.period]]).astype(np.int64)
            wrong = replace(line, factor_1e4=np.where(rows, low_factor, line.factor_1e4))
            self._label_changes("performance_factor", line, wrong, rows)
            changed.append(wrong)
        return changed

    def _correction(self, lines: list[Lines]) -> list[Lines]:
        """Add a line to one run that nothing on the meter explains."""
        settled = [line for line in lines if line.component == "imbalance" and line.run == CORRECTION_RUN]
        days = sorted({int(day) for line in settled for day in self.horizon.period_day[line.period]})
        if not days:
            return []
        period = self._periods(self._day(CORRECTION_DAY, days), (CORRECTION_PERIOD,))
        quantity, price = np.array([round(CORRECTION_MWH * 1e3)]), np.array([round(CORRECTION_GBP * 1e5)])
        extra = Lines(CORRECTION_RUN, "imbalance", period, quantity, price, np.array([10_000]), suffix="-adj")
        self._label("run_correction", int(period[0]), CORRECTION_RUN, "imbalance", int(extra.amount_pence[0]))
        return [extra]

    def _duplicate(self, lines: list[Lines]) -> list[Lines]:
        """Bill one imbalance line twice, in the latest run of its period."""
        period = int(self._periods(self._day(DUPLICATE_DAY), (DUPLICATE_PERIOD,))[0])
        line = [line for line in lines if line.component == "imbalance" and period in line.period][-1]
        copied = line.only(line.period == period, suffix="-dup")
        self._label("duplicate_line", period, line.run, line.component, int(copied.amount_pence[0]))
        return [copied]

    def _missing_periods(self) -> Ints:
        """Periods that no run holds."""
        if not self._has("missing_periods"):
            return np.zeros(0, dtype=np.int64)
        return self._periods(self._day(MISSING_DAY), MISSING_PERIODS)

    def _missing(self, lines: list[Lines]) -> list[Lines]:
        """Lines without the periods that the provider lost, in all runs."""
        lost: dict[tuple[int, str], int] = {}
        kept = []
        for line in lines:
            is_lost = np.isin(line.period, self._missing_periods())
            for row in np.flatnonzero(is_lost):
                key = (int(line.period[row]), line.run)
                lost[key] = lost.get(key, 0) - int(line.amount_pence[row])
            kept.append(line.only(~is_lost))
        for (period, run), pence in lost.items():
            self._label("missing_period", period, run, None, pence)
        return kept
