"""What the battery management system records: banks by minute, racks by day, capacity tests, weekly health."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pyarrow as pa

from seeds_generator.config import ScenarioConfig, SiteConfig
from seeds_generator.systems import columns
from seeds_generator.systems.telemetry import ingested_at
from seeds_generator.world import battery, fade
from seeds_generator.world.clock import Floats, Horizon, Ints, Times, stream
from seeds_generator.world.planning import one_way_efficiencies
from seeds_generator.world.state import SiteOperation, SiteSchedule

DRIFT_PER_DAY = 0.003
# A bank's own share of the drift.
DRIFT_SPREAD = (0.8, 1.2)
RESET_SOC = 0.97
# A badly biased counter only trusts a bank that is fuller than most plans make it.
FULL_RESET_SOC = 0.975
FULL_RESET_BIAS = 2.0
RESET_MINUTES = 5
MOST_SOC_SHOWN = 1.15
RACK_SOH_SPREAD_PCT = 0.3
RACK_FAULTS_PER_DAY = 0.004
HALF_DAY_MINUTES = 720
TEST_WINDOW_DAYS = 3
TEST_MINUTES = 90
TEST_HOUR_UTC = 10


def tables(
    scenario: ScenarioConfig, site: SiteConfig, horizon: Horizon, schedule: SiteSchedule, operation: SiteOperation
) -> dict[str, pa.Table]:
    """Tables of one site, keyed by system and table; see the raw contract for columns and units."""
    past = fade.history(site, horizon)
    found = {
        "bms.telemetry_battery": _battery(scenario, site, horizon, schedule, operation, past),
        "bms.rack_daily": _rack_daily(scenario, site, horizon, operation, past),
        "bms.capacity_test": _capacity_tests(scenario, site, horizon, operation, past),
        "bms.soh_weekly": _soh_weekly(scenario, site, past),
    }
    if scenario.has_rack_telemetry:
        found["bms.telemetry_rack"] = _racks(scenario, site, horizon, schedule, operation)
    return found


def estimated_soc(scenario: ScenarioConfig, site: SiteConfig, soc: Floats) -> Floats:
    """State of charge that the BMS believes in: truth plus a drift that grows until an end of charge resets it.

    Parameters
    ----------
    soc : ndarray, (n_minutes, n_blocks)
        True state of charge [0-1].

    Returns
    -------
    ndarray, (n_minutes, n_blocks)
        Estimate [0-1]; it may leave the range.
    """
    rng = stream(scenario.seed, site.site_id, "soc-drift")
    bias = site.battery.soc_bias_ratio
    per_minute = DRIFT_PER_DAY * bias * rng.uniform(*DRIFT_SPREAD, soc.shape[1]) / 1440
    since_before = rng.uniform(0, 1440, soc.shape[1])
    is_full = soc >= (FULL_RESET_SOC if bias >= FULL_RESET_BIAS else RESET_SOC)
    counted = np.cumsum(is_full, axis=0)
    earlier = np.concatenate([np.zeros((RESET_MINUTES, soc.shape[1])), counted[:-RESET_MINUTES]])
    is_reset = counted - earlier >= RESET_MINUTES
    minute = np.arange(len(soc))[:, None]
    last_reset = np.maximum.accumulate(np.where(is_reset, minute, -1), axis=0)
    since = np.where(last_reset >= 0, minute - last_reset, minute + since_before)
    # No BMS shows a battery as much fuller than full, however far its counter has drifted.
    return np.asarray(np.minimum(soc + since * per_minute, MOST_SOC_SHOWN), dtype=np.float64)


def _bank_soh(scenario: ScenarioConfig, site: SiteConfig, horizon: Horizon, past: fade.History) -> Floats:
    """BMS estimate of each bank's health, renewed every UTC day; shape (n_minutes, n_blocks). [%]"""
    days, day_of_minute = np.unique(horizon.minutes.astype("datetime64[D]"), return_inverse=True)
    truth = np.interp(days.astype(float), past.dates.astype(float), past.soh_pct)
    return fade.bms_soh_pct(scenario, site, truth, "bank", site.blocks)[day_of_minute]


