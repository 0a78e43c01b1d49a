"""The optimum of cases that can be solved by hand."""

import pandas as pd
import pytest

from methods.dispatch_optimum import dispatch_optimum, one_way_efficiency


def periods(prices: list[float | None], limit: float = 10, day_limit: float = 100) -> pd.DataFrame:
    return pd.DataFrame({"price": prices, "limit_mwh": limit, "day": "2024-03-01", "day_limit_mwh": day_limit})


def test_cheap_hour_then_dear_hour__is_bought_and_sold_with_losses() -> None:
    # 10 MWh bought at 20 stores 9; sold through 0.9 again they are 8.1 MWh at 100.
    result = dispatch_optimum(periods([20.0, 100.0]), usable_mwh=50, efficiency=0.9, start_mwh=0, end_mwh=0)

    assert result["charge_mwh"].tolist() == pytest.approx([10, 0])
    assert result["discharge_mwh"].tolist() == pytest.approx([0, 8.1])
    assert result["value"].sum() == pytest.approx(610)


def test_spread_smaller_than_the_losses__is_left_alone() -> None:
    result = dispatch_optimum(periods([90.0, 100.0]), usable_mwh=50, efficiency=0.9, start_mwh=5, end_mwh=5)

    assert result["value"].sum() == pytest.approx(0, abs=1e-9)


def test_usable_energy_and_day_limit__bind() -> None:
    full = dispatch_optimum(periods([0.0, 0.0, 50.0, 50.0]), usable_mwh=15, efficiency=1, start_mwh=0, end_mwh=0)
    capped = dispatch_optimum(
        periods([0.0, 0.0, 50.0, 50.0], day_limit=4), usable_mwh=15, efficiency=1, start_mwh=0, end_mwh=0
    )

    assert full["value"].sum() == pytest.approx(750)
    assert capped["value"].sum() == pytest.approx(200)


def test_negative_price__is_paid_for_charging_but_not_for_burning() -> None:
    # Empty to full stores 10 MWh: 10 / 0.5 = 20 MWh would be taken in two periods, 10 each, at −30.
    result = dispatch_optimum(periods([-30.0, -30.0]), usable_mwh=10, efficiency=0.5, start_mwh=0, end_mwh=0)
    still_full = dispatch_optimum(periods([-30.0]), usable_mwh=10, efficiency=0.5, start_mwh=10, end_mwh=0)

    assert result["value"].sum() == pytest.approx(600)
    assert (result["discharge_mwh"] * result["charge_mwh"]).max() == pytest.approx(0, abs=1e-9)
    assert still_full["value"].sum() == pytest.approx(0, abs=1e-9)


def test_unknown_price_and_no_power__rest() -> None:
    result = dispatch_optimum(periods([0.0, None, 80.0]), usable_mwh=30, efficiency=1, start_mwh=0, end_mwh=0)

    assert result["charge_mwh"].tolist() == pytest.approx([10, 0, 0])
    assert result["value"].sum() == pytest.approx(800)
    assert dispatch_optimum(periods([]), usable_mwh=30, efficiency=1, start_mwh=0, end_mwh=0).empty


def test_more_at_the_end_than_can_be_charged__is_refused() -> None:
    with pytest.raises(ValueError, match="No dispatch keeps all limits"):
        dispatch_optimum(periods([10.0]), usable_mwh=30, efficiency=1, start_mwh=0, end_mwh=20)


@pytest.mark.parametrize("efficiency", [0, 1.1])
def test_impossible_efficiency__is_refused(efficiency: float) -> None:
    with pytest.raises(ValueError, match="must be above 0 and at most 1"):
        dispatch_optimum(periods([10.0]), usable_mwh=30, efficiency=efficiency, start_mwh=0, end_mwh=0)


def test_efficiency__closes_the_balance_of_energy() -> None:
    # 0.9 × 100 − 72.9 / 0.9 = 9 MWh more in store; without change the root of the ratio.
    assert one_way_efficiency(100, 72.9, 9) == pytest.approx(0.9)
    assert one_way_efficiency(100, 81, 0) == pytest.approx(0.9)
    assert one_way_efficiency(0, 10, -10) is None
    assert one_way_efficiency(10, 20, 0) == 1
