"""What goes wrong at a site and when: planted outages, losses of communication, latency."""

from __future__ import annotations

import math

import numpy as np

from seeds_generator.config import CommsTraits, PlantedOutage, ScenarioConfig, SiteConfig
from seeds_generator.world.clock import Bools, Floats, Horizon, Ints, stream
from seeds_generator.world.state import STATES, CommsGap, Outage, SiteSchedule

SCHEDULE_DAYS = 30
# Outages at least this long get a repair date, which the planner knows from then on.
LONG_OUTAGE_MINUTES = 24 * 60
REPAIR_DATE_KNOWN_AFTER_MINUTES = 4 * 60
# Planted durations above this shrink with horizons shorter than the schedule.
SHRINKING_HOURS = 12.0
# Communication losses keep this distance from each other.
GAP_MARGIN_MINUTES = 30
LONG_GAPS_MINUTES = (42, 34)


def plan_failures(scenario: ScenarioConfig, site: SiteConfig, horizon: Horizon) -> SiteSchedule:
    """Place a site's planted outages and communication losses on the horizon.

    Parameters
    ----------
    scenario : ScenarioConfig
        Gives the seed.
    site : SiteConfig
        Planted outages and communication traits. The schedule is written for 30 days; it repeats every 30 days and is
        squeezed into what is left over.
    horizon : Horizon
        Minutes of the simulation.

    Returns
    -------
    SiteSchedule
        States by block and minute, each block-minute in exactly one state by the priority of `STATES`.
    """
    outages = _place_outages(site, horizon)
    rng = stream(scenario.seed, site.site_id, "comms")
    gaps = _place_gaps(rng, site, horizon, outages)
    outages = _link_watchdog_trips(outages, gaps, site.comms.hold_minutes)
    comms_lost = np.zeros(horizon.n_minutes, dtype=bool)
    for gap in gaps:
        comms_lost[gap.start_minute : gap.end_minute] = True
    block_state, lost_ratio = _block_states(outages, horizon.n_minutes, site.blocks)
    latency_ms, drop_ratio = _link_quality(rng, site.comms, comms_lost)
    return SiteSchedule(
        outages=outages,
        comms_gaps=gaps,
        block_state=block_state,
        lost_ratio=lost_ratio,
        comms_lost=comms_lost,
        latency_ms=latency_ms,
        drop_ratio=drop_ratio,
    )


def _windows(days: int) -> list[tuple[int, int]]:
    """(first day, days) of each run of the 30-day schedule in the horizon."""
    return [(first, min(SCHEDULE_DAYS, days - first)) for first in range(0, days, SCHEDULE_DAYS)]


def _place_outages(site: SiteConfig, horizon: Horizon) -> tuple[Outage, ...]:
    found: list[tuple[int, int, int | None, PlantedOutage]] = []
    for first_day, days in _windows(horizon.days):
        scale = days / SCHEDULE_DAYS
        for planted in site.outages:
            hours = planted.hours * min(scale, 1.0) if planted.hours > SHRINKING_HOURS else planted.hours
            for n, start in enumerate(planted.starts):
                day_text, time_text = start.split()
                hour, minute = (int(part) for part in time_text.split(":"))
                day = first_day + math.floor((int(day_text) - 1) * scale)
                begin = day * 1440 + hour * 60 + minute
                end = min(begin + round(hours * 60), horizon.n_minutes)
                block = planted.blocks[n % len(planted.blocks)] - 1 if planted.blocks else None
                if begin < end:
                    found.append((begin, end, block, planted))
    found.sort(key=lambda item: (item[0], item[2] if item[2] is not None else -1, item[3].code))
    return tuple(
        Outage(
            outage_id=f"evt-{site.site_id}-{number:04d}",
            block=block,
            state=planted.state,
            code=planted.code,
            description=planted.description,
            derate_ratio=planted.derate_ratio,
            start_minute=begin,
            end_minute=end,
            known_from_minute=_known_from(planted.state, begin, end),
            is_trip=planted.is_trip,
            is_repeat_fault=planted.is_repeat_fault,
            has_hvac_failure=planted.has_hvac_failure,
        )
        for number, (begin, end, block, planted) in enumerate(found, start=1)
    )


def _known_from(state: str, begin: int, end: int) -> int:
    if state in ("planned_maintenance", "instructed"):
        return -SCHEDULE_DAYS * 1440
    return begin + REPAIR_DATE_KNOWN_AFTER_MINUTES if end - begin >= LONG_OUTAGE_MINUTES else begin


