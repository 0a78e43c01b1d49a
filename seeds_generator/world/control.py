"""From plan to setpoint: energy management system and plant controller, with what can be switched off in them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.signal import lfilter

from seeds_generator.config import ScenarioConfig, SiteConfig
from seeds_generator.world.clock import Bools, Floats, Ints, stream
from seeds_generator.world.planning import RESPONSE_PRODUCTS
from seeds_generator.world.state import CAUSES, Contracts, Frequency, SiteSchedule

COMMAND_REASONS = ("plan", "soc_management", "curtailment", "idle")
CONTROLLER_STATES = ("RUN", "STANDBY", "TRIP", "GRID_OUTAGE", "HOLD")
CAUSE_OF_STATE = {
    "force_majeure": "grid_outage",
    "grid_outage": "grid_outage",
    "instructed": "grid_outage",
    "planned_maintenance": "planned_maintenance",
    "forced_outage": "forced_outage",
    "derated": "derate",
}
RAMP_RATIO_PER_MINUTE = 0.20
SOC_MANAGEMENT_RATIO = 0.10
SOC_MANAGEMENT_DEADBAND = 0.02
SOC_MANAGEMENT_HOURS = 1.0
TRACKING_MEMORY = 0.7


@dataclass(frozen=True)
class Conditions:
    """What a plant suffers from while the causes before `first_cause` are switched off.

    Attributes
    ----------
    lost_ratio : ndarray, (n_minutes, n_blocks)
        Share of each block's power that is lost [0-1].
    is_stopped : ndarray of bool, (n_minutes,)
        All blocks are known to be out: nothing is commanded.
    is_held, is_released : ndarray of bool, (n_minutes,)
        The controller, without communication, repeats the setpoint of `held_from`, or has gone to zero.
    held_from : ndarray of int, (n_minutes,)
        Minute whose command is repeated.
    has_soc_limits, has_errors : bool
        The window of charge limits power; the plant follows its setpoint with errors.
    """

    lost_ratio: Floats
    is_stopped: Bools
    is_held: Bools
    is_released: Bools
    held_from: Ints
    has_soc_limits: bool
    has_errors: bool


def conditions(site: SiteConfig, schedule: SiteSchedule, first_cause: int = 0) -> Conditions:
    """Conditions with the first causes of `CAUSES` switched off; 0 is the plant as it is."""
    n_minutes, n_blocks = schedule.block_state.shape
    lost = np.zeros((n_minutes, n_blocks))
    is_known_out = np.zeros((n_minutes, n_blocks), dtype=bool)
    for outage in schedule.outages:
        if CAUSES.index(CAUSE_OF_STATE[outage.state]) < first_cause:
            continue
        columns = slice(None) if outage.block is None else outage.block
        rows = slice(outage.start_minute, outage.end_minute)
        lost[rows, columns] = np.maximum(lost[rows, columns], outage.derate_ratio)
        if outage.derate_ratio >= 1:
            is_known_out[max(outage.start_minute, outage.known_from_minute) : outage.end_minute, columns] = True
    is_held = np.zeros(n_minutes, dtype=bool)
    is_released = np.zeros(n_minutes, dtype=bool)
    held_from = np.zeros(n_minutes, dtype=np.int64)
    hold_minutes = site.comms.hold_minutes
    if hold_minutes and CAUSES.index("comms") >= first_cause:
        for gap in schedule.comms_gaps:
            until = min(gap.start_minute + hold_minutes, gap.end_minute)
            is_held[gap.start_minute : until] = True
            held_from[gap.start_minute : until] = max(gap.start_minute - 1, 0)
            is_released[until : gap.end_minute] = True
    return Conditions(
        lost_ratio=lost,
        is_stopped=np.asarray(is_known_out.all(axis=1), dtype=np.bool_),
        is_held=is_held,
        is_released=is_released,
        held_from=held_from,
        has_soc_limits=CAUSES.index("soc_limited") >= first_cause,
        has_errors=CAUSES.index("dispatch_error") >= first_cause,
    )


def response_mw(contracts: Contracts, frequency: Frequency, n_minutes: int, period_minutes: int) -> Floats:
    """Frequency-response power asked for by the service curves, export positive, per minute. [MW]"""
    total = np.zeros(n_minutes)
    for product in RESPONSE_PRODUCTS:
        if product in contracts.mw:
            total += np.repeat(contracts.mw[product], period_minutes) * frequency.response[product]
    return total


def tracking_noise(scenario: ScenarioConfig, site: SiteConfig, n_minutes: int) -> Floats:
    """Tracking error as a share of rated power, with the site's mean absolute error. [ratio]"""
    rng = stream(scenario.seed, site.site_id, "tracking")
    sd = site.control.tracking_mae_ratio * np.sqrt(np.pi / 2)
    shocks = rng.standard_normal(n_minutes) * sd * np.sqrt(1 - TRACKING_MEMORY**2)
    return np.asarray(lfilter([1.0], [1.0, -TRACKING_MEMORY], shocks), dtype=np.float64)


