"""Invoices per service and month on what the first settlement run published, and their payment."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import replace
from datetime import date, timedelta

import numpy as np

from seeds_generator.world.clock import Horizon
from seeds_generator.world.ledger import Break, Invoice, Lines
from seeds_generator.world.run_calendar import run_days

BILLED_RUN = "II"
DUE_DAYS = 14
# Days from issue to payment; the optimiser pays later than the system operator and the capacity settlement body.
PAID_AFTER_DAYS = {"arbitrage": 10, "frequency_response": 5, "reserve": 5, "capacity": 5}
SHORT_PAYMENT_PENCE = 195_000


def issue_invoices(horizon: Horizon, lines: list[Lines], today: date) -> list[Invoice]:
    """Invoices issued by `today`: one a service and month, the day after the month's last first run is published.

    Parameters
    ----------
    lines : list of Lines
        Lines as published, errors included.
    today : date
        Last local day that has been seen.
    """
    months = horizon.settlement_dates.astype("datetime64[M]")
    invoices = []
    for month in np.unique(months):
        first = month.astype("datetime64[D]").astype(object)
        issued = _issued(first)
        if issued > today:
            continue
        totals: dict[str, int] = {}
        for line in (line for line in lines if line.run == BILLED_RUN):
            pence = line.amount_pence[months[line.period] == month]
            if len(pence):
                totals[line.service] = totals.get(line.service, 0) + int(pence.sum())
        days = horizon.settlement_dates[months == month].astype(object)
        for service, pence_total in sorted(totals.items()):
            pays_on = issued + timedelta(days=PAID_AFTER_DAYS[service])
            is_paid = pays_on <= today
            invoices.append(
                Invoice(
                    service=service,
                    period_start=days.min(),
                    period_end=days.max(),
                    issued=issued,
                    due=issued + timedelta(days=DUE_DAYS),
                    paid=pays_on if is_paid else None,
                    amount_pence=pence_total,
                    paid_pence=pence_total if is_paid else None,
                )
            )
    return invoices


def _issued(first: date) -> date:
    last = first.replace(day=monthrange(first.year, first.month)[1])
    published = run_days(np.array([last], dtype="datetime64[D]"), BILLED_RUN)[0].astype(object)
    return date.fromisoformat(str(published)) + timedelta(days=1)


def pay_short(invoices: list[Invoice]) -> tuple[list[Invoice], list[Break]]:
    """Pay one invoice too little, preferably for capacity, and label it; without a paid one, change nothing."""
    payable = [n for n, invoice in enumerate(invoices) if (invoice.paid_pence or 0) > SHORT_PAYMENT_PENCE]
    chosen = min(payable, key=lambda n: (invoices[n].service != "capacity", n), default=None)
    if chosen is None:
        return invoices, []
    invoice = invoices[chosen]
    short = replace(invoice, paid_pence=invoice.amount_pence - SHORT_PAYMENT_PENCE)
    label = Break("short_payment", invoice.period_end, None, None, None, -SHORT_PAYMENT_PENCE)
    return [*invoices[:chosen], short, *invoices[chosen + 1 :]], [label]
