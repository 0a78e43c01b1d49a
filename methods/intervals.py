"""Confidence intervals for failure rates and availability, and rates shrunk towards their fleet.

Failures are rare: a month with two of them says little more than one with none, and a rate without its interval
invites a verdict that the data cannot carry. All intervals here are exact or resampled, none leans on a normal
approximation.

Sources: exact Poisson limits after Garwood (1936); rate ratio by the conditional binomial after Przyborowski and
Wilenski (1940) with Clopper-Pearson limits; cluster bootstrap after Davison and Hinkley (1997); shrinkage by the
moment estimator of Marshall (1991).
"""

from __future__ import annotations

import numpy as np
import pandas as pd
from scipy import stats


def _require(frame: pd.DataFrame, columns: list[str]) -> None:
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise ValueError(f"The frame lacks {', '.join(missing)}.")


def _tail(confidence: float) -> float:
    if not 0 < confidence < 1:
        raise ValueError(f"A confidence level lies between 0 and 1, not at {confidence}.")
    return (1 - confidence) / 2


def poisson_interval(frame: pd.DataFrame, confidence: float = 0.95) -> pd.DataFrame:
    """Rate of events with its exact Poisson interval.

    Parameters
    ----------
    frame
        Rows with `event_count` [count] and `exposure` [any unit of time].
    confidence
        Level of the two-sided interval. [ratio]

    Returns
    -------
    pandas.DataFrame
        `rate`, `rate_lower`, `rate_upper` [1 / unit of exposure], on the index of `frame`. Without events the rate and
        its lower limit are zero and the upper limit is not; without exposure all are NaN.

    Raises
    ------
    ValueError
        A column is missing, a count or an exposure is negative, or the level is no share.
    """
    _require(frame, ["event_count", "exposure"])
    tail = _tail(confidence)
    count = frame["event_count"].to_numpy(dtype=float)
    exposure = frame["exposure"].to_numpy(dtype=float)
    if (count < 0).any() or (exposure < 0).any():
        raise ValueError("Counts and exposures are not negative.")
    lower = np.where(count > 0, stats.chi2.ppf(tail, np.maximum(2 * count, 1)) / 2, 0.0)
    upper = stats.chi2.ppf(1 - tail, 2 * count + 2) / 2
    time = np.where(exposure > 0, exposure, np.nan)
    return pd.DataFrame(
        {"rate": count / time, "rate_lower": lower / time, "rate_upper": upper / time}, index=frame.index
    )


def rate_ratio_conditional_binomial(frame: pd.DataFrame, confidence: float = 0.95) -> pd.DataFrame:
    """Ratio of two failure rates, given how many failures there were in all.

    Given n = a + b events, a is binomial with share λ_a·T_a / (λ_a·T_a + λ_b·T_b); the limits of that share
    (Clopper-Pearson) become limits of λ_a / λ_b.

    Parameters
    ----------
    frame
        Rows with `event_count_a`, `event_count_b` [count], `exposure_a`, `exposure_b` [the same unit of time, above
        zero].
    confidence
        Level of the two-sided interval. [ratio]

    Returns
    -------
    pandas.DataFrame
        `rate_ratio`, `rate_ratio_lower`, `rate_ratio_upper` [ratio] and `p_value` [0-1], the two-sided exact test of
        equal rates. All NaN without a single event; ratio and upper limit are NaN when only b has none, for no number
        bounds them.

    Raises
    ------
    ValueError
        A column is missing, an exposure is not above zero, or the level is no share.
    """
    _require(frame, ["event_count_a", "event_count_b", "exposure_a", "exposure_b"])
    tail = _tail(confidence)
    rows = []
    counts = frame[["event_count_a", "event_count_b"]].to_numpy(dtype=int)
    exposures = frame[["exposure_a", "exposure_b"]].to_numpy(dtype=float)
    for (a, b), (time_a, time_b) in zip(counts.tolist(), exposures.tolist(), strict=True):
        if time_a <= 0 or time_b <= 0:
            raise ValueError("A rate needs exposure above zero.")
        if a + b == 0:
            rows.append((np.nan, np.nan, np.nan, np.nan))
            continue
        low = float(stats.beta.ppf(tail, a, b + 1)) if a else 0.0
        high = float(stats.beta.ppf(1 - tail, a + 1, b)) if b else np.nan
        odds = time_b / time_a
        rows.append(
            (
                a / b * odds if b else np.nan,
                low / (1 - low) * odds,
                high / (1 - high) * odds,
                float(stats.binomtest(a, a + b, time_a / (time_a + time_b)).pvalue),
            )
        )
    columns = ["rate_ratio", "rate_ratio_lower", "rate_ratio_upper", "p_value"]
    return pd.DataFrame(rows, columns=columns, index=frame.index, dtype=float)


