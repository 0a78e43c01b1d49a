"""Planted schedule: the demo reproduces the availabilities and communication figures of its specification."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from seeds_generator.config import load_scenario
from seeds_generator.systems.events import availability
from seeds_generator.world.clock import Horizon
from seeds_generator.world.failures import plan_failures
from seeds_generator.world.state import STATES, SiteSchedule

DEMO = load_scenario("demo")
HORIZON = Horizon(DEMO.start_date, DEMO.days, DEMO.timezone)
SCHEDULES: dict[str, SiteSchedule] = {site.site_id: plan_failures(DEMO, site, HORIZON) for site in DEMO.sites}
SITES = {site.site_id: site for site in DEMO.sites}


@pytest.mark.parametrize(
    ("site_id", "raw_pct", "contractual_pct"),
    [("cotswold", 98.2, 98.6), ("thames", 98.6, 99.4), ("yorkshire", 94.3, 95.3)],
)
def test_availability_is_the_planted_one(site_id: str, raw_pct: float, contractual_pct: float) -> None:
    found = availability(SITES[site_id], SCHEDULES[site_id])
    assert found["raw_ratio"] * 100 == pytest.approx(raw_pct, abs=0.08)
    assert found["contractual_ratio"] * 100 == pytest.approx(contractual_pct, abs=0.08)


@pytest.mark.parametrize(("site_id", "uptime_pct"), [("cotswold", 99.98), ("thames", 98.7), ("yorkshire", 99.9)])
def test_comms_uptime_is_the_planted_one(site_id: str, uptime_pct: float) -> None:
    assert (1 - SCHEDULES[site_id].comms_lost.mean()) * 100 == pytest.approx(uptime_pct, abs=0.02)


@pytest.mark.parametrize(
    ("site_id", "median", "p95", "p99"),
    [("cotswold", 55, 98, 124), ("thames", 95, 277, 437), ("yorkshire", 70, 146, 199)],
)
def test_latency_quantiles(site_id: str, median: float, p95: float, p99: float) -> None:
    found = np.nanquantile(SCHEDULES[site_id].latency_ms, [0.5, 0.95, 0.99])
    assert found == pytest.approx([median, p95, p99], rel=0.03)


def test_thames_has_the_long_gaps_and_gaps_do_not_touch() -> None:
    gaps = SCHEDULES["thames"].comms_gaps
    lengths = [gap.end_minute - gap.start_minute for gap in gaps]
    assert len(gaps) == 40
    assert max(lengths) == 95
    assert sum(length > 30 for length in lengths) == 3
    assert all(first.end_minute < then.start_minute for first, then in pairwise(gaps))


def test_watchdog_trips_follow_a_loss_of_communication() -> None:
    gap_ids = {gap.gap_id for gap in SCHEDULES["thames"].comms_gaps}
    trips = [outage for outage in SCHEDULES["thames"].outages if outage.is_trip]
    assert len(trips) == 6
    assert all(trip.parent_event_id in gap_ids for trip in trips)


def test_the_repeat_fault_hits_blocks_4_7_and_9_ever_sooner() -> None:
    repeats = [o for o in SCHEDULES["yorkshire"].outages if o.is_repeat_fault]
    assert {(outage.block or 0) + 1 for outage in repeats} == {4, 7, 9}
    starts = np.array([outage.start_minute for outage in repeats])
    # Laplace statistic of a homogeneous process is standard normal; above 1.96 is worsening.
    laplace = (starts.mean() / HORIZON.n_minutes - 0.5) * np.sqrt(12 * len(starts))
    assert laplace > 2
    assert np.diff(starts)[-3:].mean() < np.diff(starts)[:3].mean()


def test_each_block_minute_has_one_state_and_priority_decides() -> None:
    schedule = SCHEDULES["yorkshire"]
    assert set(np.unique(schedule.block_state)) <= set(range(len(STATES)))
    available = schedule.block_state == STATES.index("available")
    assert (schedule.lost_ratio[available] == 0).all()
    assert (schedule.lost_ratio[~available] > 0).all()
