"""A site over its horizon: plan, command, setpoint, power, charge and heat, settlement period by settlement period."""

from __future__ import annotations

import numpy as np
from scipy.signal import lfilter

from seeds_generator.config import ScenarioConfig, SiteConfig
from seeds_generator.world import battery, control, fade, losses, pcs
from seeds_generator.world.battery import Bank
from seeds_generator.world.clock import PERIOD_HOURS, PERIOD_MINUTES, Floats, Horizon, Ints, stream
from seeds_generator.world.control import CONTROLLER_STATES
from seeds_generator.world.planning import Planner
from seeds_generator.world.state import STATES, Contracts, Frequency, Market, SiteOperation, SiteSchedule
from seeds_generator.world.trace import Inputs, Trace

INITIAL_SOC = 0.45
INITIAL_C = 17.0
DROOP_RATIO = 0.04
VOLTAGE_PER_Q = 0.015
VOLTAGE_PER_P = 0.008
METER_DIGITS = 3


def operate(
    scenario: ScenarioConfig,
    site: SiteConfig,
    horizon: Horizon,
    schedule: SiteSchedule,
    market: Market,
    contracts: Contracts,
    frequency: Frequency,
) -> SiteOperation:
    """Operate a site: everything that physically happened, with the loss that each cause brought."""
    given = Inputs(scenario, site, horizon, schedule, market, contracts, frequency)
    bank = battery.make_bank(scenario.seed, site)
    ambient = ambient_c(scenario, site, horizon)
    noise = control.tracking_noise(scenario, site, horizon.n_minutes)
    trace = _run_periods(given, bank, ambient, noise)
    blocks_mw = trace.block_kw.sum(axis=1) * 1e-3
    poc_mw = blocks_mw - pcs.transformer_loss_mw(blocks_mw, site.rated_mw)
    v_pu, q_mvar = _voltage(given, poc_mw)
    temperature = _by_minute(trace.start_c, trace.end_c)
    load = np.abs(trace.block_kw) / (site.rated_mw * 1e3 / site.blocks)
    ambient_minutes = np.repeat(ambient, PERIOD_MINUTES)
    aux_mw = pcs.auxiliary_mw(poc_mw, temperature.mean(axis=1), ambient_minutes, site.rated_mw)
    in_service = schedule.lost_ratio < 1
    share = in_service / np.maximum(in_service.sum(axis=1, keepdims=True), 1)
    performance, availability_loss = losses.performance(given, bank, trace)
    exported, imported = meter_registers(poc_mw)
    history = fade.history(site, horizon)
    return SiteOperation(
        plan=trace.plan,
        baseline_mw=trace.baseline_mw,
        response_mw=trace.response_mw,
        command_mw=trace.command_mw,
        command_reason=trace.reason,
        setpoint_mw=trace.setpoint_mw,
        controller_status=_controller_status(given, trace),
        poc_mw=poc_mw,
        poc_mvar=q_mvar,
        v_pu=v_pu,
        aux_mw=aux_mw,
        ambient_c=ambient_minutes,
        cooling_status=_cooling_status(schedule, temperature),
        block_p_kw=trace.block_kw,
        block_q_kvar=q_mvar[:, None] * 1e3 * share,
        block_dc_kw=trace.block_dc_kw,
        block_dc_v=trace.block_volts,
        block_dc_a=trace.block_amps,
        block_soc=trace.block_soc,
        block_temp_c=temperature,
        block_temp_max_c=temperature + bank.warm_offset_k + 2 * load**2,
        block_module_c=20 + 0.3 * ambient_minutes[:, None] + 38 * load**1.5,
        block_cycles=history.cycles_at_start + discharged_cycles(trace),
        soh_pct=np.repeat(trace.soh_pct, PERIOD_MINUTES),
        exported_kwh=period_kwh(exported),
        imported_kwh=period_kwh(imported),
        auxiliary_kwh=period_kwh(auxiliary_register(aux_mw)),
        performance_factor=performance,
        energy=_energy(given, bank, trace, poc_mw, aux_mw),
        loss=losses.losses(given, bank, trace, poc_mw, noise, availability_loss),
    )


