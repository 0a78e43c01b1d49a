"""What plant controller and energy management system record: telemetry by minute, commands, plans, meter readings."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from seeds_generator.config import SiteConfig
from seeds_generator.systems import columns
from seeds_generator.world import fade
from seeds_generator.world.clock import Bools, Floats, Horizon, Times, stream
from seeds_generator.world.control import COMMAND_REASONS, CONTROLLER_STATES
from seeds_generator.world.operation import auxiliary_register, meter_registers
from seeds_generator.world.state import STATES, Frequency, SiteOperation, SiteSchedule

COOLING_STATES = ("OFF", "NORMAL", "HIGH", "FAULT")
PCS_STATES = ("RUN", "STANDBY", "FAULT", "DERATED", "MAINTENANCE", "GRID_OUTAGE")
PCS_STATE_OF = {
    "force_majeure": "GRID_OUTAGE",
    "grid_outage": "GRID_OUTAGE",
    "instructed": "STANDBY",
    "planned_maintenance": "MAINTENANCE",
    "forced_outage": "FAULT",
    "derated": "DERATED",
    "available": "RUN",
}
# A row reaches the store so long after its minute: collection, then retries in step with latency; or a time-out.
COLLECT_SECONDS = 2.0
RETRY_SECONDS_PER_MS = 0.03
TIMEOUT_SECONDS = 30.0
# Power transducers of the controller differ from the settlement meter by up to this share (class 0.2).
TRANSDUCER_ERROR = 0.001
# Registers when the meters were fitted: energy exported per cycle over contract energy, exported over imported energy
# and auxiliaries over throughput.
EXPORT_PER_CYCLE, EXPORT_PER_IMPORT, AUXILIARY_SHARE = 0.97, 0.88, 0.032


def tables(
    site: SiteConfig, horizon: Horizon, schedule: SiteSchedule, operation: SiteOperation, frequency: Frequency
) -> dict[str, pa.Table]:
    """Tables of one site, keyed by system and table; see the raw contract for columns and units."""
    return {
        "tmeic.telemetry_plant": _plant(site, horizon, schedule, operation, frequency),
        "tmeic.telemetry_block": _block(site, horizon, schedule, operation),
        "ems.dispatch_command": _command(site, horizon, operation),
        "ems.dispatch_plan": _plan(site, horizon, operation),
        "ems.meter_reading": _meter(site, horizon, operation),
    }


def ingested_at(horizon: Horizon, schedule: SiteSchedule) -> Times:
    """Instant at which each minute's rows reached the owner's store, to the second [UTC]."""
    seconds = COLLECT_SECONDS + RETRY_SECONDS_PER_MS * schedule.latency_ms
    seconds = np.ceil(np.where(np.isfinite(seconds), seconds, TIMEOUT_SECONDS)).astype(np.int64)
    return np.asarray(horizon.minutes + np.timedelta64(60, "s") + seconds.astype("timedelta64[s]"))


def _plant(
    site: SiteConfig, horizon: Horizon, schedule: SiteSchedule, operation: SiteOperation, frequency: Frequency
) -> pa.Table:
    rows, lost = horizon.n_minutes, schedule.comms_lost
    # A feeder without voltage gives the relays no frequency to measure.
    is_dead = lost | (operation.v_pu == 0)
    error = stream(0, site.site_id, "transducer").uniform(-TRANSDUCER_ERROR, TRANSDUCER_ERROR, 2)
    return pa.table({
        "site_id": columns.same(site.site_id, rows),
        "controller_id": columns.same(f"{site.site_id}-ctl", rows),
        "ts_utc": columns.instants(horizon.minutes),
        "p_kw": columns.measured(operation.poc_mw * 1e3 * (1 + error[0]), 1, lost),
        "q_kvar": columns.measured(operation.poc_mvar * 1e3 * (1 + error[1]), 1, lost),
        "v_pu": columns.measured(operation.v_pu, 4, lost),
        "f_hz": columns.measured(frequency.mean_hz, 4, is_dead),
        "f_min_hz": columns.measured(frequency.min_hz, 4, is_dead),
        "f_max_hz": columns.measured(frequency.max_hz, 4, is_dead),
        "setpoint_kw": columns.measured(operation.setpoint_mw * 1e3, 1, lost),
        "controller_status": columns.codes(operation.controller_status, CONTROLLER_STATES, lost),
        "comms_latency_ms": columns.measured(schedule.latency_ms, 1, lost),
        "comms_drop_rate": columns.measured(schedule.drop_ratio, 5),
        "cooling_status": columns.codes(operation.cooling_status, COOLING_STATES, lost),
        "ambient_c": columns.measured(operation.ambient_c, 1, lost),
        "ingested_at_utc": columns.instants(ingested_at(horizon, schedule)),
    })  # fmt: skip


def pcs_states(schedule: SiteSchedule, block_kw: Floats) -> Floats:
    """Index into `PCS_STATES` of each block-minute."""
    of_state = np.array([PCS_STATES.index(PCS_STATE_OF[name]) for name in STATES])
    states = of_state[schedule.block_state]
    is_idle = (states == PCS_STATES.index("RUN")) & (block_kw == 0)
    return np.where(is_idle, PCS_STATES.index("STANDBY"), states)


def inverter_efficiency_pct(ac_kw: Floats, dc_kw: Floats, rating_kva: float) -> tuple[Floats, Bools]:
    """Conversion efficiency [%] of each block-minute, and where load is too small to state one."""
    is_small = np.abs(ac_kw) < 0.01 * rating_kva
    is_export = ac_kw > 0
    out = np.where(is_export, ac_kw, dc_kw)
    into = np.where(is_export, dc_kw, ac_kw)
    return 100 * out / np.where(is_small, 1.0, into), is_small


def _block(site: SiteConfig, horizon: Horizon, schedule: SiteSchedule, operation: SiteOperation) -> pa.Table:
    ids = columns.block_ids(site, "pcs")
    rows = horizon.n_minutes * len(ids)
    lost = np.tile(schedule.comms_lost, len(ids))
    ac_kw, dc_kw = operation.block_p_kw, operation.block_dc_kw
    efficiency, is_small = inverter_efficiency_pct(ac_kw, dc_kw, site.block_kva)
    flat = columns.by_asset
    return pa.table({
        "site_id": columns.same(site.site_id, rows),
        "inverter_id": columns.each(ids, horizon.n_minutes),
        "ts_utc": columns.instants(horizon.minutes, len(ids)),
        "p_kw": columns.measured(flat(ac_kw), 1, lost),
        "q_kvar": columns.measured(flat(operation.block_q_kvar), 1, lost),
        "dc_voltage_v": columns.measured(flat(operation.block_dc_v), 1, lost),
        "dc_current_a": columns.measured(flat(operation.block_dc_a), 1, lost),
        "pcs_state": columns.codes(flat(pcs_states(schedule, ac_kw)), PCS_STATES, lost),
        "derate_ratio": columns.measured(flat(schedule.lost_ratio), 4, lost),
        "inverter_efficiency_pct": columns.measured(flat(efficiency), 2, lost | flat(is_small)),
        "module_temp_c": columns.measured(flat(operation.block_module_c), 1, lost),
        "ingested_at_utc": columns.instants(ingested_at(horizon, schedule), len(ids)),
    })  # fmt: skip


def _command(site: SiteConfig, horizon: Horizon, operation: SiteOperation) -> pa.Table:
    return pa.table({
        "site_id": columns.same(site.site_id, horizon.n_minutes),
        "ts_utc": columns.instants(horizon.minutes),
        "baseline_kw": columns.measured(operation.baseline_mw * 1e3, 1),
        "response_kw": columns.measured(operation.response_mw * 1e3, 1),
        "command_kw": columns.measured(operation.command_mw * 1e3, 1),
        "reason": columns.codes(operation.command_reason, COMMAND_REASONS),
    })  # fmt: skip


def _plan(site: SiteConfig, horizon: Horizon, operation: SiteOperation) -> pa.Table:
    plan = operation.plan
    return pa.table({
        "site_id": columns.same(site.site_id, horizon.n_periods),
        "settlement_date": pa.array(horizon.settlement_dates),
        "settlement_period": pa.array(horizon.settlement_periods.astype(np.int64)),
        "interval_start_utc": columns.instants(horizon.periods),
        "planned_at_utc": columns.instants(horizon.minutes[plan.planned_at_minute]),
        "planned_mw": columns.measured(plan.planned_mw, 3),
        "planned_soc_pct": columns.measured(plan.planned_soc * 100, 3),
        "expected_price_gbp_per_mwh": columns.measured(plan.expected_price, 2),
        "soc_shadow_price_gbp_per_mwh": columns.measured(plan.shadow_price, 4),
        "declared_export_mw": columns.measured(plan.declared_export_mw, 3),
        "declared_import_mw": columns.measured(plan.declared_import_mw, 3),
    })  # fmt: skip


def _meter(site: SiteConfig, horizon: Horizon, operation: SiteOperation) -> pa.Table:
    before_kwh = round(fade.history(site, horizon).cycles_at_start * site.contract_mwh * EXPORT_PER_CYCLE * 1e3)
    imported_before_kwh = round(before_kwh / EXPORT_PER_IMPORT)
    exported, imported = meter_registers(operation.poc_mw)
    return pa.table({
        "site_id": columns.same(site.site_id, horizon.n_minutes),
        "ts_utc": columns.instants(horizon.minutes),
        "m1_export_kwh_total": columns.measured(before_kwh + exported, 3),
        "m1_import_kwh_total": columns.measured(imported_before_kwh + imported, 3),
        "m4_import_kwh_total": columns.measured(
            round((before_kwh + imported_before_kwh) * AUXILIARY_SHARE) + auxiliary_register(operation.aux_mw), 3
        ),
    })  # fmt: skip
