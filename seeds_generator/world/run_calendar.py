"""Settlement calendar: working days of England and Wales, publication of runs, and the as-of instant of a scenario."""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

import numpy as np

from seeds_generator.config import ScenarioConfig
from seeds_generator.world.clock import Horizon, Times

# Working days from settlement day to each run; weekends and holidays count as the next working day.
RUN_WORKING_DAYS = {"II": 5, "SF": 16, "R1": 39, "R2": 84, "R3": 154, "RF": 292, "DF": 640}
PUBLICATION_HOUR = 12
# The last run comes 640 working days later, within so many calendar years.
CALENDAR_YEARS = 5
MOVED_HOLIDAYS = {date(2020, 5, 4): date(2020, 5, 8), date(2022, 5, 30): date(2022, 6, 2)}
EXTRA_HOLIDAYS = (date(2022, 6, 3), date(2022, 9, 19), date(2023, 5, 8))


def as_of_instant(scenario: ScenarioConfig, horizon: Horizon) -> np.datetime64:
    """First instant of which nothing has been delivered [UTC]."""
    return horizon.local_midnight(scenario.as_of_date) if scenario.as_of_date else horizon.end_utc


def as_of_day(scenario: ScenarioConfig, horizon: Horizon) -> date:
    """Last local day that everything delivered has seen."""
    return scenario.as_of_date - timedelta(days=1) if scenario.as_of_date else horizon.dates[-1]


@lru_cache(maxsize=4)
def bank_holidays(first_year: int, last_year: int) -> tuple[date, ...]:
    """Bank holidays in England and Wales, substitute days and one-off days included."""
    found = {day for day in EXTRA_HOLIDAYS if first_year <= day.year <= last_year}
    for year in range(first_year, last_year + 1):
        sunday = easter_sunday(year)
        days = [sunday - timedelta(days=2), sunday + timedelta(days=1)]
        days += [_monday(date(year, 5, 1)), _monday(date(year, 5, 25)), _monday(date(year, 8, 25))]
        for fixed in (date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)):
            while fixed.weekday() >= 5 or fixed in days:
                fixed += timedelta(days=1)
            days.append(fixed)
        found |= {MOVED_HOLIDAYS.get(day, day) for day in days}
    return tuple(sorted(found))


def easter_sunday(year: int) -> date:
    """Easter Sunday of the Gregorian calendar, by the anonymous algorithm of 1876."""
    century, year_of_century = divmod(year, 100)
    moon_shift = (8 * century + 13) // 25
    epact = (19 * (year % 19) + century - century // 4 - moon_shift + 15) % 30
    epact_late = epact - (year % 19 + 11 * epact) // 319
    weekday = (2 * (century % 4) + 2 * (year_of_century // 4) - year_of_century % 4 - epact_late + 32) % 7
    month = (epact_late + weekday + 90) // 25
    return date(year, month, (epact_late + weekday + month + 19) % 32)


def _monday(day: date) -> date:
    """First Monday on or after a day."""
    return day + timedelta(days=-day.weekday() % 7)


def run_days(settlement_days: Times, run: str) -> Times:
    """Local day on which a run of each settlement day is published, dtype datetime64[D]."""
    first = int(settlement_days.min().astype("datetime64[Y]").astype(int)) + 1970
    last = int(settlement_days.max().astype("datetime64[Y]").astype(int)) + 1970
    holidays = np.array(bank_holidays(first, last + CALENDAR_YEARS), dtype="datetime64[D]")
    return np.asarray(np.busday_offset(settlement_days, RUN_WORKING_DAYS[run], roll="forward", holidays=holidays))


def publication_times(horizon: Horizon) -> dict[str, Times]:
    """Instant at which each run of each period is published [UTC], keyed by run, shape (n_periods,)."""
    noon = np.timedelta64(PUBLICATION_HOUR, "h")
    days = horizon.settlement_dates
    return {run: np.asarray(run_days(days, run).astype("datetime64[us]") + noon) for run in RUN_WORKING_DAYS}
