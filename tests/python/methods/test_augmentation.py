"""Extrapolated fade: known factors come back, crossings are ordered, and nothing lies before what is known."""

from __future__ import annotations

from datetime import date

import numpy as np
import pandas as pd
import pytest

from methods.augmentation import FadeModel, crossing_quantiles, fan, fitted_factors, project_sites, project_soh

FADE = FadeModel(calendar_exponent=0.526, cycle_exponent=0.828, resamples=200, block_length=4, seed=7)
DAYS = np.arange(7, 420, 7, dtype=float)
CYCLES = DAYS * 1.4
TRUE = np.array([5.0e-4, 2.5e-4])


def measured(noise: float) -> np.ndarray:
    rng = np.random.default_rng(11)
    return np.asarray(1 - FADE.terms(DAYS, CYCLES) @ TRUE + noise * rng.standard_normal(len(DAYS)))


def test_factors_of_a_history_without_noise_come_back() -> None:
    np.testing.assert_allclose(fitted_factors(FADE, DAYS, CYCLES, measured(0.0)).mean(axis=0), TRUE, rtol=1e-6)


def test_no_factor_is_negative() -> None:
    assert (fitted_factors(FADE, DAYS, CYCLES, measured(0.01)) >= 0).all()


def test_the_fan_holds_the_true_path_and_begins_with_what_is_known() -> None:
    ages, paths = project_soh(FADE, DAYS, CYCLES, measured(0.0025), 420.0, 10)
    months = fan(date(2023, 1, 1), ages, paths)
    assert months["age_days"].iloc[0] == 420
    assert len(months) == 121
    assert (months["soh_p10"] <= months["soh_p50"]).all()
    assert (months["soh_p50"] <= months["soh_p90"]).all()
    truth = 1 - FADE.terms(ages, ages * 1.4) @ TRUE
    spread = paths.std(axis=0)
    assert (np.abs(months["soh_p50"] - truth) <= 3 * spread + 1e-9).all()


def test_crossings_are_ordered_and_come_one_after_the_other() -> None:
    ages = np.array([100.0, 130.0, 160.0])
    paths = np.array([[0.9, 0.9, 0.9]] * 1 + [[0.9, 0.7, 0.6]] * 6 + [[0.7, 0.7, 0.6]] * 3)
    assert crossing_quantiles(ages, paths, 0.8) == {"p10": 100.0, "p50": 130.0, "p90": 130.0}


def test_what_is_not_reached_has_no_date_and_what_has_passed_has_todays() -> None:
    ages = np.array([100.0, 130.0])
    assert crossing_quantiles(ages, np.full((10, 2), 0.95), 0.8) == {"p10": None, "p50": None, "p90": None}
    assert crossing_quantiles(ages, np.full((10, 2), 0.75), 0.8) == pytest.approx({"p10": 100, "p50": 100, "p90": 100})


def test_each_site_is_projected_from_its_own_history_in_whatever_order_it_comes() -> None:
    begun = {"a": pd.Timestamp(2023, 1, 1), "b": pd.Timestamp(2023, 6, 1)}
    soh = {"a": measured(0.0), "b": 1 - FADE.terms(DAYS, CYCLES) @ (2 * TRUE)}
    histories = [
        pd.DataFrame(
            {
                "site_id": site_id,
                "measured_date": begun[site_id] + pd.to_timedelta(DAYS, unit="D"),
                "cycle_count": CYCLES,
                "soh_ratio": soh[site_id],
            }
        )
        for site_id in begun
    ]
    states = pd.DataFrame(
        {
            "site_id": ["b", "a"],
            "commercial_operation_date": [begun["b"], begun["a"]],
            "last_date": [begun["b"] + pd.Timedelta(days=420), begun["a"] + pd.Timedelta(days=420)],
            "needed_soh_ratio": [0.8, 0.7],
        }
    )
    options = {name: str(value) for name, value in FADE._asdict().items()} | {"years": "1"}
    first, second = project_sites(options, states, pd.concat(histories).sample(frac=1, random_state=3))
    assert [first.site_id, second.site_id] == ["a", "b"]
    assert [first.needed_soh, second.needed_soh] == [0.7, 0.8]
    assert first.commissioned == date(2023, 1, 1)
    ages, paths = project_soh(FADE, DAYS, CYCLES, soh["b"], 420.0, 1)
    np.testing.assert_array_equal(second.ages, ages)
    np.testing.assert_array_equal(second.paths, paths)