def ramp(previous_mw: float, target_mw: float, minutes: int, rated_mw: float) -> Floats:
    """Baseline that moves from its last value to the target within the ramp limit. [MW]"""
    reach = RAMP_RATIO_PER_MINUTE * rated_mw * np.arange(1, minutes + 1)
    return np.asarray(previous_mw + np.clip(target_mw - previous_mw, -reach, reach), dtype=np.float64)


def soc_correction_mw(soc: float, planned_soc: float, usable_mwh: float, rated_mw: float) -> float:
    """Power that brings the state of charge back to the plan, export positive; zero inside the dead-band. [MW]"""
    drift = soc - planned_soc
    if abs(drift) <= SOC_MANAGEMENT_DEADBAND:
        return 0.0
    limit = SOC_MANAGEMENT_RATIO * rated_mw
    return float(np.clip(drift * usable_mwh / SOC_MANAGEMENT_HOURS, -limit, limit))


def command_mw(
    state: Conditions, rows: slice, baseline_mw: Floats, asked_response_mw: Floats, rated_mw: float
) -> Floats:
    """Command sent to the controller: baseline plus response within rated power, nothing while the site is out. [MW]

    The controller spreads a command over all blocks, so what a partly available site delivers stays within its
    declared limits by itself.
    """
    command = np.clip(baseline_mw + asked_response_mw, -rated_mw, rated_mw)
    return np.where(state.is_stopped[rows], 0.0, command)


def setpoint_mw(state: Conditions, rows: slice, commands_mw: Floats) -> Floats:
    """Setpoint in force at the controller for some minutes, from the commands of all minutes so far. [MW]"""
    held = np.where(state.is_held[rows], commands_mw[state.held_from[rows]], commands_mw[rows])
    return np.where(state.is_released[rows], 0.0, held)


def delivered_mw(
    site: SiteConfig,
    setpoint: Floats,
    previous_setpoint: float,
    asked_response_mw: Floats,
    is_held: Bools,
    noise: Floats,
) -> Floats:
    """Power that the plant sets out to deliver at the point of connection: late, with error, short on charge. [MW]

    Parameters
    ----------
    setpoint, asked_response_mw, is_held, noise : ndarray
        Setpoint [MW], response in it [MW], whether it is a repeated one, and tracking noise [ratio], per minute.
    previous_setpoint : float
        Setpoint of the minute before the first [MW].
    """
    late = min(site.control.delay_seconds / 60, 1.0)
    before = np.concatenate([[previous_setpoint], setpoint[:-1]])
    is_following = setpoint != 0
    missing = (1 - site.control.response_slope_ratio) * asked_response_mw * (is_following & ~is_held)
    power = setpoint * (1 - late) + before * late - missing + noise * site.rated_mw * is_following
    power = np.where(power < 0, power * (1 - site.control.charge_shortfall_ratio), power)
    return np.asarray(np.clip(power, -site.rated_mw, site.rated_mw), dtype=np.float64)
