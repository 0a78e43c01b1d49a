"""Rainflow counting of cycles in a trace of state of charge, with the residue kept as half cycles."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

WHOLE, HALF = 1.0, 0.5


class Cycle(NamedTuple):
    """One counted cycle.

    Attributes
    ----------
    depth : float
        Distance between its turning points, in the unit of the trace.
    mean : float
        Middle between its turning points, in the unit of the trace.
    cycles : float
        1 for a whole cycle, 0.5 for a half. [cycles]
    start, end : int
        Positions of its turning points in the trace.
    """

    depth: float
    mean: float
    cycles: float
    start: int
    end: int


def turning_points(trace: npt.NDArray[np.float64]) -> npt.NDArray[np.int64]:
    """Positions at which a trace turns, with its first and last value.

    Of a run of equal values the first counts, so a rest does not move the turn in time.

    Parameters
    ----------
    trace : ndarray
        Values in order of time, none missing.

    Returns
    -------
    ndarray
        Positions, ascending; empty for a trace that never moves.
    """
    if len(trace) == 0:
        return np.empty(0, dtype=np.int64)
    position = np.flatnonzero(np.concatenate([[True], np.diff(trace) != 0]))
    values = trace[position]
    if len(values) < 2:
        return np.empty(0, dtype=np.int64)
    direction = np.sign(np.diff(values))
    turns = np.flatnonzero(direction[1:] != direction[:-1]) + 1
    # A trace that ends at rest ends where the rest begins.
    return np.concatenate([position[:1], position[turns], position[-1:]]).astype(np.int64)


def count_cycles(trace: npt.NDArray[np.float64]) -> list[Cycle]:
    """Count the cycles of a trace after ASTM E1049-85, section 5.4.4.

    The sum of cycles × depth is half the way that the trace travelled: what a battery's throughput is made of. No swing
    is left out here; a report that ignores small ones does so afterwards, so that the sum still holds.

    Parameters
    ----------
    trace : ndarray
        Values in order of time.

    Returns
    -------
    list of Cycle
        Whole cycles as they close, then the residue as half cycles.

    Raises
    ------
    ValueError
        When a value is missing: a gap has to be bridged before, or it would be counted as no way at all.

    References
    ----------
    ASTM E1049-85 (2017), Standard Practices for Cycle Counting in Fatigue Analysis.
    """
    if np.isnan(trace).any():
        raise ValueError("The trace has missing values; bridge its gaps first.")
    points = turning_points(trace).tolist()
    level = trace.tolist()
    cycles: list[Cycle] = []

    def add(first: int, second: int, share: float) -> None:
        low, high = level[first], level[second]
        cycles.append(Cycle(abs(high - low), (low + high) / 2, share, first, second))

    open_points: list[int] = []
    for point in points:
        open_points.append(point)
        while len(open_points) >= 3:
            before, middle, last = open_points[-3:]
            newest = abs(level[last] - level[middle])
            older = abs(level[middle] - level[before])
            if newest < older:
                break
            if len(open_points) == 3:
                # The older range holds the start of the history: half a cycle, and the history starts a point later.
                add(before, middle, HALF)
                open_points.pop(0)
            else:
                add(before, middle, WHOLE)
                del open_points[-3:-1]
    for first, second in pairwise(open_points):
        add(first, second, HALF)
    return cycles
