"""Lines, volumes and invoices of a settlement statement, in the smallest units that settlement counts in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import numpy as np

from seeds_generator.world.clock import Bools, Ints

SERVICES = {
    "day_ahead": "arbitrage", "imbalance": "arbitrage", "auxiliary_import": "arbitrage", "CM": "capacity",
    "BRP": "reserve", "BRN": "reserve",
}  # fmt: skip
FREQUENCY_RESPONSE = "frequency_response"


def amount_pence(quantity_milli: Ints, price_1e5: Ints, factor_1e4: Ints) -> Ints:
    """Quantity × price × factor in whole pence, rounded half away from zero, in exact integer arithmetic.

    Parameters
    ----------
    quantity_milli : ndarray of int
        Quantity in thousandths of a unit (kWh, or kW·h).
    price_1e5 : ndarray of int
        Price in 1e-5 £ per unit.
    factor_1e4 : ndarray of int
        Performance factor in 1e-4.
    """
    # Thousandths × 1e-5 £ × 1e-4 are 1e-12 £: 1e10 of them make a penny.
    product = quantity_milli * price_1e5 * factor_1e4
    half, whole = 5 * 10**9, 10**10
    return np.asarray(np.sign(product) * ((np.abs(product) + half) // whole), dtype=np.int64)


@dataclass(frozen=True)
class Lines:
    """Settlement lines of one run and component, arrays of equal length; `suffix` marks a period's extra lines."""

    run: str
    component: str
    period: Ints
    quantity_milli: Ints
    price_1e5: Ints
    factor_1e4: Ints
    suffix: str = ""

    @property
    def service(self) -> str:
        """Service that the component belongs to."""
        return SERVICES.get(self.component, FREQUENCY_RESPONSE)

    @property
    def amount_pence(self) -> Ints:
        """Amounts [pence], positive received by the owner."""
        return amount_pence(self.quantity_milli, self.price_1e5, self.factor_1e4)

    def only(self, rows: Bools | Ints, suffix: str | None = None) -> Lines:
        """Keep the lines of the given rows."""
        return Lines(
            self.run, self.component, self.period[rows], self.quantity_milli[rows], self.price_1e5[rows],
            self.factor_1e4[rows], self.suffix if suffix is None else suffix,
        )  # fmt: skip


@dataclass(frozen=True)
class RunVolumes:
    """Metered volumes that one run settled on [kWh], for the periods it covers."""

    run: str
    period: Ints
    exported_kwh: Ints
    imported_kwh: Ints
    auxiliary_kwh: Ints

    def only(self, rows: Bools) -> RunVolumes:
        """Keep the volumes of the given rows."""
        return RunVolumes(
            self.run, self.period[rows], self.exported_kwh[rows], self.imported_kwh[rows], self.auxiliary_kwh[rows]
        )


@dataclass(frozen=True)
class Invoice:
    """What a counterparty was billed for a service and month; `paid` and `paid_pence` are None while it is open."""

    service: str
    period_start: date
    period_end: date
    issued: date
    due: date
    paid: date | None
    amount_pence: int
    paid_pence: int | None


@dataclass(frozen=True)
class Break:
    """Label of one planted error, settled minus right; None means a whole day, every run or every component."""

    kind: str
    settlement_date: date
    settlement_period: int | None
    run: str | None
    component: str | None
    amount_pence: int