def _run_periods(given: Inputs, bank: Bank, ambient: Floats, noise: Floats) -> Trace:
    site, horizon, schedule = given.site, given.horizon, given.schedule
    n, n_blocks, rated = horizon.n_periods, site.blocks, site.rated_mw
    soh = fade.soh_by_period(site, horizon)
    planner = Planner(site, horizon, given.market, given.contracts, schedule, bank, float(soh.mean()))
    plan, plan_at = planner.plan, planner.days_planned_at()
    state = control.conditions(site, schedule)
    has_failed = np.asarray(_cooling_failed(schedule).reshape(n, PERIOD_MINUTES, n_blocks).any(axis=1), dtype=np.bool_)
    response = control.response_mw(given.contracts, given.frequency, horizon.n_minutes, PERIOD_MINUTES)
    most_export = rated - planner.export_reserved_mw
    most_import = rated - planner.import_reserved_mw
    per_minute = {name: np.zeros(horizon.n_minutes) for name in ("baseline", "command", "setpoint")}
    baseline, command, setpoint = per_minute.values()
    reason = np.zeros(horizon.n_minutes, dtype=np.int64)
    blocks = {name: np.empty((horizon.n_minutes, n_blocks)) for name in ("ac_kw", "dc_kw", "amps", "volts", "soc")}
    asked = np.empty((horizon.n_minutes, n_blocks))
    starts = {name: np.empty((n, n_blocks)) for name in ("soc", "c", "end_c", "ah", "ohm")}
    rng = stream(given.scenario.seed, site.site_id, "initial")
    soc = INITIAL_SOC + 0.01 * rng.standard_normal(n_blocks)
    temperature = INITIAL_C + 0.5 * rng.standard_normal(n_blocks)
    ah_before = bank.new_ah * soh[0] / 100
    previous_baseline = previous_setpoint = 0.0
    for period in range(n):
        rows = slice(period * PERIOD_MINUTES, (period + 1) * PERIOD_MINUTES)
        ah = bank.new_ah * soh[period] / 100
        soc = np.minimum(_same_charge(soc, ah_before / ah), 1.0)
        ah_before = ah
        ohm = bank.ohm(temperature, soh[period])
        in_service = 1 - state.lost_ratio[rows.start]
        site_soc = float(np.average(soc, weights=in_service if in_service.any() else None))
        if period in plan_at:
            planner.plan_day(plan_at[period], period, site_soc)
        correction = 0.0
        if period > 0 and in_service.any():
            correction = control.soc_correction_mw(site_soc, plan.planned_soc[period - 1], planner.usable_mwh, rated)
        planned = plan.planned_mw[period]
        target = float(np.clip(planned + correction, -most_import[period], most_export[period]))
        baseline[rows] = control.ramp(previous_baseline, target, PERIOD_MINUTES, rated)
        command[rows] = control.command_mw(state, rows, baseline[rows], response[rows], rated)
        setpoint[rows] = control.setpoint_mw(state, rows, command)
        power = control.delivered_mw(
            site, setpoint[rows], previous_setpoint, response[rows], state.is_held[rows], noise[rows]
        )
        previous_baseline, previous_setpoint = baseline[rows.stop - 1], setpoint[rows.stop - 1]
        reason[rows] = _reasons(planned, correction, command[rows], baseline[rows], response[rows])
        share_kw = pcs.blocks_from_poc_mw(power, rated) * 1e3 / n_blocks
        starts["soc"][period], starts["c"][period] = soc, temperature
        starts["ah"][period], starts["ohm"][period] = ah, ohm
        asked[rows] = share_kw[:, None] * (1 - state.lost_ratio[rows])
        flow = battery.run(bank, soc, asked[rows], ah, ohm)
        for name, values in blocks.items():
            values[rows] = getattr(flow, name)
        soc = flow.soc[-1]
        heat_w = battery.heat_w(flow.amps, ohm).mean(axis=0)
        temperature = battery.next_temperature(
            bank, temperature, heat_w, float(ambient[period]), ~has_failed[period], PERIOD_HOURS
        )
        starts["end_c"][period] = temperature
    return Trace(
        plan=plan,
        usable_mwh=planner.usable_mwh,
        baseline_mw=baseline,
        response_mw=response,
        command_mw=command,
        reason=reason,
        setpoint_mw=setpoint,
        asked_kw=asked,
        block_kw=blocks["ac_kw"],
        block_dc_kw=blocks["dc_kw"],
        block_amps=blocks["amps"],
        block_volts=blocks["volts"],
        block_soc=blocks["soc"],
        start_soc=starts["soc"],
        start_c=starts["c"],
        end_c=starts["end_c"],
        ah=starts["ah"],
        ohm=starts["ohm"],
        soh_pct=soh,
    )


