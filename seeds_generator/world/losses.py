"""What each cause cost: every period runs again from the state in which it began, with causes switched off in turn."""

from __future__ import annotations

import numpy as np

from seeds_generator.world import battery, control, pcs
from seeds_generator.world.battery import Bank
from seeds_generator.world.clock import PERIOD_HOURS, PERIOD_MINUTES, Bools, Floats
from seeds_generator.world.control import Conditions
from seeds_generator.world.planning import EXPORT_PRODUCTS, IMPORT_PRODUCTS
from seeds_generator.world.state import CAUSES
from seeds_generator.world.trace import Inputs, Trace

FACTOR_DIGITS = 4
TOLERANCE_MW = 1e-6


def losses(
    given: Inputs,
    bank: Bank,
    trace: Trace,
    poc_mw: Floats,
    noise: Floats,
    availability_loss: dict[str, Floats],
) -> dict[str, dict[str, Floats]]:
    """Loss of each cause per period, in the columns of truth_loss.

    Run 0 is what happened; run k has the first k causes switched off; the last is a perfect plant that follows plan and
    response. A cause's loss is the difference between two neighbouring runs, so the causes add up to the whole.
    """
    n = given.horizon.n_periods
    shape = (n, PERIOD_MINUTES, given.site.blocks)
    end_soc = trace.block_soc[PERIOD_MINUTES - 1 :: PERIOD_MINUTES]
    asked = trace.asked_kw.reshape(shape)
    net_mwh = poc_mw.reshape(n, PERIOD_MINUTES).sum(axis=1) / 60
    stored_mwh = bank.stored_mwh(end_soc, trace.soh_pct[:, None]).sum(axis=1)
    is_short = np.abs(trace.block_kw - trace.asked_kw) > 1e-9
    is_cut = np.asarray(is_short.reshape(n, -1).any(axis=1), dtype=np.bool_)
    price = given.market.day_ahead if given.scenario.market.trades_day_ahead else given.market.system
    found = {}
    for number, cause in enumerate(CAUSES, start=1):
        state = control.conditions(given.site, given.schedule, number)
        now_asked = _asked_kw(given, state, trace, noise).reshape(shape)
        changed = np.flatnonzero((now_asked != asked).any(axis=(1, 2)) | (is_cut & (cause == "soc_limited")))
        now_net, now_stored, now_cut = net_mwh.copy(), stored_mwh.copy(), is_cut.copy()
        if len(changed):
            flow = battery.run(
                bank, trace.start_soc[changed], now_asked[changed], trace.ah[changed], trace.ohm[changed],
                is_bounded=state.has_soc_limits,
            )  # fmt: skip
            blocks_mw = flow.ac_kw.sum(axis=2) * 1e-3
            net = blocks_mw - pcs.transformer_loss_mw(blocks_mw, given.site.rated_mw)
            now_net[changed] = net.sum(axis=1) / 60
            now_stored[changed] = bank.stored_mwh(flow.soc[:, -1], trace.soh_pct[changed, None]).sum(axis=1)
            now_cut[changed] = flow.is_limited
        lost, retained = now_net - net_mwh, stored_mwh - now_stored
        found[cause] = {
            "lost_mwh": lost,
            "retained_mwh": retained,
            "energy_loss_gbp": lost * price - retained * trace.plan.shadow_price,
            "availability_loss_gbp": availability_loss[cause],
        }
        asked, net_mwh, stored_mwh, is_cut = now_asked, now_net, now_stored, now_cut
    return found


def _asked_kw(given: Inputs, state: Conditions, trace: Trace, noise: Floats) -> Floats:
    """Power asked of each block over the whole horizon under other conditions. [kW]"""
    site, every = given.site, slice(None)
    command = control.command_mw(state, every, trace.baseline_mw, trace.response_mw, site.rated_mw)
    setpoint = control.setpoint_mw(state, every, command)
    power = setpoint
    if state.has_errors:
        power = control.delivered_mw(site, setpoint, 0.0, trace.response_mw, state.is_held, noise)
    share_kw = pcs.blocks_from_poc_mw(power, site.rated_mw) * 1e3 / site.blocks
    return np.asarray(share_kw[:, None] * (1 - state.lost_ratio), dtype=np.float64)


def performance(given: Inputs, bank: Bank, trace: Trace) -> tuple[dict[str, Floats], dict[str, Floats]]:
    """Performance factor K of each product per period [0-1], and the payments lost to each cause [£].

    A contracted megawatt is deliverable in a minute when the controller obeys, the blocks in service have the headroom
    beside the baseline, and their charge lasts for the minute.
    """
    states = [control.conditions(given.site, given.schedule, number) for number in range(len(CAUSES))]
    lost_gbp = {cause: np.zeros(given.horizon.n_periods) for cause in CAUSES}
    factors = {}
    stored_mwh = bank.stored_mwh(trace.block_soc, np.repeat(trace.soh_pct, PERIOD_MINUTES)[:, None])
    full_mwh = bank.stored_mwh(np.ones(given.site.blocks), float(trace.soh_pct.mean()))
    spare_mwh = {"export": stored_mwh, "import": full_mwh - stored_mwh}
    beside = {"export": np.zeros(given.horizon.n_minutes), "import": np.zeros(given.horizon.n_minutes)}
    for product in (*EXPORT_PRODUCTS, *IMPORT_PRODUCTS, "CM"):
        if product not in given.contracts.mw:
            continue
        contracted = given.contracts.mw[product]
        factors[product] = np.ones(given.horizon.n_periods)
        if product == "CM" or not contracted.any():
            continue
        side = "export" if product in EXPORT_PRODUCTS else "import"
        wanted = np.repeat(contracted, PERIOD_MINUTES)
        good = [_is_deliverable(given, state, trace, side, wanted + beside[side], spare_mwh[side]) for state in states]
        good.append(np.ones_like(good[0]))
        beside[side] = beside[side] + wanted
        shares = np.array([g.reshape(-1, PERIOD_MINUTES).mean(axis=1) for g in good])
        shares = np.maximum.accumulate(shares, axis=0)
        factor = np.where(contracted > 0, np.round(shares[0], FACTOR_DIGITS), 1.0)
        paid_gbp = given.contracts.price_gbp_per_mw_h[product] * contracted * PERIOD_HOURS
        scale = np.where(shares[0] < 1, (1 - factor) / np.where(shares[0] < 1, 1 - shares[0], 1.0), 0.0)
        for number, cause in enumerate(CAUSES):
            lost_gbp[cause] += paid_gbp * (shares[number + 1] - shares[number]) * scale
        factors[product] = factor
    return factors, lost_gbp


def _is_deliverable(
    given: Inputs, state: Conditions, trace: Trace, side: str, wanted_mw: Floats, spare_mwh: Floats
) -> Bools:
    in_service = 1 - state.lost_ratio
    available = in_service.mean(axis=1)
    toward = trace.baseline_mw if side == "export" else -trace.baseline_mw
    has_power = (given.site.rated_mw - toward) * available >= wanted_mw - TOLERANCE_MW
    is_obeying = ~(state.is_held | state.is_released)
    has_charge = np.ones_like(has_power)
    if state.has_soc_limits:
        has_charge = (spare_mwh * in_service).sum(axis=1) >= wanted_mw / 60
    return np.asarray(has_power & is_obeying & (has_charge | (wanted_mw == 0)), dtype=bool)
