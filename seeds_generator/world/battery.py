"""Battery banks behind PCS blocks: open-circuit voltage, resistance, charge, temperature.

State of charge is the charge in the usable window (5–95 % of the cell) over the window's charge now. It is integrated
from current and never assigned. One bank per block; minutes run along axis -2, banks along axis -1.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from seeds_generator.config import SiteConfig
from seeds_generator.world import pcs
from seeds_generator.world.clock import Bools, Floats, Ints, stream

CELL_AH = 280.0
# With links, DC cables and the polarisation that builds up over minutes, at 25 °C.
CELL_OHM = 0.80e-3
HYSTERESIS_V = 0.010
CELL_NOMINAL_V = 3.2
CELLS_PER_RACK = 416
CELL_JOULE_PER_K = 5400.0
WINDOW = (0.05, 0.95)
MINUTE_HOURS = 1 / 60
REFERENCE_C = 25.0
# Resistance is 1.35 times as high at 10 °C as at 25 °C.
RESISTANCE_PER_K = np.log(1.35) / 15.0
RESISTANCE_PER_FADE_PP = 0.01

_KNOTS = np.array(
    [0, 0.02, 0.05, 0.10, 0.15, 0.20, 0.30, 0.40, 0.50, 0.60, 0.65, 0.70, 0.80, 0.90, 0.95, 0.98, 1.0]
)  # fmt: skip
_KNOT_V = np.array(
    [2.60, 2.95, 3.08, 3.18, 3.205, 3.225, 3.255, 3.277, 3.285, 3.290, 3.298, 3.320, 3.330, 3.333, 3.336, 3.345, 3.40]
)  # fmt: skip
# All knots are whole per cents, so a grid of 1 % holds the piecewise-linear curve exactly.
_GRID = np.linspace(0.0, 1.0, 101)
_GRID_V = np.interp(_GRID, _KNOTS, _KNOT_V)
_GRID_SLOPE = np.append(np.diff(_GRID_V), 0.0) * 100
_GRID_WORK = np.concatenate([[0.0], np.cumsum((_GRID_V[1:] + _GRID_V[:-1]) / 2 * 0.01)])

# Heat paths of one rack [W/K], [W]: shell, coolant loop, chiller above and heater below a temperature.
SHELL_W_PER_K = 22.0
LOOP_W_PER_K = 52.0
CHILLER_ON_C = 24.0
CHILLER_W_PER_K = 1200.0
HEATER_ON_C = 15.0
HEATER_W_PER_K = 600.0
# A stalled coolant loop keeps the heat and adds that of its blocked pump and fans.
FAILED_LOOP_W = 430.0


@dataclass(frozen=True)
class Bank:
    """The banks of a site; arrays have shape (n_blocks,).

    Attributes
    ----------
    racks_online : ndarray
        Racks in service behind each block.
    new_ah : ndarray
        Charge of all cells of the bank when new, full to empty [Ah].
    new_ohm : ndarray
        Resistance of the bank when new at 25 °C [Ω].
    rating_kva : float
        Rating of one PCS block [kVA].
    warm_offset_k : ndarray
        How much the hottest cell is above the mean at rest [K].
    heat_path_ratio : ndarray
        Spread of heat paths from bank to bank [ratio].
    """

    racks_online: Floats
    new_ah: Floats
    new_ohm: Floats
    rating_kva: float
    warm_offset_k: Floats
    heat_path_ratio: Floats

    def ohm(self, temperature_c: Floats, soh_pct: float) -> Floats:
        """Resistance of each bank [Ω]."""
        heat = np.exp(RESISTANCE_PER_K * (REFERENCE_C - temperature_c))
        return np.asarray(self.new_ohm * heat * resistance_growth(soh_pct), dtype=np.float64)

    def stored_mwh(self, soc: Floats, soh_pct: Floats | float) -> Floats:
        """Open-circuit energy above the bottom of the usable window, of each bank. [MWh]"""
        work = cell_work(cell_charge(soc)) - cell_work(np.array(WINDOW[0]))
        return np.asarray(work * CELLS_PER_RACK * self.new_ah * soh_pct / 100 * 1e-6, dtype=np.float64)


@dataclass(frozen=True)
class Flow:
    """Minutes of banks and their blocks; arrays have shape (…, n_minutes, n_blocks).

    Attributes
    ----------
    ac_kw, dc_kw : ndarray
        Power at the block's AC terminals and on the DC bus, export positive [kW].
    amps, volts : ndarray
        Current, discharge positive [A], and terminal voltage [V] of the DC bus.
    soc : ndarray
        State of charge at the END of each minute [0-1].
    is_limited : ndarray of bool, (…,)
        True where a bank met a limit of its window.
    """

    ac_kw: Floats
    dc_kw: Floats
    amps: Floats
    volts: Floats
    soc: Floats
    is_limited: Bools


def make_bank(seed: int, site: SiteConfig) -> Bank:
    """Banks of a site with small differences from block to block."""
    rng = stream(seed, site.site_id, "banks")
    out = np.zeros(site.blocks)
    for rack in site.battery.racks_out:
        out[int(rack.split("-")[0]) - 1] += 1
    racks = site.racks_per_block - out
    return Bank(
        racks_online=racks,
        new_ah=racks * CELL_AH * (1 + 0.002 * rng.standard_normal(site.blocks)),
        new_ohm=CELLS_PER_RACK * CELL_OHM / racks * (1 + 0.02 * rng.standard_normal(site.blocks)),
        rating_kva=site.block_kva,
        warm_offset_k=rng.uniform(3.0, 5.0, site.blocks),
        heat_path_ratio=1 + 0.04 * rng.standard_normal(site.blocks),
    )


def installed_mwh(site: SiteConfig) -> float:
    """Nameplate DC energy, racks out of service included. [MWh]"""
    return site.blocks * site.racks_per_block * CELLS_PER_RACK * CELL_AH * CELL_NOMINAL_V * 1e-6


def resistance_growth(soh_pct: Floats | float) -> Floats | float:
    """Resistance over its value when new. [ratio]"""
    return 1 + RESISTANCE_PER_FADE_PP * (100.0 - soh_pct)


def cell_charge(soc: Floats | float) -> Floats:
    """Charge of the cell over its capacity, for a state of charge of the usable window. [0-1]"""
    return np.asarray(WINDOW[0] + (WINDOW[1] - WINDOW[0]) * soc, dtype=np.float64)


def _segment(charge: Floats) -> tuple[Ints, Floats, Floats, Floats]:
    inside = np.minimum(np.maximum(charge, WINDOW[0]), WINDOW[1])
    index = (inside * 100).astype(np.int64)
    past = inside - index * 0.01
    volts = _GRID_V.take(index) + _GRID_SLOPE.take(index) * past
    return index, np.asarray(past), np.asarray(volts), inside


def cell_volts(charge: Floats) -> Floats:
    """Open-circuit voltage of a cell [V], held at its value at the window's edge beyond the window."""
    return _segment(charge)[2]


