"""Rate of fade with its interval: Theil–Sen slope and moving-block bootstrap."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from scipy.stats import norm
from scipy.stats import t as student_t

Floats = npt.NDArray[np.float64]
DAYS_PER_YEAR = 365.25
FEWEST = 4


class Rate(NamedTuple):
    """Slope of state of health with its 95 % interval.

    Attributes
    ----------
    slope, low, high : float
        Slope and the ends of its interval, negative while health falls. [ratio per year]
    standard_error : float
        Spread of the resampled slopes, or normal theory's where that is larger. [ratio per year]
    measurements : int
        How many.
    span_days : float
        Time between the first and the last. [days]
    """

    slope: float
    low: float
    high: float
    standard_error: float
    measurements: int
    span_days: float


def theil_sen(days: Floats, values: Floats) -> Floats:
    """Median of the slopes between all pairs of measurements.

    Parameters
    ----------
    days : ndarray, (n,)
        Time [days], at least two different.
    values : ndarray, (..., n)
        Measurements; leading axes are independent series.

    Returns
    -------
    ndarray, (...)
        Slope [unit of values per day].

    References
    ----------
    Theil (1950), Sen (1968).
    """
    first, second = np.triu_indices(len(days), 1)
    apart = days[second] - days[first]
    kept = apart != 0
    slopes = (values[..., second[kept]] - values[..., first[kept]]) / apart[kept]
    return np.asarray(np.median(slopes, axis=-1), dtype=np.float64)


def resample_blocks(residuals: Floats, resamples: int, block_length: int, rng: np.random.Generator) -> Floats:
    """Residuals drawn in blocks of neighbours, so that noise that wanders keeps wandering.

    Parameters
    ----------
    residuals : ndarray, (n,)
        Residuals in order of time.
    resamples : int
        Series to draw.
    block_length : int
        Neighbours per block; a tenth of the series at most, or too few different blocks are left.
    rng : Generator
        Source of chance.

    Returns
    -------
    ndarray, (resamples, n)
        Drawn residuals.
    """
    count = len(residuals)
    length = max(1, min(block_length, count // 10))
    blocks = -(-count // length)
    starts = rng.integers(0, count - length + 1, size=(resamples, blocks))
    drawn = (starts[:, :, None] + np.arange(length)).reshape(resamples, -1)[:, :count]
    return np.asarray(residuals[drawn], dtype=np.float64)


def fade_rate(days: Floats, soh: Floats, resamples: int, block_length: int, seed: int) -> Rate | None:
    """Slope of a history of state of health and its 95 % interval.

    Parameters
    ----------
    days : ndarray
        Time of the measurements, ascending [days].
    soh : ndarray
        State of health [ratio].
    resamples, block_length, seed : int
        Of the bootstrap.

    Returns
    -------
    Rate or None
        None for fewer than four measurements, from which nothing can be said.

    Notes
    -----
    Residuals of a fitted line are too small by √((n − 2)/n) on average; they are widened by that before being drawn. A
    bootstrap of a short series still says too little, so the interval is at least the one of normal theory: Student's t
    with n − 2 degrees of freedom times the standard error of a slope under independent noise.
    """
    count = len(days)
    if count < FEWEST or days[-1] == days[0]:
        return None
    slope = float(theil_sen(days, soh))
    line = slope * days
    residuals = soh - line
    residuals = (residuals - residuals.mean()) * np.sqrt(count / (count - 2))
    rng = np.random.default_rng(seed)
    drawn = theil_sen(days, line + resample_blocks(residuals, resamples, block_length, rng)) * DAYS_PER_YEAR
    low, high = np.quantile(drawn, [0.025, 0.975])
    middle = slope * DAYS_PER_YEAR
    distance = np.sqrt(((days - days.mean()) ** 2).sum())
    normal_error = float(np.sqrt((residuals**2).mean()) / distance) * DAYS_PER_YEAR
    reach = float(student_t.ppf(0.975, count - 2)) * normal_error
    return Rate(
        middle,
        min(float(low), middle - reach),
        max(float(high), middle + reach),
        max(float(drawn.std(ddof=1)), normal_error),
        count,
        float(days[-1] - days[0]),
    )


def fade_rate_of_batteries(days: Floats, soh: Floats) -> Rate | None:
    """Slope of a short history that a BMS shows for each battery of a site, and what one battery's slope is worth.

    Parameters
    ----------
    days : ndarray, (n,)
        Time, ascending [days].
    soh : ndarray, (batteries, n)
        State of health [ratio].

    Returns
    -------
    Rate or None
        Median slope; interval and standard error are those of ONE battery, from the spread of their slopes. None for
        fewer than four days or three batteries.

    Notes
    -----
    Neighbouring days of one estimate go wrong together, so residuals of a line say too little. Nor does a mean over
    batteries help: what one algorithm gets wrong it gets wrong in all of them, so the interval is not divided by √n.
    """
    if len(days) < FEWEST or len(soh) < FEWEST - 1:
        return None
    slopes = theil_sen(days, soh) * DAYS_PER_YEAR
    spread = float(slopes.std(ddof=1))
    reach = float(student_t.ppf(0.975, len(slopes) - 1)) * spread
    middle = float(np.median(slopes))
    return Rate(middle, middle - reach, middle + reach, spread, len(days), float(days[-1] - days[0]))


def probability_not_faster(faster: Rate, slower: Rate) -> float:
    """One-sided probability, under chance, of a difference in fade at least as large as the one found.

    Parameters
    ----------
    faster, slower : Rate
        Rates of two sites; the first is claimed to fall faster.

    Returns
    -------
    float
        p-value of a normal test of the difference [0-1].
    """
    spread = float(np.hypot(faster.standard_error, slower.standard_error))
    return float(norm.cdf((faster.slope - slower.slope) / spread))
