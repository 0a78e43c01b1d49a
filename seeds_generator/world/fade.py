"""Loss of capacity since commercial operation: calendar and cycle fade with the exponents of BLAST-Lite's LFP model."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from seeds_generator.config import ScenarioConfig, SiteConfig
from seeds_generator.world.clock import Floats, Horizon, Times, stream

CALENDAR_EXPONENT = 0.526
CYCLE_EXPONENT = 0.828
TRAIT_SPAN_DAYS = 30
# First day of the demo's horizon, at which the sites' health traits hold.
TRAITS_HOLD_ON = date(2024, 2, 15)
BMS_NOISE_PCT = 0.15
BMS_NOISE_MEMORY_DAYS = 10.0
BMS_BIAS_PCT = 0.3
WEEKLY_NOISE_PCT = 0.25
TEST_NOISE_PCT = 0.40
TEST_INTERVAL_DAYS = 30


@dataclass(frozen=True)
class Fade:
    """Capacity lost by age: calendar · days^0.526 + cycle · cycles^0.828. [% of installed DC energy]"""

    calendar: float
    cycle: float
    cycles_per_day: float

    def soh_pct(self, age_days: Floats | float) -> Floats:
        """True state of health at an age [% of installed DC energy]."""
        age = np.maximum(np.asarray(age_days, dtype=np.float64), 0.0)
        lost = self.calendar * age**CALENDAR_EXPONENT + self.cycle * (age * self.cycles_per_day) ** CYCLE_EXPONENT
        return np.asarray(100.0 - lost, dtype=np.float64)


@dataclass(frozen=True)
class History:
    """Health day by day since commercial operation; arrays have one value per UTC day, as its day ends."""

    dates: Times
    soh_pct: Floats
    cycles: Floats
    cycles_at_start: float


def make_fade(site: SiteConfig, start_date: date) -> Fade:
    """Fade through the two states of health that a site's traits give.

    The traits hold on the demo's first day, or as the horizon starts for a plant that is younger then: so a plant
    moved back in time keeps its health, and one that is simulated later has faded further.
    """
    commissioned = site.commercial_operation_date
    ages = [(day - commissioned).days for day in (TRAITS_HOLD_ON, start_date)]
    age = float(min(age for age in ages if age > 0))
    ages_days = np.array([age, age + TRAIT_SPAN_DAYS])
    rate = site.battery.cycles_per_day
    terms = np.column_stack([ages_days**CALENDAR_EXPONENT, (ages_days * rate) ** CYCLE_EXPONENT])
    lost = 100.0 - np.array([site.battery.soh_start_pct, site.battery.soh_end_pct])
    calendar, cycle = np.linalg.solve(terms, lost)
    # Two healths that no mix of both can explain: keep the first, by the part that comes nearer to the second.
    if calendar < 0:
        calendar, cycle = 0.0, lost[0] / terms[0, 1]
    elif cycle < 0:
        calendar, cycle = lost[0] / terms[0, 0], 0.0
    return Fade(float(calendar), float(cycle), rate)


def _age_days(site: SiteConfig, instants: Times) -> Floats:
    begin = np.datetime64(site.commercial_operation_date, "us")
    return np.asarray((instants - begin) / np.timedelta64(1, "D"), dtype=np.float64)


def soh_by_period(site: SiteConfig, horizon: Horizon) -> Floats:
    """True state of health at the start of each settlement period [% of installed DC energy]."""
    return make_fade(site, horizon.start_date).soh_pct(_age_days(site, horizon.periods))


def history(site: SiteConfig, horizon: Horizon) -> History:
    """True health of every UTC day since commercial operation up to the last one that ends in the horizon."""
    first = np.datetime64(site.commercial_operation_date, "D")
    dates = np.arange(first, horizon.end_utc.astype("datetime64[D]"))
    ends = (dates + 1).astype("datetime64[us]")
    age = _age_days(site, ends)
    rate = site.battery.cycles_per_day
    age_at_start = float(_age_days(site, horizon.periods[:1])[0])
    return History(
        dates=dates,
        soh_pct=make_fade(site, horizon.start_date).soh_pct(age),
        cycles=age * rate,
        cycles_at_start=age_at_start * rate,
    )


def bms_soh_pct(scenario: ScenarioConfig, site: SiteConfig, soh_pct: Floats, entity: str, count: int) -> Floats:
    """The BMS's own estimate of health by day and bank or rack: truth, a lasting bias and noise that wanders slowly.

    Parameters
    ----------
    soh_pct : ndarray, (n_days,)
        True state of health [% of installed DC energy].
    entity : str
        What is estimated, "bank" or "rack"; each has its own random stream.
    count : int
        Number of banks or racks.

    Returns
    -------
    ndarray, (n_days, count)
        Estimate [% of installed DC energy].
    """
    rng = stream(scenario.seed, site.site_id, f"soh-{entity}")
    bias = rng.uniform(-BMS_BIAS_PCT, BMS_BIAS_PCT, count)
    keep = np.exp(-1 / BMS_NOISE_MEMORY_DAYS)
    noise = np.empty((len(soh_pct), count))
    level = rng.standard_normal(count) * BMS_NOISE_PCT
    for day in range(len(soh_pct)):
        noise[day] = level
        level = keep * level + np.sqrt(1 - keep**2) * BMS_NOISE_PCT * rng.standard_normal(count)
    return np.asarray(soh_pct[:, None] + bias + noise, dtype=np.float64)


def weekly_estimates(scenario: ScenarioConfig, site: SiteConfig, past: History) -> tuple[Times, Floats, Floats]:
    """Last day of each whole week since commercial operation, energy-based health [%] and cycles."""
    days = np.arange(6, len(past.dates), 7)
    noise = stream(scenario.seed, site.site_id, "soh-weekly").standard_normal(len(days)) * WEEKLY_NOISE_PCT
    return past.dates[days], past.soh_pct[days] + noise, past.cycles[days]


def due_test_days(site: SiteConfig, horizon: Horizon) -> list[date]:
    """Days on which a monthly capacity test is due, from commercial operation to the horizon's end."""
    end = horizon.end_utc.astype("datetime64[D]").item()
    due = site.commercial_operation_date + timedelta(days=TEST_INTERVAL_DAYS)
    days = []
    while due < end:
        days.append(due)
        due += timedelta(days=TEST_INTERVAL_DAYS)
    return days
