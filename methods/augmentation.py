"""Where fade leads: capacity extrapolated from measured health, and when it falls below what is needed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy.optimize import nnls

from methods.degradation import resample_blocks

Floats = npt.NDArray[np.float64]
QUANTILES = {"p10": 0.1, "p50": 0.5, "p90": 0.9}
DAYS_PER_MONTH = 365.25 / 12


class SiteProjection(NamedTuple):
    """Health of one site to come.

    Attributes
    ----------
    site_id : str
        Site.
    commissioned : date
        Commercial operation, from which ages count.
    needed_soh : float
        Health at which the contract is no longer delivered [ratio].
    ages : ndarray, (months,)
        Age of each step [days].
    paths : ndarray, (resamples, months)
        State of health [ratio].
    """

    site_id: str
    commissioned: date
    needed_soh: float
    ages: Floats
    paths: Floats


class FadeModel(NamedTuple):
    """Loss of capacity = calendar · days^calendar_exponent + cycle · cycles^cycle_exponent.

    Attributes
    ----------
    calendar_exponent, cycle_exponent : float
        Exponents of BLAST-Lite's LFP model.
    resamples, block_length, seed : int
        Of the bootstrap.
    """

    calendar_exponent: float
    cycle_exponent: float
    resamples: int
    block_length: int
    seed: int

    def terms(self, days: Floats, cycles: Floats) -> Floats:
        """Both terms without their factors, (n, 2)."""
        return np.column_stack([days**self.calendar_exponent, cycles**self.cycle_exponent])


def fitted_factors(model: FadeModel, days: Floats, cycles: Floats, soh: Floats) -> Floats:
    """Factors of both terms, none negative, of the measured history and of its resamples.

    Parameters
    ----------
    model : FadeModel
        Exponents and bootstrap.
    days, cycles : ndarray, (n,)
        Age [days] and equivalent full cycles of each measurement.
    soh : ndarray, (n,)
        Measured state of health [ratio].

    Returns
    -------
    ndarray, (resamples, 2)
        Factors, one row per resample.
    """
    terms = model.terms(days, cycles)
    best, _ = nnls(terms, 1 - soh)
    fitted = terms @ best
    residuals = (1 - soh) - fitted
    residuals = (residuals - residuals.mean()) * np.sqrt(len(soh) / max(len(soh) - 2, 1))
    drawn = resample_blocks(residuals, model.resamples, model.block_length, np.random.default_rng(model.seed))
    return np.array([nnls(terms, fitted + noise)[0] for noise in drawn])


def project_soh(
    model: FadeModel, days: Floats, cycles: Floats, soh: Floats, from_day: float, years: float
) -> tuple[Floats, Floats]:
    """State of health in monthly steps from the last day known, cycles going on at their mean so far.

    Parameters
    ----------
    model : FadeModel
        Exponents and bootstrap.
    days, cycles, soh : ndarray, (n,)
        Measured history, see `fitted_factors`.
    from_day : float
        Age from which on the future counts [days]; no step lies before it.
    years : float
        How far [years].

    Returns
    -------
    ndarray, (months,)
        Age of each step [days].
    ndarray, (resamples, months)
        State of health [ratio].
    """
    ages = np.asarray(from_day + np.arange(0, round(years * 12) + 1) * DAYS_PER_MONTH, dtype=np.float64)
    per_day = float(cycles[-1] / days[-1])
    future = model.terms(ages, ages * per_day)
    return ages, 1 - fitted_factors(model, days, cycles, soh) @ future.T


def project_sites(options: Mapping[str, Any], states: pd.DataFrame, measured: pd.DataFrame) -> Iterator[SiteProjection]:
    """Project the health of each site from its weekly estimates.

    Parameters
    ----------
    options : mapping
        Fields of `FadeModel` by name, and years, how far [years]; texts are read as numbers.
    states : DataFrame
        One row per site: site_id, commercial_operation_date, last_date (last day known), needed_soh_ratio.
    measured : DataFrame
        One row per site and estimate, in any order: site_id, measured_date, cycle_count, soh_ratio.

    Yields
    ------
    SiteProjection
        In the order of site_id.
    """
    model = FadeModel(
        calendar_exponent=float(options["calendar_exponent"]),
        cycle_exponent=float(options["cycle_exponent"]),
        resamples=int(options["resamples"]),
        block_length=int(options["block_length"]),
        seed=int(options["seed"]),
    )
    in_order = measured.sort_values("measured_date")
    for _, state in states.sort_values("site_id").iterrows():
        history = in_order[in_order["site_id"] == state["site_id"]]
        commissioned = state["commercial_operation_date"]
        ages, paths = project_soh(
            model,
            (history["measured_date"] - commissioned).dt.days.to_numpy(dtype=float),
            history["cycle_count"].to_numpy(dtype=float),
            history["soh_ratio"].to_numpy(dtype=float),
            float((state["last_date"] - commissioned).days),
            float(options["years"]),
        )
        yield SiteProjection(state["site_id"], commissioned.date(), float(state["needed_soh_ratio"]), ages, paths)


def fan(commissioned: date, ages: Floats, paths: Floats) -> pd.DataFrame:
    """Quantiles of the paths by step: projected_date, age_days, soh_p10, soh_p50, soh_p90 [ratio]."""
    low, middle, high = np.quantile(paths, list(QUANTILES.values()), axis=0)
    dates = [commissioned + timedelta(days=int(age)) for age in ages]
    return pd.DataFrame({"projected_date": dates, "age_days": ages, "soh_p10": low, "soh_p50": middle, "soh_p90": high})


def crossing_quantiles(ages: Floats, paths: Floats, needed_soh: float) -> dict[str, float | None]:
    """Age by which 10, 50 and 90 % of the paths have fallen below a level.

    Parameters
    ----------
    ages : ndarray, (months,)
        Age of each step [days].
    paths : ndarray, (resamples, months)
        State of health [ratio].
    needed_soh : float
        Level [ratio].

    Returns
    -------
    dict
        p10, p50, p90 [days]. None where that share of the paths does not fall so low in the time looked at.
    """
    is_below = paths < needed_soh
    reached = np.where(is_below.any(axis=1), ages[is_below.argmax(axis=1)], np.inf)
    found = np.quantile(reached, list(QUANTILES.values()), method="inverted_cdf")
    return {name: float(age) if np.isfinite(age) else None for name, age in zip(QUANTILES, found, strict=True)}