def resampled_ratios(
    numerator: np.ndarray, denominator: np.ndarray, resample_count: int, generator: np.random.Generator
) -> np.ndarray:
    """Ratio of sums in each bootstrap sample of whole clusters.

    Parameters
    ----------
    numerator, denominator
        Sums per cluster, all of a cluster's minutes together, because its minutes fail together. [same unit]
    resample_count
        Samples to draw. [count]
    generator
        Source of randomness.

    Returns
    -------
    numpy.ndarray
        One ratio per sample. [ratio]
    """
    picked = generator.integers(0, len(numerator), size=(resample_count, len(numerator)))
    return np.asarray(numerator[picked].sum(axis=1) / denominator[picked].sum(axis=1))


def cluster_bootstrap(
    frame: pd.DataFrame, resample_count: int, seed: int, confidence: float = 0.95
) -> tuple[float, float, float]:
    """Ratio of sums with an interval from resampling whole clusters.

    Parameters
    ----------
    frame
        One row per cluster with `numerator` and `denominator`. [same unit]
    resample_count
        Samples to draw. [count]
    seed
        Seed, so that two builds agree.
    confidence
        Level of the two-sided percentile interval. [ratio]

    Returns
    -------
    tuple of float
        Ratio, lower and upper limit [ratio]. Limits are NaN with fewer than two clusters, which vary in nothing.

    Raises
    ------
    ValueError
        A column is missing, a denominator is not above zero, or the level is no share.
    """
    _require(frame, ["numerator", "denominator"])
    tail = _tail(confidence)
    numerator, denominator = frame["numerator"].to_numpy(dtype=float), frame["denominator"].to_numpy(dtype=float)
    if (denominator <= 0).any():
        raise ValueError("A ratio needs a denominator above zero.")
    ratio = float(numerator.sum() / denominator.sum())
    if len(frame) < 2:
        return ratio, float("nan"), float("nan")
    samples = resampled_ratios(numerator, denominator, resample_count, np.random.default_rng(seed))
    lower, upper = np.quantile(samples, [tail, 1 - tail])
    return ratio, float(lower), float(upper)


def cluster_bootstrap_difference(
    first: pd.DataFrame, second: pd.DataFrame, resample_count: int, seed: int, confidence: float = 0.95
) -> tuple[float, float, float]:
    """Difference of two ratios of sums with an interval from resampling the clusters of both.

    Parameters
    ----------
    first, second
        One row per cluster with `numerator` and `denominator`. [same unit]
    resample_count
        Samples to draw. [count]
    seed
        Seed, so that two builds agree.
    confidence
        Level of the two-sided percentile interval. [ratio]

    Returns
    -------
    tuple of float
        First minus second, lower and upper limit [ratio]. Limits are NaN when either has fewer than two clusters.

    Raises
    ------
    ValueError
        A column is missing, a denominator is not above zero, or the level is no share.
    """
    tail = _tail(confidence)
    difference = cluster_bootstrap(first, 1, seed)[0] - cluster_bootstrap(second, 1, seed)[0]
    if min(len(first), len(second)) < 2:
        return difference, float("nan"), float("nan")
    generator = np.random.default_rng(seed)
    samples = []
    for side in (first, second):
        numerator, denominator = side["numerator"].to_numpy(dtype=float), side["denominator"].to_numpy(dtype=float)
        samples.append(resampled_ratios(numerator, denominator, resample_count, generator))
    lower, upper = np.quantile(samples[0] - samples[1], [tail, 1 - tail])
    return difference, float(lower), float(upper)


def shrunk_rates(frame: pd.DataFrame, minimum_events: float) -> pd.Series:
    """Rates, those with few events shrunk towards the rate of all rows together.

    Gamma-Poisson shrinkage: m + (r − m)·A / (A + m/T), where r is a row's rate, T its exposure, m the rate of all rows
    and A the variance between rows beyond what chance explains. A of zero means that chance explains everything: m.

    Parameters
    ----------
    frame
        Rows with `event_count` [count] and `exposure` [any unit of time, above zero].
    minimum_events
        A row with at least so many events keeps its own rate. [count]

    Returns
    -------
    pandas.Series
        Rates [1 / unit of exposure], on the index of `frame`.

    Raises
    ------
    ValueError
        A column is missing, or an exposure is not above zero.
    """
    _require(frame, ["event_count", "exposure"])
    count = frame["event_count"].to_numpy(dtype=float)
    exposure = frame["exposure"].to_numpy(dtype=float)
    if (exposure <= 0).any():
        raise ValueError("A rate needs exposure above zero.")
    rate = count / exposure
    fleet = count.sum() / exposure.sum()
    spread = (exposure * (rate - fleet) ** 2).sum() / exposure.sum()
    between = max(0.0, spread - fleet / exposure.mean())
    noise = between + fleet / exposure
    weight = np.divide(between, noise, out=np.zeros_like(rate), where=noise > 0)
    shrunk = np.where(count < minimum_events, fleet + (rate - fleet) * weight, rate)
    return pd.Series(shrunk, index=frame.index, name="shrunk_rate")