def cell_work(charge: Floats) -> Floats:
    """Integral of the open-circuit voltage over charge from empty, exact on the piecewise-linear curve. [V]"""
    index, past, volts, inside = _segment(charge)
    start = _GRID_V.take(index)
    return np.asarray(_GRID_WORK.take(index) + past * (start + volts) / 2 + volts * (charge - inside), dtype=np.float64)


def run(bank: Bank, soc: Floats, ac_kw: Floats, ah: Floats, ohm: Floats, is_bounded: bool = True) -> Flow:
    """Let banks deliver the AC power asked for, minute by minute, as far as their charge allows.

    Parameters
    ----------
    soc : ndarray, (…, n_blocks)
        State of charge at the start [0-1].
    ac_kw : ndarray, (…, n_minutes, n_blocks)
        Power asked for at the AC terminals, export positive [kW].
    ah, ohm : ndarray, (…, n_blocks)
        Charge of the cells full to empty now [Ah] and resistance [Ω].
    is_bounded : bool
        False lifts the limits of the window: a bank that is never empty nor full.
    """
    flow = _run_free(bank, soc, ac_kw, ah, ohm)
    beyond = ((flow.soc > 1.0) | (flow.soc < 0.0)).any(axis=(-2, -1))
    if not is_bounded or not beyond.any():
        return flow
    if ac_kw.ndim == 2:
        return _run_bounded(bank, soc, ac_kw, ah, ohm)
    again = _run_bounded(bank, soc[beyond], ac_kw[beyond], ah[beyond], ohm[beyond])
    for name in ("ac_kw", "dc_kw", "amps", "volts", "soc"):
        getattr(flow, name)[beyond] = getattr(again, name)
    return Flow(flow.ac_kw, flow.dc_kw, flow.amps, flow.volts, flow.soc, np.asarray(beyond))


