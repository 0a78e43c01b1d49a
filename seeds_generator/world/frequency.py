"""Grid frequency of the synchronous area at one second, and what the dynamic response products ask of it."""

from __future__ import annotations

import numpy as np
from scipy.signal import lfilter

from seeds_generator.config import ScenarioConfig
from seeds_generator.world.clock import Floats, Horizon, Ints, stream
from seeds_generator.world.state import Frequency

NOMINAL_HZ = 50.0
CAPTURE_HZ = 20
CAPTURE_LEAD_SECONDS = 20
CAPTURE_SECONDS = 120
SECONDS_PER_MINUTE = 60

# Deviation [Hz] at which each service curve bends, and the share of contracted power asked for there [0-1].
CURVES = {
    "DC": ((0.015, 0.0), (0.2, 0.05), (0.5, 1.0)),
    "DM": ((0.015, 0.0), (0.1, 0.05), (0.2, 1.0)),
    "DR": ((0.015, 0.0), (0.2, 1.0)),
}
# Extreme deviations of the planted events [Hz], in the order in which they happen.
EVENT_DEPTHS_HZ = (-0.25, -0.22, 0.22, -0.30, -0.25, -0.22, -0.38)
EVENT_OFFSET = 0.37
EVENT_FALL_SECONDS = 8.0
EVENT_RECOVERY_SECONDS = 210.0
EVENT_LENGTH_SECONDS = 1800


def response_ratio(product: str, frequency_hz: Floats) -> Floats:
    """Share of contracted power that a product asks for, export positive: low products export, high ones import.

    Parameters
    ----------
    product : str
        DCL, DCH, DML, DMH, DRL or DRH.
    frequency_hz : ndarray
        Grid frequency [Hz].

    Returns
    -------
    ndarray
        Share of contracted power [-1…1].
    """
    bends = CURVES[product[:2]]
    below = NOMINAL_HZ - frequency_hz
    if product.endswith("L"):
        return np.interp(below, [hz for hz, _ in bends], [share for _, share in bends])
    return -np.interp(-below, [hz for hz, _ in bends], [share for _, share in bends])


def simulate_frequency(scenario: ScenarioConfig, horizon: Horizon) -> Frequency:
    """Simulate the frequency of every second and condense it to minutes and event windows.

    The trace is an Ornstein-Uhlenbeck process with two memories, an offset of either sign that is redrawn every
    quarter of an hour (which gives the two humps around 50 Hz that Great Britain shows), kicks at half-hour
    boundaries, where plants ramp to their next schedule, and the planted events.
    """
    seconds = horizon.n_minutes * SECONDS_PER_MINUTE
    trace = _background(stream(scenario.seed, "grid", "frequency"), seconds)
    starts, depths = event_schedule(horizon.n_minutes, scenario.market.frequency_event_count)
    windows = [_window(trace, start, depth) for start, depth in zip(starts, depths, strict=True)]
    for start, depth in zip(starts, depths, strict=True):
        first = int(start) * SECONDS_PER_MINUTE
        length = min(EVENT_LENGTH_SECONDS, seconds - first)
        trace[first : first + length] += event_shape(np.arange(length, dtype=np.float64), depth)
    frequency_hz = NOMINAL_HZ + trace
    by_minute = frequency_hz.reshape(horizon.n_minutes, SECONDS_PER_MINUTE)
    products = [family + side for family in CURVES for side in "LH"]
    response = {
        product: response_ratio(product, frequency_hz).reshape(by_minute.shape).mean(axis=1) for product in products
    }
    return Frequency(
        mean_hz=by_minute.mean(axis=1),
        min_hz=by_minute.min(axis=1),
        max_hz=by_minute.max(axis=1),
        response=response,
        event_minutes=starts,
        event_hz=tuple(windows),
    )


def event_schedule(n_minutes: int, count: int) -> tuple[Ints, Floats]:
    """Minute at whose start each event begins, and its depth [Hz]: fixed fractions of the horizon for every seed."""
    order = np.arange(count)
    starts = ((order + EVENT_OFFSET) / max(count, 1) * n_minutes).astype(np.int64)
    return starts, np.array(EVENT_DEPTHS_HZ)[order % len(EVENT_DEPTHS_HZ)]


def event_shape(seconds: Floats, depth_hz: float) -> Floats:
    """Deviation that an event adds, by seconds since its start [s]: a straight fall, then recovery. [Hz]"""
    fall = np.clip(seconds / EVENT_FALL_SECONDS, 0.0, 1.0)
    recovery = np.exp(-np.maximum(seconds - EVENT_FALL_SECONDS, 0.0) / EVENT_RECOVERY_SECONDS)
    return np.asarray(depth_hz * fall * recovery, dtype=np.float64)


def _window(background: Floats, start_minute: int, depth_hz: float) -> Floats:
    """20 Hz samples from 20 s before the event [Hz]."""
    since = np.arange(CAPTURE_SECONDS * CAPTURE_HZ) / CAPTURE_HZ - CAPTURE_LEAD_SECONDS
    at = start_minute * SECONDS_PER_MINUTE + since
    near = np.interp(at, np.arange(len(background)), background)
    return np.asarray(NOMINAL_HZ + near + event_shape(since, depth_hz), dtype=np.float64)


def _background(rng: np.random.Generator, seconds: int) -> Floats:
    """Deviation from 50 Hz at every second without planted events [Hz]."""
    fast = _low_pass(_ornstein_uhlenbeck(rng, seconds, 660.0, 0.034), 1.9)
    slow = _ornstein_uhlenbeck(rng, seconds, 2700.0, 0.022)
    side = rng.choice([-0.055, 0.055], size=seconds // 900 + 1)
    offset = _low_pass(np.repeat(side, 900)[:seconds], 120.0)
    kicks = np.zeros(seconds)
    boundaries = np.arange(0, seconds, 1800)
    kicks[boundaries] = rng.choice([-0.035, 0.035], size=len(boundaries)) * rng.gamma(2.0, 0.5, size=len(boundaries))
    decaying = lfilter([1.0], [1.0, -np.exp(-1 / 180.0)], kicks)
    return np.asarray(fast + slow + offset + _low_pass(decaying, 8.0), dtype=np.float64)


def _ornstein_uhlenbeck(rng: np.random.Generator, seconds: int, memory_seconds: float, sd: float) -> Floats:
    keep = np.exp(-1 / memory_seconds)
    shocks = rng.standard_normal(seconds) * sd * np.sqrt(1 - keep**2)
    shocks[0] = rng.standard_normal() * sd
    return np.asarray(lfilter([1.0], [1.0, -keep], shocks), dtype=np.float64)


def _low_pass(values: Floats, memory_seconds: float) -> Floats:
    keep = np.exp(-1 / memory_seconds)
    smoothed, _ = lfilter([1 - keep], [1.0, -keep], values, zi=[keep * values[0]])
    return np.asarray(smoothed, dtype=np.float64)