def _same_charge(soc: Floats, capacity_ratio: Floats) -> Floats:
    """State of charge after the capacity has changed and the charge has not. [0-1]"""
    width = battery.WINDOW[1] - battery.WINDOW[0]
    return np.asarray((battery.cell_charge(soc) * capacity_ratio - battery.WINDOW[0]) / width, dtype=np.float64)


def _reasons(planned: float, correction: float, command: Floats, baseline: Floats, response: Floats) -> Ints:
    names = control.COMMAND_REASONS
    usual = "soc_management" if correction else "plan" if planned else "idle"
    is_cut = np.abs(command - baseline - response) > 1e-9
    is_idle = (usual == "idle") & (np.abs(command) > 1e-9)
    chosen = np.where(is_idle, names.index("plan"), names.index(usual))
    return np.where(is_cut, names.index("curtailment"), chosen)


def ambient_c(scenario: ScenarioConfig, site: SiteConfig, horizon: Horizon) -> Floats:
    """Ambient temperature per period: season, time of day, and weather that lasts for days. [°C]"""
    rng = stream(scenario.seed, site.site_id, "weather")
    day_of_year = (horizon.periods - horizon.periods.astype("datetime64[Y]")) / np.timedelta64(1, "D")
    season = 11.7 - 5.0 * np.cos(2 * np.pi * (day_of_year - 22) / 365.25)
    daily = 4.0 * np.cos(2 * np.pi * (horizon.period_local_hour - 15) / 24)
    keep = np.exp(-PERIOD_HOURS / 48)
    shocks = rng.standard_normal(horizon.n_periods) * 2.5 * np.sqrt(1 - keep**2)
    shocks[0] = rng.standard_normal() * 2.5
    return np.asarray(season + daily + lfilter([1.0], [1.0, -keep], shocks), dtype=np.float64)


def _voltage(given: Inputs, poc_mw: Floats) -> tuple[Floats, Floats]:
    """Voltage [pu] and reactive power [Mvar] at the point of connection; a dead feeder has neither."""
    site, schedule = given.site, given.schedule
    rng = stream(given.scenario.seed, site.site_id, "voltage")
    keep = np.exp(-1 / 30)
    shocks = rng.standard_normal(len(poc_mw)) * 0.006 * np.sqrt(1 - keep**2)
    free = 1.005 + VOLTAGE_PER_P * poc_mw / site.rated_mw + lfilter([1.0], [1.0, -keep], shocks)
    rating = site.blocks * site.block_kva * 1e-3
    available = rating * (1 - schedule.lost_ratio.mean(axis=1))
    q_rated = np.sqrt(rating**2 - site.rated_mw**2)
    most = np.minimum(np.sqrt(np.maximum(available**2 - poc_mw**2, 0.0)), q_rated)
    droop = -(free - 1.0) / (DROOP_RATIO + VOLTAGE_PER_Q) * q_rated
    q_mvar = np.clip(droop, -most, most) * (np.abs(poc_mw) > 0)
    is_dead = (schedule.block_state == STATES.index("grid_outage")).all(axis=1)
    return np.where(is_dead, 0.0, free + VOLTAGE_PER_Q * q_mvar / q_rated), q_mvar


def _by_minute(start: Floats, end: Floats) -> Floats:
    """Straight line from start to end over each period's minutes."""
    weight = ((np.arange(PERIOD_MINUTES) + 0.5) / PERIOD_MINUTES)[None, :, None]
    values = start[:, None, :] * (1 - weight) + end[:, None, :] * weight
    return np.asarray(values.reshape(-1, start.shape[1]), dtype=np.float64)


def _cooling_failed(schedule: SiteSchedule) -> Floats:
    failed = np.zeros(schedule.block_state.shape, dtype=bool)
    for outage in schedule.outages:
        if outage.has_hvac_failure:
            columns = slice(None) if outage.block is None else outage.block
            failed[outage.start_minute : outage.end_minute, columns] = True
    return failed


