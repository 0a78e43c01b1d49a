"""What a site is given to run with, and what its run over the settlement periods leaves behind."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from seeds_generator.config import ScenarioConfig, SiteConfig
from seeds_generator.world.clock import Floats, Horizon, Ints
from seeds_generator.world.state import Contracts, Frequency, Market, PlannedDispatch, SiteSchedule


class Inputs(NamedTuple):
    """Everything a site meets."""

    scenario: ScenarioConfig
    site: SiteConfig
    horizon: Horizon
    schedule: SiteSchedule
    market: Market
    contracts: Contracts
    frequency: Frequency


@dataclass(frozen=True)
class Trace:
    """The run itself. Shapes: (n_minutes,), blocks (n_minutes, n_blocks), starts and ends (n_periods, n_blocks).

    Attributes
    ----------
    usable_mwh : float
        Open-circuit energy of the usable window, all banks [MWh].
    baseline_mw, response_mw, command_mw, setpoint_mw : ndarray
        As in SiteOperation [MW].
    asked_kw : ndarray
        Power that the controller asked of each block, outages applied [kW].
    block_kw, block_dc_kw, block_amps, block_volts, block_soc : ndarray
        What the blocks did [kW], [kW], [A], [V], [0-1].
    start_soc, start_c, end_c, ah, ohm : ndarray
        State of the banks as each period starts (and ends) [0-1], [°C], [°C], [Ah], [Ω].
    soh_pct : ndarray, (n_periods,)
        True state of health [% of installed DC energy].
    """

    plan: PlannedDispatch
    usable_mwh: float
    baseline_mw: Floats
    response_mw: Floats
    command_mw: Floats
    reason: Ints
    setpoint_mw: Floats
    asked_kw: Floats
    block_kw: Floats
    block_dc_kw: Floats
    block_amps: Floats
    block_volts: Floats
    block_soc: Floats
    start_soc: Floats
    start_c: Floats
    end_c: Floats
    ah: Floats
    ohm: Floats
    soh_pct: Floats
