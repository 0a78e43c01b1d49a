"""The shapes that modules of the world hand to each other. Time runs along axis 0, blocks along axis 1."""

from __future__ import annotations

from dataclasses import dataclass

from seeds_generator.world.clock import Bools, Floats, Ints

# Availability states in the order of their priority: a block-minute has the first that applies.
STATES = (
    "force_majeure", "grid_outage", "instructed", "planned_maintenance", "forced_outage", "derated", "available",
)  # fmt: skip
# Causes of loss in the order in which they are switched off, first to last.
CAUSES = (
    "grid_outage", "planned_maintenance", "forced_outage", "derate", "comms", "soc_limited", "dispatch_error",
)  # fmt: skip


@dataclass(frozen=True)
class Outage:
    """One outage or derate. Minutes are indices into the horizon, end exclusive; block is from 0, None for the site."""

    outage_id: str
    block: int | None
    state: str
    code: str
    description: str
    derate_ratio: float
    start_minute: int
    end_minute: int
    known_from_minute: int
    is_trip: bool = False
    is_repeat_fault: bool = False
    has_hvac_failure: bool = False
    parent_event_id: str | None = None


@dataclass(frozen=True)
class CommsGap:
    """One loss of communication; minutes as in Outage."""

    gap_id: str
    start_minute: int
    end_minute: int


@dataclass(frozen=True)
class SiteSchedule:
    """What goes wrong at a site and when.

    Attributes
    ----------
    outages, comms_gaps
        Sorted by start.
    block_state : ndarray of int8, (n_minutes, n_blocks)
        Index into STATES.
    lost_ratio : ndarray, (n_minutes, n_blocks)
        Share of the block's power that cannot be had in that state [0-1].
    comms_lost : ndarray of bool, (n_minutes,)
    latency_ms, drop_ratio : ndarray, (n_minutes,)
        Latency [ms] (nan when lost) and packet loss [0-1].
    """

    outages: tuple[Outage, ...]
    comms_gaps: tuple[CommsGap, ...]
    block_state: Ints
    lost_ratio: Floats
    comms_lost: Bools
    latency_ms: Floats
    drop_ratio: Floats

    def declared_lost_ratio(self, at_minute: int, from_minute: int, to_minute: int) -> Floats:
        """Share of site power declared unavailable for each minute, as known at `at_minute`. [0-1]"""
        import numpy as np

        n_blocks = self.block_state.shape[1]
        lost = np.zeros((to_minute - from_minute, n_blocks))
        for outage in self.outages:
            if outage.known_from_minute > at_minute:
                continue
            start, end = max(outage.start_minute, from_minute), min(outage.end_minute, to_minute)
            if start < end:
                blocks = slice(None) if outage.block is None else outage.block
                rows = slice(start - from_minute, end - from_minute)
                lost[rows, blocks] = np.maximum(lost[rows, blocks], outage.derate_ratio)
        return np.asarray(lost.mean(axis=1), dtype=np.float64)


@dataclass(frozen=True)
class Market:
    """Prices per settlement period. Arrays have shape (n_periods,) and follow Horizon.periods.

    Attributes
    ----------
    day_ahead, system : ndarray
        Prices [£/MWh]; day_ahead rounded to 2 decimals, system to 5.
    day_ahead_is_estimate : bool
        True when no day-ahead price was published and a documented estimator without look-ahead stands in.
    niv_mwh : ndarray
        System net imbalance volume, short positive [MWh].
    history_shape : ndarray, (days, 50)
        What a trader knew on the eve of each day about the price shape of the day AFTER delivery: trailing mean by
        settlement period, from prices published by then only [£/MWh].
    """

    day_ahead: Floats
    system: Floats
    day_ahead_is_estimate: bool
    niv_mwh: Floats
    history_shape: Floats


@dataclass(frozen=True)
class Contracts:
    """Availability products won at a site. Arrays (n_periods,), keyed by product (DCL … DRH, BRP, BRN, CM)."""

    mw: dict[str, Floats]
    price_gbp_per_mw_h: dict[str, Floats]


@dataclass(frozen=True)
class PlannedDispatch:
    """The day-ahead plan per settlement period, arrays (n_periods,); see the contract of ems.dispatch_plan."""

    planned_at_minute: Ints
    planned_mw: Floats
    planned_soc: Floats
    expected_price: Floats
    shadow_price: Floats
    declared_export_mw: Floats
    declared_import_mw: Floats


@dataclass(frozen=True)
class Frequency:
    """Grid frequency of the whole synchronous area, shared by all sites.

    Attributes
    ----------
    mean_hz, min_hz, max_hz : ndarray, (n_minutes,)
    response : dict of ndarray, (n_minutes,)
        Mean of each product's service curve over the minute, share of contracted MW, export positive [-1…1].
    event_minutes : ndarray of int
        Minute index of each planted frequency event.
    event_hz : list of ndarray, (2400,)
        20 Hz samples from 20 s before each event's start.
    """

    mean_hz: Floats
    min_hz: Floats
    max_hz: Floats
    response: dict[str, Floats]
    event_minutes: Ints
    event_hz: tuple[Floats, ...]


@dataclass(frozen=True)
class SiteOperation:
    """What a site physically did; arrays are (n_minutes,), of blocks (n_minutes, n_blocks), of periods (n_periods,)."""

    plan: PlannedDispatch
    baseline_mw: Floats
    response_mw: Floats
    command_mw: Floats
    command_reason: Ints
    setpoint_mw: Floats
    controller_status: Ints
    poc_mw: Floats
    poc_mvar: Floats
    v_pu: Floats
    aux_mw: Floats
    ambient_c: Floats
    cooling_status: Ints
    block_p_kw: Floats
    block_q_kvar: Floats
    block_dc_kw: Floats
    block_dc_v: Floats
    block_dc_a: Floats
    block_soc: Floats
    block_temp_c: Floats
    block_temp_max_c: Floats
    block_module_c: Floats
    block_cycles: Floats
    soh_pct: Floats
    exported_kwh: Ints
    imported_kwh: Ints
    auxiliary_kwh: Ints
    performance_factor: dict[str, Floats]
    energy: dict[str, Floats]
    loss: dict[str, dict[str, Floats]]