def held_back_volts(amps_or_watts: Floats) -> Floats:
    """Voltage that hysteresis takes from a discharge and adds to a charge, by the sign of current or power. [V]"""
    return np.asarray(CELLS_PER_RACK * HYSTERESIS_V * np.sign(amps_or_watts), dtype=np.float64)


def heat_w(amps: Floats, ohm: Floats) -> Floats:
    """Energy lost as heat in resistance and hysteresis. [W]"""
    return np.asarray(amps * (amps * ohm + held_back_volts(amps)), dtype=np.float64)


def _amps(watts: Floats, volts: Floats, ohm: Floats) -> Floats:
    """Current of a source behind a resistance: I = (U − √(U² − 4RP)) / 2R, with hysteresis taken from U. [A]"""
    volts = volts - held_back_volts(watts)
    return (volts - np.sqrt(np.maximum(volts * volts - 4 * ohm * watts, 0.0))) / (2 * ohm)


def _run_free(bank: Bank, soc: Floats, ac_kw: Floats, ah: Floats, ohm: Floats) -> Flow:
    """All minutes at once: current and the voltage it meets are found together by a short fixed-point iteration."""
    watts = (ac_kw + pcs.pcs_loss_kw(ac_kw, bank.rating_kva)) * 1e3
    start = cell_charge(soc)[..., None, :]
    ohm = ohm[..., None, :]
    per_amp = MINUTE_HOURS / ah[..., None, :]
    work_start = cell_work(start)
    volts = CELLS_PER_RACK * cell_volts(start)
    for _ in range(4):
        amps = _amps(watts, volts, ohm)
        moved = amps * per_amp
        charge = start - np.cumsum(moved, axis=-2)
        work = cell_work(charge)
        before = np.concatenate([np.broadcast_to(work_start, work[..., :1, :].shape), work[..., :-1, :]], axis=-2)
        has_moved = np.abs(moved) > 1e-9
        mean_volts = (before - work) / np.where(has_moved, moved, 1.0)
        volts = CELLS_PER_RACK * np.where(has_moved, mean_volts, cell_volts(charge))
    terminal = volts - held_back_volts(amps) - amps * ohm
    state = (charge - WINDOW[0]) / (WINDOW[1] - WINDOW[0])
    return Flow(ac_kw.copy(), terminal * amps * 1e-3, amps, terminal, state, np.zeros(ac_kw.shape[:-2], dtype=bool))


