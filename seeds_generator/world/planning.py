"""The day-ahead plan: one linear programme per site and local day, made at 16:00 on the eve with what is known then."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
from scipy import sparse
from scipy.optimize import linprog

from seeds_generator.config import SiteConfig
from seeds_generator.world import battery, pcs
from seeds_generator.world.battery import Bank
from seeds_generator.world.clock import PERIOD_HOURS, PERIOD_MINUTES, Floats, Horizon
from seeds_generator.world.state import Contracts, Market, PlannedDispatch, SiteSchedule

PLANNING_LOCAL_HOUR = 16.0
# Hours of full delivery that must be in store (low, positive) or fit into it (high, negative).
REQUIRED_HOURS = {
    "DCL": 0.25, "DML": 0.5, "DRL": 1.0, "BRP": 0.5,
    "DCH": 0.25, "DMH": 0.5, "DRH": 1.0, "BRN": 0.5,
}  # fmt: skip
EXPORT_PRODUCTS = ("DCL", "DML", "DRL", "BRP")
IMPORT_PRODUCTS = ("DCH", "DMH", "DRH", "BRN")
RESPONSE_PRODUCTS = ("DCL", "DML", "DRL", "DCH", "DMH", "DRH")
# Wear that the plan accounts for per MWh discharged, and the price of going beyond the daily cycles [£/MWh].
DEGRADATION_GBP_PER_MWH = 5.0
EXCESS_CYCLE_GBP_PER_MWH = 100.0
# Share of the plant's usual daily cycles that the plan may use; the rest is left to frequency response.
PLANNED_CYCLE_SHARE = 0.95


def reserved_mw(contracts: Contracts, products: tuple[str, ...], n_periods: int) -> Floats:
    """Power kept free for products, per period. [MW]"""
    won = [contracts.mw[p] for p in products if p in contracts.mw]
    return np.asarray(np.sum(won, axis=0) + np.zeros(n_periods), dtype=np.float64)


def one_way_efficiencies(site: SiteConfig, bank: Bank, soh_pct: float) -> tuple[float, float]:
    """Energy into store over energy at the meter, and back, at 80 % of rated power without no-load loss. [ratio]"""
    ohm = bank.ohm(np.full(site.blocks, 18.0), soh_pct)
    volts = battery.CELLS_PER_RACK * float(battery.cell_volts(np.array(0.5)))
    poc_mw = 0.8 * site.rated_mw
    stored_mw = []
    for sign in (-1.0, 1.0):
        total = pcs.blocks_from_poc_mw(np.array([sign * poc_mw]), site.rated_mw)
        ac_kw = np.full(site.blocks, total[0] * 1e3 / site.blocks)
        loss_kw = pcs.pcs_loss_kw(ac_kw, site.block_kva) - pcs.NO_LOAD_RATIO * site.block_kva
        dc_watts = (ac_kw + loss_kw) * 1e3
        terminal = volts - battery.held_back_volts(dc_watts)
        amps = (terminal - np.sqrt(terminal**2 - 4 * ohm * dc_watts)) / (2 * ohm)
        stored_mw.append(abs(float((amps * volts).sum())) * 1e-6)
    return stored_mw[0] / poc_mw, poc_mw / stored_mw[1]


class Planner:
    """Plans a site day by day; `plan` holds what has been planned so far.

    The plan maximises income at the day-ahead price less wear over the day and the day after. Of the day after, only
    the trader's estimate of prices is known, and contracts are taken to repeat. The system price is never used.
    """

    def __init__(
        self,
        site: SiteConfig,
        horizon: Horizon,
        market: Market,
        contracts: Contracts,
        schedule: SiteSchedule,
        bank: Bank,
        soh_pct: float,
    ) -> None:
        self.site, self.horizon, self.market, self.schedule = site, horizon, market, schedule
        n = horizon.n_periods
        self.charge_efficiency, self.discharge_efficiency = one_way_efficiencies(site, bank, soh_pct)
        grid = np.linspace(0.0, 1.0, 201)
        self._soc_grid = grid
        self._energy_grid = bank.stored_mwh(grid[:, None], soh_pct).sum(axis=1)
        self.usable_mwh = float(self._energy_grid[-1])
        self.export_reserved_mw = reserved_mw(contracts, EXPORT_PRODUCTS, n)
        self.import_reserved_mw = reserved_mw(contracts, IMPORT_PRODUCTS, n)
        self._floor_mwh = self._reserved_energy(contracts, EXPORT_PRODUCTS) / self.discharge_efficiency
        self._room_mwh = self._reserved_energy(contracts, IMPORT_PRODUCTS) * self.charge_efficiency
        has_response = reserved_mw(contracts, RESPONSE_PRODUCTS, n) > 0
        idle = np.where(has_response, pcs.NO_LOAD_RATIO, pcs.STANDBY_RATIO)
        self._idle_mw = idle * site.block_kva * site.blocks * 1e-3
        self._matrices: dict[tuple[int, int], tuple[sparse.csc_array, sparse.csc_array]] = {}
        self.plan = PlannedDispatch(
            planned_at_minute=np.zeros(n, dtype=np.int64),
            planned_mw=np.zeros(n),
            planned_soc=np.zeros(n),
            expected_price=np.zeros(n),
            shadow_price=np.zeros(n),
            declared_export_mw=np.zeros(n),
            declared_import_mw=np.zeros(n),
        )

    def days_planned_at(self) -> dict[int, int]:
        """Local day to plan by the period at whose start its plan is made; the first day's is made as it starts."""
        starts = self.horizon.day_starts
        at = {0: 0}
        for day in range(1, self.horizon.days):
            hours = self.horizon.period_local_hour[starts[day - 1] : starts[day]]
            at[int(starts[day - 1]) + int(np.argmax(hours >= PLANNING_LOCAL_HOUR))] = day
        # A one-period clash cannot happen: 16:00 is never the first period of a day.
        return at

    def expected_soc(self, day: int, period: int, soc: float) -> float:
        """State of charge expected at the start of a day, from the state now and the rest of the plan. [0-1]"""
        first = int(self.horizon.day_starts[day])
        if period == 0 or period >= first:
            return soc
        still_to_come = self.plan.planned_soc[first - 1] - self.plan.planned_soc[period - 1]
        return float(np.clip(soc + still_to_come, 0.0, 1.0))

    def plan_day(self, day: int, period: int, soc: float) -> None:
        """Plan a local day at the start of a period in which the state of charge is known [0-1]."""
        horizon, plan = self.horizon, self.plan
        first, end = int(horizon.day_starts[day]), int(horizon.day_starts[day + 1])
        known, at_minute = end - first, period * PERIOD_MINUTES
        following = self._periods_of_day_after(day)
        count = known + following
        # Contracts of the day after are not auctioned yet: those of this day are taken to repeat.
        like = np.concatenate([np.arange(first, end), first + np.arange(following) % known])
        price = np.concatenate([self.market.day_ahead[first:end], self._estimate(day, following)])
        lost = self._declared_lost(at_minute, first, count)
        export_limit = self.site.rated_mw * (1 - lost)
        rows = {
            "price": price,
            "export": np.maximum(export_limit - self.export_reserved_mw[like], 0.0) * (price >= 0),
            "import": np.maximum(export_limit - self.import_reserved_mw[like], 0.0),
            "floor": self._floor_mwh[like],
            "ceiling": self.usable_mwh - self._room_mwh[like],
            "idle": self._idle_mw[like],
        }
        start_mwh = float(np.interp(self.expected_soc(day, period, soc), self._soc_grid, self._energy_grid))
        power, energy, shadow = self._solve(rows, start_mwh, known)
        span = slice(first, end)
        plan.planned_at_minute[span] = at_minute
        plan.planned_mw[span] = np.round(power[:known], 3)
        plan.planned_soc[span] = np.interp(energy[:known], self._energy_grid, self._soc_grid)
        plan.expected_price[span] = price[:known]
        plan.shadow_price[span] = np.round(shadow[:known], 4)
        plan.declared_export_mw[span] = export_limit[:known]
        plan.declared_import_mw[span] = export_limit[:known]

    def _reserved_energy(self, contracts: Contracts, products: tuple[str, ...]) -> Floats:
        total = np.zeros(self.horizon.n_periods)
        for product in products:
            if product in contracts.mw:
                total += contracts.mw[product] * REQUIRED_HOURS[product]
        return total

    def _periods_of_day_after(self, day: int) -> int:
        date = self.horizon.dates[day]
        midnights = [self.horizon.local_midnight(date + timedelta(days=n)) for n in (1, 2)]
        return int((midnights[1] - midnights[0]) / np.timedelta64(PERIOD_MINUTES, "m"))

    def _estimate(self, day: int, count: int) -> Floats:
        known = self.market.history_shape[day]
        usable = known[np.isfinite(known)]
        mean = float(usable.mean()) if len(usable) else 0.0
        return np.where(np.isfinite(known), known, mean)[np.minimum(np.arange(count), len(known) - 1)]

    def _declared_lost(self, at_minute: int, first_period: int, count: int) -> Floats:
        start = first_period * PERIOD_MINUTES
        end = min(start + count * PERIOD_MINUTES, self.horizon.n_minutes)
        lost = self.schedule.declared_lost_ratio(at_minute, start, end).reshape(-1, PERIOD_MINUTES).max(axis=1)
        return np.concatenate([lost, np.zeros(count - len(lost))])

    def _bounds_mwh(self, rows: dict[str, Floats], start_mwh: float) -> tuple[Floats, Floats]:
        """Energy window of each period, widened where the plant cannot get into it in time. [MWh]"""
        low, high = rows["floor"].copy(), rows["ceiling"].copy()
        up = rows["import"] * self.charge_efficiency * PERIOD_HOURS
        down = rows["export"] / self.discharge_efficiency * PERIOD_HOURS
        least = most = start_mwh
        for n, idle in enumerate(rows["idle"] * PERIOD_HOURS):
            least, most = least - down[n] - idle, most + up[n] - idle
            low[n], high[n] = min(low[n], most), max(high[n], least)
            least, most = max(least, low[n]), min(most, high[n])
        return low, high

    def _solve(self, rows: dict[str, Floats], start_mwh: float, known: int) -> tuple[Floats, Floats, Floats]:
        """Power [MW], stored energy at the end [MWh] and its marginal value [£/MWh] of each period."""
        count = len(rows["price"])
        low, high = self._bounds_mwh(rows, start_mwh)
        income = rows["price"] * PERIOD_HOURS
        wear = DEGRADATION_GBP_PER_MWH * PERIOD_HOURS
        cost = np.concatenate([income, wear - income, np.zeros(count), np.full(2, EXCESS_CYCLE_GBP_PER_MWH)])
        balance, cycles = self._shape(count, known)
        supply = -rows["idle"] * PERIOD_HOURS
        supply[0] += start_mwh
        allowance = PLANNED_CYCLE_SHARE * self.site.battery.cycles_per_day * self.usable_mwh
        lower = np.concatenate([np.zeros(2 * count), low, np.zeros(2)])
        upper = np.concatenate([rows["import"], rows["export"], high, np.full(2, np.inf)])
        for _ in range(count):
            solution = linprog(
                cost, A_ub=cycles, b_ub=np.full(2, allowance), A_eq=balance, b_eq=supply,
                bounds=np.column_stack([lower, upper]), method="highs",
            )  # fmt: skip
            if solution.status != 0:
                raise RuntimeError(f"site {self.site.site_id}: no plan found: {solution.message}")
            charge, discharge, energy = np.split(solution.x[: 3 * count], 3)
            is_burning = np.minimum(charge, discharge) > 1e-6
            if not is_burning.any():
                break
            # Burning energy in both directions at once may pay in the programme but not in a plant: leave one.
            upper[:count][is_burning & (discharge >= charge)] = 0.0
            upper[count : 2 * count][is_burning & (discharge < charge)] = 0.0
        return discharge - charge, energy, -np.asarray(solution.eqlin.marginals)

    def _shape(self, count: int, known: int) -> tuple[sparse.csc_array, sparse.csc_array]:
        if (count, known) not in self._matrices:
            one = sparse.eye_array(count)
            balance = sparse.hstack([
                -self.charge_efficiency * PERIOD_HOURS * one,
                PERIOD_HOURS / self.discharge_efficiency * one,
                one - sparse.eye_array(count, k=-1),
                sparse.csc_array((count, 2)),
            ])  # fmt: skip
            day = np.zeros((2, count))
            day[0, :known] = day[1, known:] = PERIOD_HOURS / self.discharge_efficiency
            nothing = sparse.csc_array((2, count))
            cycles = sparse.hstack([nothing, sparse.csc_array(day), nothing, -sparse.eye_array(2)])
            self._matrices[count, known] = sparse.csc_array(balance), sparse.csc_array(cycles)
        return self._matrices[count, known]
