"""Time: clock-change days have 46 and 50 settlement periods, and streams depend on names only."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from seeds_generator.world.clock import Horizon, stream


@pytest.mark.parametrize(
    ("day", "periods", "first_utc"),
    [
        (date(2024, 3, 30), 48, "2024-03-30T00:00"),
        (date(2024, 3, 31), 46, "2024-03-31T00:00"),
        (date(2024, 4, 1), 48, "2024-03-31T23:00"),
        (date(2024, 10, 27), 50, "2024-10-26T23:00"),
        (date(2018, 10, 28), 50, "2018-10-27T23:00"),
    ],
)
def test_a_local_day_has_the_periods_of_its_clock(day: date, periods: int, first_utc: str) -> None:
    horizon = Horizon(day, 1)
    assert horizon.n_periods == periods
    assert horizon.n_minutes == periods * 30
    assert horizon.settlement_periods.tolist() == list(range(1, periods + 1))
    assert horizon.periods[0] == np.datetime64(first_utc)


def test_the_repeated_hour_is_counted_twice() -> None:
    horizon = Horizon(date(2024, 10, 27), 1)
    assert horizon.period_local_hour[:8].tolist() == [0, 0.5, 1, 1.5, 1, 1.5, 2, 2.5]


def test_efa_blocks_change_at_23_and_every_four_hours() -> None:
    horizon = Horizon(date(2024, 2, 15), 2)
    changes = np.flatnonzero(np.diff(horizon.efa_block)) + 1
    assert horizon.period_local_hour[changes].tolist() == [3, 7, 11, 15, 19, 23, 3, 7, 11, 15, 19, 23]


def test_streams_differ_by_name_and_repeat() -> None:
    first, again, other = (stream(1, *names).random(3) for names in (("a", "x"), ("a", "x"), ("b", "x")))
    assert first.tolist() == again.tolist()
    assert first.tolist() != other.tolist()