def _run_bounded(bank: Bank, soc: Floats, ac_kw: Floats, ah: Floats, ohm: Floats) -> Flow:
    """Minute after minute, for periods in which a bank meets a limit: there current stops exactly at the limit."""
    shape = np.broadcast_shapes(ac_kw.shape, (*soc.shape[:-1], ac_kw.shape[-2], soc.shape[-1]))
    out = {name: np.empty(shape) for name in ("ac_kw", "dc_kw", "amps", "volts", "soc")}
    charge = cell_charge(soc)
    standby_watts = pcs.STANDBY_RATIO * bank.rating_kva * 1e3
    per_amp = MINUTE_HOURS / ah
    for minute in range(shape[-2]):
        asked_kw = ac_kw[..., minute, :]
        watts = (asked_kw + pcs.pcs_loss_kw(asked_kw, bank.rating_kva)) * 1e3
        lowest = np.minimum((charge - WINDOW[1]) / per_amp, 0.0)
        highest = np.maximum((charge - WINDOW[0]) / per_amp, 0.0)
        wanted, volts = _minute_amps(watts, charge, per_amp, ohm)
        amps = np.clip(wanted, lowest, highest)
        is_cut = amps != wanted
        volts = np.where(is_cut, _mean_volts(charge, amps * per_amp), volts)
        delivered_kw = np.where(
            is_cut,
            pcs.ac_from_dc_kw(amps * (volts - held_back_volts(amps) - amps * ohm) * 1e-3, bank.rating_kva),
            asked_kw,
        )
        # A block that cannot carry its own no-load loss stands by, and lives on what charge is left.
        is_asleep = is_cut & ((delivered_kw == 0) | (delivered_kw * asked_kw < 0))
        rest, rest_volts = _minute_amps(np.full_like(watts, standby_watts), charge, per_amp, ohm)
        rest = np.minimum(rest, highest)
        amps = np.where(is_asleep, rest, amps)
        volts = np.where(is_asleep, rest_volts, volts)
        charge = np.clip(charge - amps * per_amp, *WINDOW)
        out["ac_kw"][..., minute, :] = np.where(is_asleep, 0.0, delivered_kw)
        out["amps"][..., minute, :] = amps
        out["volts"][..., minute, :] = volts - held_back_volts(amps) - amps * ohm
        out["soc"][..., minute, :] = (charge - WINDOW[0]) / (WINDOW[1] - WINDOW[0])
    out["dc_kw"] = out["volts"] * out["amps"] * 1e-3
    return Flow(**out, is_limited=np.ones(shape[:-2], dtype=bool))


def _mean_volts(charge: Floats, moved: Floats) -> Floats:
    has_moved = np.abs(moved) > 1e-9
    mean = (cell_work(charge) - cell_work(charge - moved)) / np.where(has_moved, moved, 1.0)
    return np.asarray(CELLS_PER_RACK * np.where(has_moved, mean, cell_volts(charge)), dtype=np.float64)


def _minute_amps(watts: Floats, charge: Floats, per_amp: Floats, ohm: Floats) -> tuple[Floats, Floats]:
    volts = CELLS_PER_RACK * cell_volts(charge)
    for _ in range(3):
        amps = _amps(watts, volts, ohm)
        volts = _mean_volts(charge, amps * per_amp)
    return amps, volts


def next_temperature(
    bank: Bank, temperature_c: Floats, heat_w: Floats, ambient_c: float, has_cooling: Bools, hours: float
) -> Floats:
    """Mean cell temperature after some time of constant heat.

    Parameters
    ----------
    temperature_c : ndarray
        Temperature at the start [°C].
    heat_w : ndarray
        Heat of resistance, all racks of the bank [W].
    ambient_c : float
        Outside air [°C].
    has_cooling : ndarray of bool
        False while the bank's cooling has failed.
    hours : float
        Length of time [h].
    """
    to_air = SHELL_W_PER_K + LOOP_W_PER_K * has_cooling
    chiller = CHILLER_W_PER_K * (has_cooling & (temperature_c > CHILLER_ON_C))
    heater = HEATER_W_PER_K * (has_cooling & (temperature_c < HEATER_ON_C))
    path = bank.heat_path_ratio * to_air + chiller + heater
    source = (
        heat_w / bank.racks_online
        + FAILED_LOOP_W * ~has_cooling
        + bank.heat_path_ratio * to_air * ambient_c
        + chiller * CHILLER_ON_C
        + heater * HEATER_ON_C
    )
    settled = source / path
    keep = np.exp(-path * hours * 3600 / (CELLS_PER_RACK * CELL_JOULE_PER_K))
    return np.asarray(settled + (temperature_c - settled) * keep, dtype=np.float64)
