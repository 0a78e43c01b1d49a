"""High-speed recordings around frequency events: 20 Hz samples of frequency and power."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from seeds_generator.config import ScenarioConfig, SiteConfig
from seeds_generator.systems import columns
from seeds_generator.world.clock import PERIOD_MINUTES, Floats, Horizon, stream
from seeds_generator.world.frequency import CAPTURE_HZ, CAPTURE_LEAD_SECONDS, NOMINAL_HZ, response_ratio
from seeds_generator.world.planning import RESPONSE_PRODUCTS
from seeds_generator.world.state import Contracts, Frequency, SiteOperation

# Noise of the recorder: power as a share of rated power, frequency [Hz].
POWER_NOISE_RATIO = 0.0006
FREQUENCY_NOISE_HZ = 0.0005


def tables(
    scenario: ScenarioConfig,
    site: SiteConfig,
    horizon: Horizon,
    contracts: Contracts,
    operation: SiteOperation,
    frequency: Frequency,
) -> dict[str, pa.Table]:
    """Tables of one site, keyed by system and table; see the raw contract for columns and units.

    The recorder is local, so a loss of communication leaves no hole; a site that stands still records nothing.
    """
    samples, truth = [], []
    for number, minute in enumerate(frequency.event_minutes.tolist(), start=1):
        in_service = float((operation.block_p_kw[minute] != 0).mean())
        contracted = {
            p: float(contracts.mw[p][minute // PERIOD_MINUTES]) for p in RESPONSE_PRODUCTS if p in contracts.mw
        }
        if in_service == 0 or sum(contracted.values()) == 0:
            continue
        capture_id = f"cap-{site.site_id}-{number:02d}"
        f_hz = frequency.event_hz[number - 1]
        slope = site.control.response_slope_ratio * in_service
        response_mw = slope * _asked_mw(contracted, _delayed(f_hz, site.control.response_delay_seconds))
        samples.append(_samples(scenario, site, horizon, operation, capture_id, minute, f_hz, response_mw, in_service))
        truth.append({
            "capture_id": capture_id,
            "site_id": site.site_id,
            "delay_seconds": site.control.response_delay_seconds,
            "slope_ratio": round(slope, 6),
            "nadir_hz": round(float(f_hz[np.argmax(np.abs(f_hz - NOMINAL_HZ))]), 4),
        })  # fmt: skip
    return {
        "tmeic.frequency_capture": pa.concat_tables(samples) if samples else pa.table({}),
        "truth.truth_capture": pa.Table.from_pylist(truth),
    }


def _delayed(f_hz: Floats, seconds: float) -> Floats:
    at = np.arange(len(f_hz)) / CAPTURE_HZ
    return np.interp(at - seconds, at, f_hz)


def _asked_mw(contracted: dict[str, float], f_hz: Floats) -> Floats:
    asked = [mw * response_ratio(product, f_hz) for product, mw in contracted.items()]
    return np.asarray(np.sum(asked, axis=0), dtype=np.float64)


def _samples(
    scenario: ScenarioConfig,
    site: SiteConfig,
    horizon: Horizon,
    operation: SiteOperation,
    capture_id: str,
    minute: int,
    f_hz: Floats,
    response_mw: Floats,
    in_service: float,
) -> pa.Table:
    rng = stream(scenario.seed, site.site_id, capture_id)
    count = len(f_hz)
    since_ms = np.round((np.arange(count) / CAPTURE_HZ - CAPTURE_LEAD_SECONDS) * 1000).astype(np.int64)
    minutes = np.clip(minute + since_ms // 60_000, 0, horizon.n_minutes - 1)
    baseline_kw = operation.baseline_mw[minutes] * 1e3
    noise_kw = rng.standard_normal(count) * POWER_NOISE_RATIO * site.rated_mw * 1e3
    return pa.table({
        "capture_id": columns.same(capture_id, count).cast(pa.string()),
        "site_id": columns.same(site.site_id, count).cast(pa.string()),
        "controller_id": columns.same(f"{site.site_id}-ctl", count).cast(pa.string()),
        "sample_index": pa.array(np.arange(count, dtype=np.int64)),
        "ts_utc": columns.instants(horizon.minutes[minute] + since_ms.astype("timedelta64[ms]")),
        "f_hz": columns.measured(f_hz + rng.standard_normal(count) * FREQUENCY_NOISE_HZ, 4),
        "p_kw": columns.measured(baseline_kw * in_service + response_mw * 1e3 + noise_kw, 1),
        "baseline_kw": columns.measured(baseline_kw, 1),
    })  # fmt: skip
