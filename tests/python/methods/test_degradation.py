"""Rates of fade: the slope is right, and its interval holds the truth as often as it says."""

from __future__ import annotations

import numpy as np
import pytest

from methods.degradation import fade_rate, fade_rate_of_batteries, probability_not_faster, resample_blocks, theil_sen

FORTNIGHTS = np.arange(0, 400, 14, dtype=float)
BOOTSTRAP = {"resamples": 300, "block_length": 4}


def history(seed: int, slope: float = -0.04, noise: float = 0.0025) -> np.ndarray:
    rng = np.random.default_rng(seed)
    return np.asarray(1 + slope * FORTNIGHTS / 365.25 + noise * rng.standard_normal(len(FORTNIGHTS)))


def test_a_line_has_its_slope_and_no_spread() -> None:
    rate = fade_rate(FORTNIGHTS, history(0, noise=0.0), seed=1, **BOOTSTRAP)
    assert rate is not None
    assert rate.slope == pytest.approx(-0.04)
    assert rate.high - rate.low == pytest.approx(0, abs=1e-9)
    assert (rate.measurements, rate.span_days) == (29, 392)


def test_one_wild_estimate_does_not_move_the_slope() -> None:
    soh = history(0, noise=0.0)
    soh[-1] = 0.2
    assert float(theil_sen(FORTNIGHTS, soh)) * 365.25 == pytest.approx(-0.04, abs=1e-3)


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    hits = 0
    for seed in range(200):
        rate = fade_rate(FORTNIGHTS, history(seed), seed=seed, **BOOTSTRAP)
        assert rate is not None
        hits += rate.low <= -0.04 <= rate.high
    # 95 % of 200 are 190; below 180 or at 200 the interval would be too narrow or say nothing.
    assert 180 <= hits < 200


def test_the_same_seed_gives_the_same_interval() -> None:
    first, second = (fade_rate(FORTNIGHTS, history(3), seed=9, **BOOTSTRAP) for _ in range(2))
    assert first == second


def test_too_few_measurements_say_nothing() -> None:
    assert fade_rate(FORTNIGHTS[:3], history(0)[:3], seed=1, **BOOTSTRAP) is None
    assert fade_rate_of_batteries(FORTNIGHTS[:3], np.ones((13, 3))) is None
    assert fade_rate_of_batteries(FORTNIGHTS, np.ones((2, len(FORTNIGHTS)))) is None


def test_one_batterys_interval_does_not_shrink_with_their_number() -> None:
    days = np.arange(30, dtype=float)

    def width(batteries: int) -> float:
        noise = np.cumsum(np.random.default_rng(1).standard_normal((batteries, 30)), axis=1) * 5e-4
        rate = fade_rate_of_batteries(days, 1 - 0.03 * days / 365.25 + noise)
        assert rate is not None
        return rate.high - rate.low

    assert width(400) > 0.7 * width(13) > 0.02


def test_blocks_keep_neighbours_together() -> None:
    residuals = np.arange(60, dtype=float)
    drawn = resample_blocks(residuals, 50, 4, np.random.default_rng(2))
    steps = np.diff(drawn, axis=1)
    assert drawn.shape == (50, 60)
    assert np.mean(steps == 1) > 0.7


def test_a_faster_site_is_told_from_a_slower_one_and_equals_are_not() -> None:
    slow = fade_rate(FORTNIGHTS, history(4, slope=-0.03), seed=1, **BOOTSTRAP)
    fast = fade_rate(FORTNIGHTS, history(5, slope=-0.06), seed=1, **BOOTSTRAP)
    assert slow is not None
    assert fast is not None
    assert probability_not_faster(fast, slow) < 0.01
    assert probability_not_faster(slow, fast) > 0.99
    assert probability_not_faster(slow, slow) == pytest.approx(0.5)
