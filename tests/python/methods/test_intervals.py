"""Intervals against published numbers, and against what must hold whatever the numbers."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from methods.intervals import (
    cluster_bootstrap,
    cluster_bootstrap_difference,
    poisson_interval,
    rate_ratio_conditional_binomial,
    shrunk_rates,
)


def rows(**columns: list[float]) -> pd.DataFrame:
    return pd.DataFrame(columns)


@pytest.mark.parametrize(("count", "lower", "upper"), [(2, 0.24, 7.2), (8, 3.5, 15.8), (0, 0.0, 3.69)])
def test_poisson__exact_limits_are_the_published_ones(count: int, lower: float, upper: float) -> None:
    interval = poisson_interval(rows(event_count=[count], exposure=[1.0])).iloc[0]

    assert interval["rate"] == count
    assert interval["rate_lower"] == pytest.approx(lower, abs=0.05)
    assert interval["rate_upper"] == pytest.approx(upper, abs=0.05)


def test_poisson__scales_with_exposure_and_knows_nothing_without_it() -> None:
    intervals = poisson_interval(rows(event_count=[8, 8, 0], exposure=[1.0, 4.0, 0.0]))

    assert intervals["rate_upper"][0] == pytest.approx(4 * intervals["rate_upper"][1])
    assert intervals.loc[2].isna().all()


def test_poisson__covers_the_true_rate_as_often_as_it_says() -> None:
    counts = np.random.default_rng(3).poisson(4.0, size=4000)
    intervals = poisson_interval(rows(event_count=list(counts), exposure=[1.0] * 4000))

    covered = ((intervals["rate_lower"] <= 4.0) & (intervals["rate_upper"] >= 4.0)).mean()
    assert covered >= 0.95


def test_rate_ratio__equal_rates_give_one_and_no_evidence() -> None:
    ratio = rate_ratio_conditional_binomial(
        rows(event_count_a=[5], event_count_b=[10], exposure_a=[100.0], exposure_b=[200.0])
    ).iloc[0]

    assert ratio["rate_ratio"] == pytest.approx(1.0)
    assert ratio["rate_ratio_lower"] < 1 < ratio["rate_ratio_upper"]
    assert ratio["p_value"] == pytest.approx(1.0)


def test_rate_ratio__limits_agree_with_the_test_and_swap_with_the_sides() -> None:
    a, b = rate_ratio_conditional_binomial(
        rows(event_count_a=[20, 4], event_count_b=[4, 20], exposure_a=[1.0, 1.0], exposure_b=[1.0, 1.0])
    ).itertuples(index=False)

    assert a.rate_ratio == pytest.approx(5.0)
    assert a.rate_ratio_lower > 1
    assert a.p_value < 0.05
    assert a.rate_ratio_lower == pytest.approx(1 / b.rate_ratio_upper)


def test_rate_ratio__no_event_anywhere_or_on_one_side() -> None:
    none, only_a = rate_ratio_conditional_binomial(
        rows(event_count_a=[0, 3], event_count_b=[0, 0], exposure_a=[1.0, 1.0], exposure_b=[1.0, 1.0])
    ).itertuples(index=False)

    assert np.isnan(none.p_value)
    assert np.isnan(only_a.rate_ratio)
    assert np.isnan(only_a.rate_ratio_upper)
    assert only_a.rate_ratio_lower > 0


def test_bootstrap__is_repeatable_and_contains_its_ratio() -> None:
    clusters = rows(numerator=[90.0, 100.0, 95.0, 100.0], denominator=[100.0] * 4)

    ratio, lower, upper = cluster_bootstrap(clusters, 500, seed=1)
    assert ratio == pytest.approx(0.9625)
    assert 0.9 <= lower < ratio < upper <= 1.0
    assert cluster_bootstrap(clusters, 500, seed=1) == (ratio, lower, upper)


def test_bootstrap__one_cluster_has_no_interval() -> None:
    ratio, lower, upper = cluster_bootstrap(rows(numerator=[9.0], denominator=[10.0]), 100, seed=1)

    assert ratio == 0.9
    assert np.isnan(lower)
    assert np.isnan(upper)


def test_bootstrap_difference__clear_gap_excludes_zero_and_equal_sides_do_not() -> None:
    good = rows(numerator=[99.0, 100.0, 99.0, 100.0], denominator=[100.0] * 4)
    bad = rows(numerator=[80.0, 85.0, 82.0, 84.0], denominator=[100.0] * 4)

    difference, lower, upper = cluster_bootstrap_difference(good, bad, 500, seed=1)
    assert difference == pytest.approx(0.1675)
    assert 0 < lower < upper
    _, lower, upper = cluster_bootstrap_difference(good, good, 500, seed=1)
    assert lower <= 0 <= upper


def test_shrinkage__chance_alone_pools_completely() -> None:
    # Rates 1, 2 and 3 around 2: variance 2/3 between them, but Poisson noise alone explains 2.
    shrunk = shrunk_rates(rows(event_count=[1, 2, 3], exposure=[1.0, 1.0, 1.0]), minimum_events=5)

    assert list(shrunk) == pytest.approx([2.0, 2.0, 2.0])


def test_shrinkage__few_events_move_towards_the_fleet_and_many_stay() -> None:
    # Fleet 10, spread 100, chance 10, so 90 between: a row with none keeps 90/100 of its distance.
    shrunk = shrunk_rates(rows(event_count=[20, 0], exposure=[1.0, 1.0]), minimum_events=5)

    assert list(shrunk) == pytest.approx([20.0, 1.0])


def test_shrinkage__no_event_at_all_is_a_rate_of_zero() -> None:
    assert list(shrunk_rates(rows(event_count=[0, 0], exposure=[1.0, 2.0]), minimum_events=5)) == [0.0, 0.0]


@pytest.mark.parametrize(
    ("frame", "message"),
    [(rows(event_count=[1.0]), "lacks exposure"), (rows(event_count=[-1.0], exposure=[1.0]), "not negative")],
)
def test_poisson__says_what_is_wrong(frame: pd.DataFrame, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        poisson_interval(frame)


def test_level_and_exposure_are_checked() -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        poisson_interval(rows(event_count=[1.0], exposure=[1.0]), confidence=95)
    with pytest.raises(ValueError, match="above zero"):
        shrunk_rates(rows(event_count=[1.0], exposure=[0.0]), minimum_events=5)
    with pytest.raises(ValueError, match="above zero"):
        rate_ratio_conditional_binomial(rows(event_count_a=[1], event_count_b=[1], exposure_a=[0.0], exposure_b=[1.0]))
    with pytest.raises(ValueError, match="above zero"):
        cluster_bootstrap(rows(numerator=[1.0], denominator=[0.0]), 10, seed=1)