def _gap_lengths(rng: np.random.Generator, comms: CommsTraits, scale: float) -> list[int]:
    """Lengths of the communication losses [min], longest first; their mean is the trait's to the minute."""
    count = max(1, round(comms.gap_count * scale)) if comms.gap_count else 0
    if comms.gap_sigma == 0:
        return [round(comms.gap_mean_minutes)] * count
    fixed = [comms.longest_gap_minutes, *LONG_GAPS_MINUTES] if comms.longest_gap_minutes and scale >= 1 else []
    rest = count - len(fixed)
    weights = np.sort(rng.lognormal(0.0, comms.gap_sigma, rest))[::-1]
    total = round(comms.gap_mean_minutes * count) - sum(fixed)
    lengths = np.clip(np.round(weights / weights.sum() * total), 2, 30).astype(int)
    return fixed + [int(length) for length in lengths]


def _place_gaps(
    rng: np.random.Generator, site: SiteConfig, horizon: Horizon, outages: tuple[Outage, ...]
) -> tuple[CommsGap, ...]:
    lengths = _gap_lengths(rng, site.comms, horizon.days / SCHEDULE_DAYS)
    trips = [outage for outage in outages if outage.is_trip]
    spans: list[tuple[int, int]] = []
    if site.comms.hold_minutes:
        # Each watchdog trip follows a loss of communication that outlasted the hold time.
        for trip in trips:
            if (length := next((n for n in lengths if 8 <= n <= 25), None)) is not None:
                lengths.remove(length)
                spans.append((trip.start_minute - site.comms.hold_minutes, length))
    elif trips and lengths:
        # One loss of communication lies inside a trip: to the meter it is a real outage, not a comms gap.
        spans.append((trips[0].start_minute + 20, lengths.pop()))
    site_wide = [(outage.start_minute, outage.end_minute) for outage in outages if outage.block is None]
    for length in lengths:
        spans.append((_free_start(rng, length, horizon.n_minutes, spans, site_wide), length))
    spans.sort()
    return tuple(
        CommsGap(f"gap-{site.site_id}-{number:04d}", start, min(start + length, horizon.n_minutes))
        for number, (start, length) in enumerate(spans, start=1)
    )


def _free_start(
    rng: np.random.Generator,
    length: int,
    n_minutes: int,
    spans: list[tuple[int, int]],
    site_wide: list[tuple[int, int]],
) -> int:
    """A random minute at which a gap of this length touches no other gap and no outage of the whole site."""
    starts = np.arange(GAP_MARGIN_MINUTES, n_minutes - length - GAP_MARGIN_MINUTES)
    free = np.ones(len(starts), dtype=bool)
    for begin, end in [(begin, begin + taken) for begin, taken in spans] + site_wide:
        free &= (starts >= end + GAP_MARGIN_MINUTES) | (starts + length + GAP_MARGIN_MINUTES <= begin)
    return int(rng.choice(starts[free]))


def _link_watchdog_trips(
    outages: tuple[Outage, ...], gaps: tuple[CommsGap, ...], hold_minutes: int
) -> tuple[Outage, ...]:
    from dataclasses import replace

    parents = {gap.start_minute + hold_minutes: gap.gap_id for gap in gaps} if hold_minutes else {}
    return tuple(
        replace(outage, parent_event_id=parents.get(outage.start_minute)) if outage.is_trip else outage
        for outage in outages
    )


def _block_states(outages: tuple[Outage, ...], n_minutes: int, n_blocks: int) -> tuple[Ints, Floats]:
    available = STATES.index("available")
    state = np.full((n_minutes, n_blocks), available, dtype=np.int8)
    lost = np.zeros((n_minutes, n_blocks))
    # From the lowest priority to the highest, so that the highest one stands.
    for outage in sorted(outages, key=lambda o: -STATES.index(o.state)):
        rows = slice(outage.start_minute, outage.end_minute)
        columns = slice(None) if outage.block is None else outage.block
        state[rows, columns] = STATES.index(outage.state)
        lost[rows, columns] = outage.derate_ratio
    return state.astype(np.int64), lost


def _link_quality(rng: np.random.Generator, comms: CommsTraits, lost: Bools) -> tuple[Floats, Floats]:
    latency = comms.latency_median_ms * rng.lognormal(0.0, comms.latency_sigma, len(lost))
    drop = np.minimum(comms.drop_ratio * rng.gamma(2.0, 0.5, len(lost)), 1.0)
    return np.where(lost, np.nan, latency), np.where(lost, 1.0, drop)
