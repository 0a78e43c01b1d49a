"""How a battery answers frequency: service curves, and delay, slope and times of a high-speed capture.

Curves are those of the dynamic response products of Great Britain, with parameters from seeds/dim_service_product.csv.
Response is measured on captures of at least 1 Hz only, never on minute data and never by the latency of communication.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]

NOMINAL_HZ = 50.0
COARSE_STEP_SECONDS = 0.05
FINE_STEP_SECONDS = 0.01
# Recorder noise is averaged over so long before thresholds are looked for; centred, so that nothing is delayed. [s]
SMOOTHING_SECONDS = 0.25
BEGUN_SHARE, DELIVERED_SHARE = 0.1, 0.9
# 97.5th percentile of the standard normal distribution.
Z95 = 1.96


def response_ratio(f_hz: Floats, product: pd.Series) -> Floats:
    """Share of contracted power that a product asks for, export positive. [-1…1]

    Parameters
    ----------
    f_hz : ndarray
        Grid frequency. [Hz]
    product : Series
        `direction` (export answers low frequency, import high), and by deviation from 50 Hz: `deadband_hz`, `knee_hz`,
        `full_hz` [Hz], `knee_ratio` [0-1].

    Returns
    -------
    ndarray
        Zero inside the dead-band, straight to the knee, straight to one at full deviation, one beyond. [-1…1]

    Raises
    ------
    ValueError
        When the direction is neither export nor import.
    """
    if product["direction"] not in ("export", "import"):
        raise ValueError(f"Direction {product['direction']!r} is neither export nor import.")
    sign = 1.0 if product["direction"] == "export" else -1.0
    deviation = sign * (NOMINAL_HZ - np.asarray(f_hz, dtype=np.float64))
    bends_hz = [float(product["deadband_hz"]), float(product["knee_hz"]), float(product["full_hz"])]
    shares = [0.0, float(product["knee_ratio"]), 1.0]
    # A linear product has its knee on the edge of the dead-band: one bend, not two at the same place.
    if bends_hz[1] <= bends_hz[0]:
        del bends_hz[1], shares[1]
    return sign * np.interp(deviation, bends_hz, shares)


def asked_kw(f_hz: Floats, products: pd.DataFrame) -> Floats:
    """Power that all contracted products together ask for, export positive. [kW]

    Parameters
    ----------
    f_hz : ndarray
        Grid frequency. [Hz]
    products : DataFrame
        One row per product, columns of `response_ratio` and `contracted_mw` [MW].
    """
    total = np.zeros(len(f_hz))
    for _, product in products.iterrows():
        total += float(product["contracted_mw"]) * 1e3 * response_ratio(f_hz, product)
    return total


def answering_mw(farthest_hz: float, products: pd.DataFrame) -> float:
    """Contracted power that an event calls for: export products answer low frequency, import products high. [MW]

    Parameters
    ----------
    farthest_hz : float
        Frequency of the event farthest from 50 Hz. [Hz]
    products : DataFrame
        One row per product: `direction` (export or import), `contracted_mw` [MW].
    """
    direction = "export" if farthest_hz < NOMINAL_HZ else "import"
    return float(products.loc[products["direction"] == direction, "contracted_mw"].sum())


def event_statistics(f_hz: Floats, sample_hz: float, limits_hz: tuple[float, ...] = (49.5, 49.2)) -> dict[str, Any]:
    """Nadir, steepest second and time below limits of a frequency event.

    Parameters
    ----------
    f_hz : ndarray
        Grid frequency. [Hz]
    sample_hz : float
        Samples a second, at least one. [Hz]
    limits_hz : tuple of float
        Limits below which time is counted. [Hz]

    Returns
    -------
    dict
        `nadir_hz` (the value farthest from 50 Hz) and `nadir_index`; `rocof_hz_per_s` (largest change over one second,
        signed) and `rocof_index` (sample before it); `seconds_below`, by limit. [s]

    Raises
    ------
    ValueError
        With less than a second of samples, or fewer than one a second.
    """
    f_hz = np.asarray(f_hz, dtype=np.float64)
    step = round(sample_hz)
    if sample_hz < 1 or len(f_hz) <= step:
        raise ValueError("An event needs more than a second of samples, at least one a second.")
    change = f_hz[step:] - f_hz[:-step]
    steepest = int(np.argmax(np.abs(change)))
    nadir = int(np.argmax(np.abs(f_hz - NOMINAL_HZ)))
    return {
        "nadir_hz": float(f_hz[nadir]),
        "nadir_index": nadir,
        "rocof_hz_per_s": float(change[steepest]),
        "rocof_index": steepest,
        "seconds_below": {limit: float((f_hz < limit).sum() / sample_hz) for limit in limits_hz},
    }


def estimate_response(
    capture: pd.DataFrame, products: pd.DataFrame, longest_delay_seconds: float, delay_precision_seconds: float
) -> dict[str, Any]:
    """Delay, slope and offset of one capture by least squares, and when its response began and was delivered.

    For each candidate delay the delivered power, net of baseline, is regressed on what the curves asked that long
    before; the delay with the smallest sum of squares wins. Where the baseline moves within the capture it is a
    regressor of its own, as a plant that is partly out follows it partly.

    Parameters
    ----------
    capture : DataFrame
        Samples in order: `seconds` since the first [s], `f_hz` [Hz], `p_kw` and `baseline_kw` [kW].
    products : DataFrame
        Contracted products, see `asked_kw`.
    longest_delay_seconds : float
        Longest delay that is searched for. [s]
    delay_precision_seconds : float
        A delay known less well than this, to 95 %, is not told: too little was delivered. [s]

    Returns
    -------
    dict
        `delay_seconds` (None when known too badly), `delay_error_seconds` (half its 95 % interval), `slope_ratio`,
        `offset_ratio` (mean power that does not come from frequency, share of `answering_mw`), `nadir_hz`,
        `rocof_hz_per_s`, `deadband_crossing_seconds` (since the first sample; None when frequency was outside from the
        start), `t10_seconds` and `t90_seconds` (delivered 10 % and 90 % of the most asked, after the crossing),
        `initiation_lag_seconds` and `full_delivery_lag_seconds` (delivered minus asked, at the same shares).
        [s, ratio, Hz]

    Raises
    ------
    ValueError
        When nothing is contracted in the direction of the event, or the capture has fewer than ten samples with power.
    """
    capture = capture.dropna(subset=["p_kw", "f_hz", "baseline_kw"])
    if len(capture) < 10:
        raise ValueError("A capture needs ten samples with power.")
    seconds = capture["seconds"].to_numpy(dtype=np.float64)
    f_hz = capture["f_hz"].to_numpy(dtype=np.float64)
    baseline = capture["baseline_kw"].to_numpy(dtype=np.float64)
    delivered = capture["p_kw"].to_numpy(dtype=np.float64) - baseline
    sample_hz = 1.0 / float(np.median(np.diff(seconds)))
    statistics = event_statistics(f_hz, sample_hz)
    answering_kw = answering_mw(statistics["nadir_hz"], products) * 1e3
    if answering_kw <= 0:
        raise ValueError("No response is contracted in the direction of the event.")
    f_smooth = _smoothed(f_hz, sample_hz)
    asked = asked_kw(f_smooth, products)

    coarse = np.arange(0.0, longest_delay_seconds + COARSE_STEP_SECONDS, COARSE_STEP_SECONDS)
    best = min(coarse, key=lambda delay: _fit(seconds, asked, baseline, delivered, delay)[0])
    fine = np.arange(max(best - COARSE_STEP_SECONDS, 0.0), best + COARSE_STEP_SECONDS, FINE_STEP_SECONDS)
    delay = float(min(fine, key=lambda delay: _fit(seconds, asked, baseline, delivered, delay)[0]))
    variance, slope, offset_kw = _fit(seconds, asked, baseline, delivered, delay)
    error = _delay_error(seconds, slope * np.interp(seconds - delay, seconds, asked), variance)
    return {
        "delay_seconds": delay if error <= delay_precision_seconds else None,
        "delay_error_seconds": error,
        "slope_ratio": slope,
        "offset_ratio": offset_kw / answering_kw,
        "nadir_hz": statistics["nadir_hz"],
        "rocof_hz_per_s": statistics["rocof_hz_per_s"],
        **_times(seconds, f_smooth, asked, _smoothed(delivered - offset_kw, sample_hz), slope, products),
    }


def _fit(
    seconds: Floats, asked: Floats, baseline: Floats, delivered: Floats, delay: float
) -> tuple[float, float, float]:
    """Sum of squares [kW²], slope [ratio] and mean offset [kW] at one delay."""
    delayed = np.interp(seconds - delay, seconds, asked)
    # The first samples answer to frequencies before the recording.
    known = seconds >= seconds[0] + delay
    columns = [np.ones(len(seconds)), delayed]
    if np.ptp(baseline) > 0:
        columns.append(baseline - baseline.mean())
    design = np.column_stack(columns)
    coefficients, *_ = np.linalg.lstsq(design[known], delivered[known], rcond=None)
    residual = delivered[known] - design[known] @ coefficients
    return float(residual @ residual / known.sum()), float(coefficients[1]), float(coefficients[0])


def _delay_error(seconds: Floats, followed: Floats, variance: float) -> float:
    """Half the 95 % interval of a delay, by how much power a second of delay would move. [s]"""
    # Over whole seconds: from sample to sample the recorder's noise would pass for movement.
    step = max(round(1 / float(np.median(np.diff(seconds)))), 1)
    moved = (followed[step:] - followed[:-step]) / (seconds[step:] - seconds[:-step])
    steepness = float(moved @ moved)
    return Z95 * float(np.sqrt(variance / steepness)) if steepness > 0 else float("inf")


def _smoothed(values: Floats, sample_hz: float) -> Floats:
    width = max(round(SMOOTHING_SECONDS * sample_hz) // 2 * 2 + 1, 1)
    padded = np.pad(values, width // 2, mode="edge")
    return np.asarray(np.convolve(padded, np.ones(width) / width, mode="valid"), dtype=np.float64)


def _times(
    seconds: Floats, f_hz: Floats, asked: Floats, delivered: Floats, slope: float, products: pd.DataFrame
) -> dict[str, float | None]:
    """When the response to the event began and was delivered, since the dead-band and behind the curve. [s]"""
    peak = int(np.argmax(np.abs(asked)))
    sign = float(np.sign(asked[peak]))
    rise = sign * asked
    # Counted from the calm before the event: the lowest demand before the peak.
    start = int(np.argmin(rise[: peak + 1]))
    span = rise[peak] - rise[start]
    deviation = np.abs(f_hz - NOMINAL_HZ)
    inside = np.flatnonzero(deviation[: peak + 1] <= float(products["deadband_hz"].min()))
    crossing = float(seconds[min(inside[-1] + 1, len(seconds) - 1)]) if len(inside) else None
    found: dict[float, tuple[float | None, float | None]] = {}
    for share in (BEGUN_SHARE, DELIVERED_SHARE):
        level = rise[start] + share * span
        found[share] = (
            _first(seconds, rise >= level, start),
            _first(seconds, sign * delivered >= slope * level, start),
        )

    def lag(share: float) -> float | None:
        by_curve, by_plant = found[share]
        return None if by_curve is None or by_plant is None else by_plant - by_curve

    def since_crossing(share: float) -> float | None:
        by_plant = found[share][1]
        return None if by_plant is None or crossing is None else by_plant - crossing

    return {
        "deadband_crossing_seconds": crossing,
        "t10_seconds": since_crossing(BEGUN_SHARE),
        "t90_seconds": since_crossing(DELIVERED_SHARE),
        "initiation_lag_seconds": lag(BEGUN_SHARE),
        "full_delivery_lag_seconds": lag(DELIVERED_SHARE),
    }


def _first(seconds: Floats, reached: npt.NDArray[np.bool_], start: int) -> float | None:
    at = np.flatnonzero(reached[start:])
    return float(seconds[start + at[0]]) if len(at) else None