def _cooling_status(schedule: SiteSchedule, temperature: Floats) -> Ints:
    """0 OFF, 1 NORMAL, 2 HIGH, 3 FAULT."""
    hottest = temperature.max(axis=1)
    status = np.where(hottest > battery.CHILLER_ON_C, 2, np.where(hottest > 16.0, 1, 0))
    return np.where(_cooling_failed(schedule).any(axis=1), 3, status)


def _controller_status(given: Inputs, trace: Trace) -> Ints:
    schedule = given.schedule
    names = CONTROLLER_STATES
    status = np.where(np.abs(trace.setpoint_mw) > 0, names.index("RUN"), names.index("STANDBY"))
    if given.site.comms.hold_minutes:
        status = np.where(schedule.comms_lost, names.index("HOLD"), status)
    is_grid = np.isin(schedule.block_state, [STATES.index("grid_outage"), STATES.index("force_majeure")]).all(axis=1)
    is_out = (schedule.lost_ratio >= 1).all(axis=1)
    status = np.where(is_out, names.index("TRIP"), status)
    return np.where(is_grid, names.index("GRID_OUTAGE"), status).astype(np.int64)


def discharged_cycles(trace: Trace) -> Floats:
    """Equivalent full cycles of each block since the horizon's start: charge taken out over usable charge now."""
    before = np.concatenate([trace.start_soc[:1], trace.block_soc[:-1]])
    return np.asarray(np.cumsum(np.maximum(before - trace.block_soc, 0.0), axis=0), dtype=np.float64)


def meter_registers(poc_mw: Floats) -> tuple[Floats, Floats]:
    """Export and import registers of M1 at the end of each minute, from zero at the horizon's start. [kWh]"""
    kwh = poc_mw * 1e3 / 60
    exported, imported = np.cumsum(np.maximum(kwh, 0.0)), np.cumsum(np.maximum(-kwh, 0.0))
    return np.round(exported, METER_DIGITS), np.round(imported, METER_DIGITS)


def auxiliary_register(aux_mw: Floats) -> Floats:
    """Register of M4 at the end of each minute, from zero at the horizon's start. [kWh]"""
    return np.asarray(np.round(np.cumsum(aux_mw * 1e3 / 60), METER_DIGITS), dtype=np.float64)


def period_kwh(register: Floats) -> Ints:
    """Whole kWh of each period: difference of the register's readings, halves away from zero."""
    ends = register[PERIOD_MINUTES - 1 :: PERIOD_MINUTES]
    difference = np.round(np.diff(ends, prepend=0.0), METER_DIGITS)
    return np.floor(difference + 0.5).astype(np.int64)


def _energy(given: Inputs, bank: Bank, trace: Trace, poc_mw: Floats, aux_mw: Floats) -> dict[str, Floats]:
    """Flows of each period, in the columns of truth_energy."""
    n = given.horizon.n_periods

    def mwh(power_mw: Floats) -> Floats:
        return np.asarray(power_mw.reshape(n, -1).sum(axis=1) / 60, dtype=np.float64)

    end_soc = trace.block_soc[PERIOD_MINUTES - 1 :: PERIOD_MINUTES]
    weight = trace.ah / trace.ah.sum(axis=1, keepdims=True)
    blocks_mw = trace.block_kw.sum(axis=1) * 1e-3
    heat_mw = battery.heat_w(trace.block_amps, np.repeat(trace.ohm, PERIOD_MINUTES, axis=0)).sum(axis=1) * 1e-6
    soh = trace.soh_pct[:, None]
    return {
        "poc_discharged_mwh": mwh(np.maximum(poc_mw, 0.0)),
        "poc_charged_mwh": mwh(np.maximum(-poc_mw, 0.0)),
        "transformer_loss_mwh": mwh(pcs.transformer_loss_mw(blocks_mw, given.site.rated_mw)),
        "pcs_loss_mwh": mwh((trace.block_dc_kw - trace.block_kw).sum(axis=1) * 1e-3),
        "battery_loss_mwh": mwh(heat_mw),
        "auxiliary_mwh": mwh(aux_mw),
        "stored_energy_start_mwh": bank.stored_mwh(trace.start_soc, soh).sum(axis=1),
        "stored_energy_end_mwh": bank.stored_mwh(end_soc, soh).sum(axis=1),
        "soc_start_pct": 100 * (trace.start_soc * weight).sum(axis=1),
        "soc_end_pct": 100 * (end_soc * weight).sum(axis=1),
    }
