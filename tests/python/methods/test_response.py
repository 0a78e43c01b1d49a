"""Curves, event statistics, delay and slope, on planted captures and on the event of 9 August 2019."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from methods.response import asked_kw, estimate_response, event_statistics, response_ratio
from seeds_generator.world import frequency as generator

ROOT = Path(__file__).resolve().parents[3]
PRODUCTS = pd.read_csv(ROOT / "seeds" / "dim_service_product.csv").dropna(subset=["full_hz"])
EVENT_2019 = pd.read_csv(ROOT / "tests/python/data/gb_frequency_20190809/neso_trajectory_20190809.csv")[
    "frequency_hz"
].to_numpy()


def product(component: str) -> pd.Series:
    return PRODUCTS[PRODUCTS["component"] == component].iloc[0]


def sold(**megawatts: float) -> pd.DataFrame:
    frame = PRODUCTS[PRODUCTS["component"].isin(megawatts)].copy()
    return frame.assign(contracted_mw=frame["component"].map(megawatts))


def capture(
    f_hz: np.ndarray,
    products: pd.DataFrame,
    delay: float,
    slope: float,
    baseline_kw: np.ndarray | float = 0.0,
    share: float = 1.0,
) -> pd.DataFrame:
    """20 Hz samples of a plant that follows its curves late, at a slope, with a share of its baseline."""
    seconds = np.arange(len(f_hz)) / 20
    delayed = np.interp(seconds - delay, seconds, f_hz)
    noise = np.random.default_rng(1).normal(0, 10, len(f_hz))
    baseline = np.broadcast_to(np.asarray(baseline_kw, dtype=float), len(f_hz))
    p_kw = share * baseline + slope * asked_kw(delayed, products) + noise
    return pd.DataFrame({"seconds": seconds, "f_hz": f_hz, "p_kw": p_kw, "baseline_kw": baseline})


def event(depth_hz: float, background_hz: float = 50.0) -> np.ndarray:
    """120 s at 20 Hz with an event after 20 s."""
    since = np.arange(2400) / 20 - 20
    return background_hz + generator.event_shape(since, depth_hz)


@pytest.mark.parametrize("component", sorted(PRODUCTS["component"]))
def test_curves_agree_with_what_the_simulated_plants_follow(component: str) -> None:
    f_hz = np.linspace(49.2, 50.8, 1601)
    assert response_ratio(f_hz, product(component)) == pytest.approx(
        generator.response_ratio(component, f_hz), abs=1e-9
    )


def test_a_product_without_direction_is_refused() -> None:
    with pytest.raises(ValueError, match="neither export nor import"):
        response_ratio(np.array([50.0]), product("DCL").replace("export", "none"))


@pytest.mark.parametrize(("delay", "slope"), [(0.0, 1.0), (0.35, 1.0), (0.55, 0.95), (2.0, 0.7)])
@pytest.mark.parametrize("depth", [-0.38, -0.22, 0.25])
def test_delay_and_slope_are_recovered(delay: float, slope: float, depth: float) -> None:
    products = sold(DCL=10, DCH=10)
    found = estimate_response(capture(event(depth), products, delay, slope), products, 4.0, 0.1)
    assert found["delay_seconds"] == pytest.approx(delay, abs=0.1)
    assert found["slope_ratio"] == pytest.approx(slope, abs=0.02)
    assert found["nadir_hz"] == pytest.approx(50 + depth, abs=0.001)


def test_a_plant_partly_out_follows_its_moving_baseline_partly() -> None:
    products = sold(DCL=10)
    baseline = np.where(np.arange(2400) < 1200, -10_000.0, -6_000.0)
    found = estimate_response(capture(event(-0.38), products, 0.4, 0.9, baseline, share=0.9), products, 4.0, 0.1)
    assert found["slope_ratio"] == pytest.approx(0.9, abs=0.02)
    # A tenth of the mean baseline, 8 MW, is missing: +0.8 of 10 MW sold.
    assert found["offset_ratio"] == pytest.approx(0.08, abs=0.005)


def test_times_count_from_the_dead_band_and_lag_behind_the_curve() -> None:
    products = sold(DRL=10)
    found = estimate_response(capture(event(-0.2), products, 1.0, 1.0), products, 4.0, 0.1)
    # The fall is straight, 0.2 Hz in 8 s from second 20: 0.015 Hz after 0.6 s.
    assert found["deadband_crossing_seconds"] == pytest.approx(20.6, abs=0.15)
    # Asked 10 % at 0.0335 Hz after 1.34 s, delivered a second later, so 1.74 s after the crossing.
    assert found["t10_seconds"] == pytest.approx(1.74, abs=0.2)
    assert found["initiation_lag_seconds"] == pytest.approx(1.0, abs=0.15)
    assert found["full_delivery_lag_seconds"] == pytest.approx(1.0, abs=0.15)


def test_frequency_outside_from_the_start_has_no_crossing() -> None:
    products = sold(DCL=10)
    found = estimate_response(capture(event(-0.3, background_hz=49.95), products, 0.4, 1.0), products, 4.0, 0.1)
    assert found["deadband_crossing_seconds"] is None
    assert found["t10_seconds"] is None
    assert found["delay_seconds"] == pytest.approx(0.4, abs=0.1)


def test_a_response_that_drowns_in_noise_has_no_delay() -> None:
    products = sold(DCL=10)
    found = estimate_response(capture(event(-0.1), products, 0.4, 0.02), products, 4.0, 0.1)
    assert found["delay_seconds"] is None
    assert found["delay_error_seconds"] > 0.1


def test_offset_is_a_share_of_what_answers_the_event() -> None:
    products = sold(DCL=10, DCH=30)
    for depth, answering_kw in ((-0.38, 10_000), (0.38, 30_000)):
        frame = capture(event(depth), products, 0.4, 1.0)
        found = estimate_response(frame.assign(p_kw=frame["p_kw"] + 300), products, 4.0, 0.1)
        assert found["offset_ratio"] == pytest.approx(300 / answering_kw, abs=0.001)


def test_an_event_that_no_product_answers_is_refused() -> None:
    products = sold(DCL=10)
    with pytest.raises(ValueError, match="direction of the event"):
        estimate_response(capture(event(0.3), products, 0.4, 1.0), products, 4.0, 0.1)


def test_nothing_sold_or_recorded_is_refused() -> None:
    products = sold(DCL=10)
    frame = capture(event(-0.3), products, 0.4, 1.0)
    with pytest.raises(ValueError, match="contracted"):
        estimate_response(frame, products.assign(contracted_mw=0.0), 4.0, 0.1)
    with pytest.raises(ValueError, match="ten samples"):
        estimate_response(frame.assign(p_kw=np.nan), products, 4.0, 0.1)


def test_event_of_9_august_2019__nadir_duration_and_steepest_second() -> None:
    found = event_statistics(EVENT_2019, 1.0)
    assert found["nadir_hz"] == pytest.approx(48.787, abs=0.0005)
    assert found["nadir_index"] == 120
    assert found["seconds_below"] == {49.5: 142, 49.2: 96}
    assert found["rocof_hz_per_s"] == pytest.approx(-0.151, abs=0.0005)
    assert found["rocof_index"] == 45


def test_event_of_9_august_2019__containment_is_fully_asked_below_49_5_hz() -> None:
    asked = asked_kw(EVENT_2019, sold(DCL=10, DCH=10))
    low = EVENT_2019 <= 49.5
    assert low.sum() >= 142
    assert asked[low] == pytest.approx(10_000)
    assert (asked[~low & (EVENT_2019 < 50)] < 10_000).all()


def test_event_of_9_august_2019__a_plant_that_follows_is_recognised() -> None:
    products = sold(DCL=10, DCH=10)
    seconds = np.arange(0, 200, 0.05)
    f_hz = np.interp(seconds, np.arange(len(EVENT_2019)), EVENT_2019)
    found = estimate_response(capture(f_hz, products, 0.5, 0.97), products, 4.0, 0.1)
    assert found["delay_seconds"] == pytest.approx(0.5, abs=0.1)
    assert found["slope_ratio"] == pytest.approx(0.97, abs=0.02)


def test_statistics_need_more_than_a_second() -> None:
    with pytest.raises(ValueError, match="more than a second"):
        event_statistics(np.array([50.0]), 1.0)
