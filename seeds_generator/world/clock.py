"""Minutes, settlement periods and random streams: the one place that knows about time in the generator."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

import numpy as np
import numpy.typing as npt

PERIOD_MINUTES = 30
PERIOD_HOURS = PERIOD_MINUTES / 60
Times = npt.NDArray[np.datetime64]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]


def stream(seed: int, *names: str) -> np.random.Generator:
    """Random stream of one entity: depends on the seed and the names only, so new entities leave others unchanged."""
    return np.random.default_rng([seed, *(zlib.crc32(name.encode()) for name in names)])


@dataclass(frozen=True)
class Horizon:
    """Whole market-local days, as minutes and settlement periods labelled by their start in UTC.

    Parameters
    ----------
    start_date : date
        First market-local day.
    days : int
        Number of market-local days.
    timezone : str
        Time zone of the market, which settlement dates and periods follow.
    """

    start_date: date
    days: int
    timezone: str = "Europe/London"

    def local_midnight(self, day: date) -> np.datetime64:
        """UTC instant at which the market-local day starts."""
        local = datetime.combine(day, time(), tzinfo=ZoneInfo(self.timezone))
        return np.datetime64(local.astimezone(ZoneInfo("UTC")).replace(tzinfo=None), "us")

    @cached_property
    def dates(self) -> tuple[date, ...]:
        """Market-local days."""
        return tuple(self.start_date + timedelta(days=n) for n in range(self.days))

    @cached_property
    def end_utc(self) -> np.datetime64:
        """First instant after the horizon [UTC]; the as-of instant of everything delivered."""
        return self.local_midnight(self.start_date + timedelta(days=self.days))

    @cached_property
    def minutes(self) -> Times:
        """Start of every minute [UTC], shape (n_minutes,)."""
        start = self.local_midnight(self.start_date)
        return np.arange(start, self.end_utc, np.timedelta64(1, "m")).astype("datetime64[us]")

    @cached_property
    def periods(self) -> Times:
        """Start of every settlement period [UTC], shape (n_periods,)."""
        return self.minutes[::PERIOD_MINUTES]

    @property
    def n_minutes(self) -> int:
        """Minutes in the horizon."""
        return len(self.minutes)

    @property
    def n_periods(self) -> int:
        """Settlement periods in the horizon."""
        return len(self.periods)

    @cached_property
    def day_starts(self) -> Ints:
        """Index of the first period of each local day and, last, n_periods; shape (days + 1,)."""
        edges = [self.local_midnight(self.start_date + timedelta(days=n)) for n in range(self.days + 1)]
        return np.searchsorted(self.periods, np.array(edges)).astype(np.int64)

    @cached_property
    def period_day(self) -> Ints:
        """Index of the local day of each period, shape (n_periods,)."""
        return np.repeat(np.arange(self.days), np.diff(self.day_starts)).astype(np.int64)

    @cached_property
    def settlement_dates(self) -> Times:
        """Settlement date of each period [local], shape (n_periods,), dtype datetime64[D]."""
        return np.array(self.dates, dtype="datetime64[D]")[self.period_day]

    @cached_property
    def settlement_periods(self) -> Ints:
        """Settlement period of each period, from 1 to 46, 48 or 50."""
        return np.arange(self.n_periods) - self.day_starts[:-1][self.period_day] + 1

    @cached_property
    def period_local_hour(self) -> Floats:
        """Wall-clock hour of each period's start [h, local]."""
        return self._local_hours(self.periods)

    @cached_property
    def efa_block(self) -> Ints:
        """EFA block of each period, 4-hour blocks from 23:00 local, numbered on from the first; shape (n_periods,)."""
        block_of_day = (((self.period_local_hour + 1) % 24) // 4).astype(np.int64)
        return np.concatenate([[0], np.cumsum(np.diff(block_of_day) != 0)]).astype(np.int64)

    def minute_of(self, instant: np.datetime64) -> int:
        """Index of the minute that holds the instant, clipped to the horizon."""
        index = int((instant - self.minutes[0]) / np.timedelta64(1, "m"))
        return min(max(index, 0), self.n_minutes)

    def _local_hours(self, instants: Times) -> Floats:
        # The offset changes on the hour only, so one conversion per hour is enough.
        hours = instants.astype("datetime64[h]")
        unique, inverse = np.unique(hours, return_inverse=True)
        zone = ZoneInfo(self.timezone)
        offsets = []
        for hour in unique.astype("datetime64[s]").tolist():
            offset = hour.replace(tzinfo=ZoneInfo("UTC")).astimezone(zone).utcoffset()
            offsets.append(0.0 if offset is None else offset.total_seconds() / 3600)
        utc_hour = (instants - instants.astype("datetime64[D]")) / np.timedelta64(1, "h")
        return np.asarray((utc_hour + np.array(offsets)[inverse]) % 24, dtype=np.float64)

    @cached_property
    def minute_local_hour(self) -> Floats:
        """Wall-clock hour of each minute [h, local], shape (n_minutes,)."""
        return self._local_hours(self.minutes)