def _battery(
    scenario: ScenarioConfig,
    site: SiteConfig,
    horizon: Horizon,
    schedule: SiteSchedule,
    operation: SiteOperation,
    past: fade.History,
) -> pa.Table:
    ids = columns.block_ids(site, "bat")
    rows = horizon.n_minutes * len(ids)
    lost = np.tile(schedule.comms_lost, len(ids))
    flat = columns.by_asset
    return pa.table({
        "site_id": columns.same(site.site_id, rows),
        "battery_id": columns.each(ids, horizon.n_minutes),
        "ts_utc": columns.instants(horizon.minutes, len(ids)),
        "soc_pct": columns.measured(flat(estimated_soc(scenario, site, operation.block_soc)) * 100, 2, lost),
        "soh_pct": columns.measured(flat(_bank_soh(scenario, site, horizon, past)), 2, lost),
        "temp_c_avg": columns.measured(flat(operation.block_temp_c), 1, lost),
        "temp_c_max": columns.measured(flat(operation.block_temp_max_c), 1, lost),
        "voltage_v": columns.measured(flat(operation.block_dc_v), 1, lost),
        "current_a": columns.measured(flat(operation.block_dc_a), 1, lost),
        "cycle_count": columns.measured(flat(operation.block_cycles), 3, lost),
        "ingested_at_utc": columns.instants(ingested_at(horizon, schedule), len(ids)),
    })  # fmt: skip


def _utc_days(horizon: Horizon) -> tuple[Times, Ints, Ints]:
    """UTC days of which at least half lies in the horizon, with first minute and end."""
    days, first, counts = np.unique(horizon.minutes.astype("datetime64[D]"), return_index=True, return_counts=True)
    is_whole = counts >= HALF_DAY_MINUTES
    return days[is_whole], first[is_whole], (first + counts)[is_whole]


def _per_day(values: Floats, first: Ints, end: Ints) -> Floats:
    total = np.concatenate([np.zeros((1, values.shape[1])), np.cumsum(values, axis=0)])
    return np.asarray(total[end] - total[first], dtype=np.float64)


def _rack_daily(
    scenario: ScenarioConfig,
    site: SiteConfig,
    horizon: Horizon,
    operation: SiteOperation,
    past: fade.History,
) -> pa.Table:
    rng = stream(scenario.seed, site.site_id, "racks")
    days, first, end = _utc_days(horizon)
    racks, online = columns.rack_ids(site), columns.is_rack_online(site)
    shape = (len(days), len(racks))
    truth = np.interp(days.astype(float), past.dates.astype(float), past.soh_pct)
    own = rng.standard_normal(len(racks)) * RACK_SOH_SPREAD_PCT * site.battery.fade_scalar
    soh = fade.bms_soh_pct(scenario, site, truth, "rack", len(racks)) + own
    growth = battery.resistance_growth(truth[:, None] + own) * (1 + 0.015 * rng.standard_normal(len(racks)))
    share = np.where(online, 1 + 0.004 * rng.standard_normal(len(racks)), 0.0).reshape(site.blocks, -1)
    share = (share / share.sum(axis=1, keepdims=True)).ravel()
    per_rack = site.racks_per_block
    dc_mwh = operation.block_dc_kw * 1e-3 / 60
    discharged = np.repeat(_per_day(np.maximum(dc_mwh, 0.0), first, end), per_rack, axis=1) * share
    charged = np.repeat(_per_day(np.maximum(-dc_mwh, 0.0), first, end), per_rack, axis=1) * share
    warmth = np.repeat((operation.block_temp_max_c - operation.block_temp_c)[first], per_rack, axis=1)
    hot = np.repeat(_per_day(operation.block_temp_c, first, end) / (end - first)[:, None] > 35, per_rack, axis=1)
    temp_spread = 0.55 * warmth + 3.5 * hot + 0.25 * rng.standard_normal(shape)
    volt_spread = 24 * rng.lognormal(0, 0.22, len(racks)) + 2 * rng.standard_normal(shape)
    faults = rng.poisson(RACK_FAULTS_PER_DAY * site.battery.fade_scalar, shape) * online
    missing = np.tile(~online, len(days))
    banks = np.repeat(np.arange(site.blocks), per_rack)
    return pa.table({
        "site_id": columns.same(site.site_id, len(missing)),
        "battery_id": columns.codes(np.tile(banks, len(days)), columns.block_ids(site, "bat")),
        "rack_id": columns.codes(np.tile(np.arange(len(racks)), len(days)), racks),
        "measured_date": pa.array(np.repeat(days, len(racks))),
        "is_online": pa.array(~missing),
        "soh_pct": columns.measured(soh.ravel(), 2, missing),
        "resistance_ratio": columns.measured(growth.ravel(), 4, missing),
        "cell_voltage_spread_mv": columns.measured(np.maximum(volt_spread, 5.0).ravel(), 1, missing),
        "cell_temp_spread_k": columns.measured(np.maximum(temp_spread, 0.5).ravel(), 1, missing),
        "discharged_mwh": columns.measured(discharged.ravel(), 5, missing),
        "charged_mwh": columns.measured(charged.ravel(), 5, missing),
        "fault_count": pa.array(faults.ravel().astype(np.int64)),
    })  # fmt: skip


def _test_minute(horizon: Horizon, operation: SiteOperation, due: date) -> int | None:
    """Minute in which the hardest discharge around the due day began; None when the day lies before the horizon."""
    span = [np.datetime64(due + timedelta(days=n), "us") for n in (-TEST_WINDOW_DAYS, TEST_WINDOW_DAYS + 1)]
    if np.datetime64(due, "us") < horizon.minutes[0]:
        return None
    first, end = (horizon.minute_of(instant) for instant in span)
    if end - first <= TEST_MINUTES:
        return None
    energy = np.concatenate([[0.0], np.cumsum(operation.poc_mw[first:end])])
    return first + int(np.argmax(energy[TEST_MINUTES:] - energy[:-TEST_MINUTES]))


def _capacity_tests(
    scenario: ScenarioConfig, site: SiteConfig, horizon: Horizon, operation: SiteOperation, past: fade.History
) -> pa.Table:
    rng = stream(scenario.seed, site.site_id, "capacity-tests")
    bank = battery.make_bank(scenario.seed, site)
    whole = float(bank.stored_mwh(np.ones(site.blocks), 100.0).sum())
    whole *= site.blocks * site.racks_per_block / float(bank.racks_online.sum())
    rows = []
    for number, due in enumerate(fade.due_test_days(site, horizon), start=1):
        noise, warmth = rng.standard_normal(), rng.uniform(-1.5, 1.5)
        minute = _test_minute(horizon, operation, due)
        day = due if minute is None else horizon.minutes[minute].astype("datetime64[D]").item()
        age = int((np.datetime64(day) - past.dates[0]).astype(int))
        truth = float(past.soh_pct[min(age, len(past.dates) - 1)])
        soh = truth + noise * fade.TEST_NOISE_PCT
        _, discharge_efficiency = one_way_efficiencies(site, bank, truth)
        if minute is None:
            tested_at = np.datetime64(day, "us") + np.timedelta64(TEST_HOUR_UTC, "h")
            mean_c = 21.0 + warmth
        else:
            tested_at = horizon.minutes[minute]
            mean_c = float(operation.block_temp_c[minute].mean())
        rows.append({
            "test_id": f"cap-test-{site.site_id}-{number:02d}",
            "site_id": site.site_id,
            "tested_at_utc": tested_at,
            "discharged_mwh": round(whole * soh / 100 * discharge_efficiency, 3),
            "soh_pct": round(soh, 2),
            "resistance_ratio": round(float(battery.resistance_growth(truth)) * (1 + 0.01 * noise), 4),
            "mean_temp_c": round(mean_c, 1),
            "cycle_count": round(float(past.cycles[min(age, len(past.dates) - 1)]), 3),
        })  # fmt: skip
    return pa.Table.from_pylist(rows)


def _soh_weekly(scenario: ScenarioConfig, site: SiteConfig, past: fade.History) -> pa.Table:
    dates, soh, cycles = fade.weekly_estimates(scenario, site, past)
    return pa.table({
        "site_id": columns.same(site.site_id, len(dates)),
        "estimated_date": pa.array(dates),
        "soh_pct": columns.measured(soh, 2),
        "cycle_count": columns.measured(cycles, 3),
    })  # fmt: skip


def _racks(
    scenario: ScenarioConfig, site: SiteConfig, horizon: Horizon, schedule: SiteSchedule, operation: SiteOperation
) -> pa.Table:
    rng = stream(scenario.seed, site.site_id, "rack-telemetry")
    racks, online = columns.rack_ids(site), columns.is_rack_online(site)
    block = np.repeat(np.arange(site.blocks), site.racks_per_block)
    per_block = online.reshape(site.blocks, -1).sum(axis=1)
    share = (1 + 0.004 * rng.standard_normal(len(racks))) / per_block[block]
    soc_offset, temp_offset = 0.006 * rng.standard_normal(len(racks)), 0.6 * rng.standard_normal(len(racks))
    missing = (schedule.comms_lost[None, :] | ~online[:, None]).ravel()
    believed = estimated_soc(scenario, site, operation.block_soc)

    def spread(values: Floats) -> Floats:
        return np.ascontiguousarray(values.T[block])

    return pa.table({
        "site_id": columns.same(site.site_id, len(missing)),
        "rack_id": columns.each(racks, horizon.n_minutes),
        "ts_utc": columns.instants(horizon.minutes, len(racks)),
        "soc_pct": columns.measured((spread(believed) + soc_offset[:, None]).ravel() * 100, 2, missing),
        "voltage_v": columns.measured(spread(operation.block_dc_v).ravel(), 1, missing),
        "current_a": columns.measured((spread(operation.block_dc_a) * share[:, None]).ravel(), 2, missing),
        "temp_c_avg": columns.measured((spread(operation.block_temp_c) + temp_offset[:, None]).ravel(), 1, missing),
    })  # fmt: skip
