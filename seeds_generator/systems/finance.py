"""What contracts and finance deliver: sites, assets, partners, SLA, warranty, invoices, disputes, pipeline."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import pyarrow as pa
import yaml

from seeds_generator.config import HERE, ScenarioConfig, SiteConfig
from seeds_generator.systems.budget import budget_rows, expected_daily_gbp
from seeds_generator.world.battery import CELL_AH, CELL_NOMINAL_V, CELLS_PER_RACK
from seeds_generator.world.clock import Horizon, stream
from seeds_generator.world.ledger import Invoice
from seeds_generator.world.run_calendar import as_of_day
from seeds_generator.world.settlement import Statement
from seeds_generator.world.state import SiteOperation

Row = dict[str, Any]

MARKET = "gb"
RACK_KWH = round(CELLS_PER_RACK * CELL_AH * CELL_NOMINAL_V / 1000, 3)
# Guaranteed SOH at year-ends, % of installed; linear between, as the warranty states.
WARRANTY_SOH_PCT = (100.0, 95.0, 92.5, 90.5, 88.8, 87.2, 85.7, 84.2, 82.8, 81.4, 80.0, 78.6, 77.2, 75.8, 74.4, 73.0)
HISTORY_SD = 0.08
COUNTERPARTIES = {
    "arbitrage": "Optimiser",
    "frequency_response": "NESO",
    "reserve": "NESO",
    "capacity": "EMR Settlement",
}
# Service, ground, and whether a partner is the other side, one dispute of a site after another.
DISPUTE_GROUNDS = (
    ("arbitrage", "Metered volume", False),
    ("frequency_response", "Performance factor", False),
    ("arbitrage", "Share of imbalance cost", True),
)
DISPUTED_BEFORE_DAYS = 21


@lru_cache(maxsize=1)
def _agreements() -> dict[str, Any]:
    return dict(yaml.safe_load((HERE / "agreements.yaml").read_text(encoding="utf-8")))


def portfolio_tables(scenario: ScenarioConfig, horizon: Horizon) -> dict[str, pa.Table]:
    """Tables that belong to no site: the development pipeline."""
    today = as_of_day(scenario, horizon)
    return {"finance.project": pa.Table.from_pylist([_project(row, today) for row in _agreements()["projects"]])}


def site_tables(
    scenario: ScenarioConfig, site: SiteConfig, horizon: Horizon, statement: Statement, operation: SiteOperation
) -> dict[str, pa.Table]:
    """Contracts-and-finance tables of one site, keyed by system and table."""
    del operation
    today = as_of_day(scenario, horizon)
    partners = _partners(site)
    rows: dict[str, list[Row]] = {
        "site": [_site(site)],
        "asset": _assets(site),
        "partner": [
            {"partner_id": p["id"], "partner_name": p["name"], "partner_type": p["type"], "site_id": site.site_id}
            for p in partners
        ],
        "partner_term": [row for partner in partners for row in _partner_terms(site, partner)],
        "partner_payment": [row for partner in partners for row in _payments(scenario, site, partner, today)],
        "sla_term": _sla_terms(site),
        "warranty_curve": _warranty_curve(site),
        "budget": budget_rows(scenario, site, horizon),
        "invoice": [_invoice(site, invoice) for invoice in statement.invoices],
        "dispute": _disputes(site, today, partners),
    }
    return {f"finance.{name}": pa.Table.from_pylist(found) for name, found in rows.items()}


def _site(site: SiteConfig) -> Row:
    return {
        "site_id": site.site_id,
        "site_name": site.name,
        "vendor": site.vendor,
        "market": MARKET,
        "rated_mw": site.rated_mw,
        "contract_mwh": site.contract_mwh,
        "connection_kv": site.connection_kv,
        "latitude": site.latitude,
        "longitude": site.longitude,
        "commercial_operation_date": site.commercial_operation_date,
    }


def _assets(site: SiteConfig) -> list[Row]:
    """List the controller, then PCS block, battery bank and racks of every block."""
    rows = [_asset(site, "ctl", None, "controller", "Plant controller", None, site.vendor, "Plant controller")]
    rows[0] |= {"rated_kva": site.blocks * site.block_kva, "rated_kw": site.rated_mw * 1000}
    bank_kwh = site.racks_per_block * RACK_KWH
    for block in range(1, site.blocks + 1):
        inverter = _asset(
            site, f"pcs-{block:02d}", "ctl", "inverter", f"PCS block {block}", block, site.vendor, site.pcs_model
        )
        rows.append(inverter | {"rated_kva": site.block_kva, "rated_kw": site.rated_mw * 1000 / site.blocks})
        bank = _asset(
            site,
            f"bat-{block:02d}",
            f"pcs-{block:02d}",
            "battery",
            f"Battery bank {block}",
            block,
            "CellCo",
            site.battery_model,
        )
        rows.append(bank | {"nameplate_dc_kwh": round(bank_kwh, 3)})
        for rack in range(1, site.racks_per_block + 1):
            name = f"Rack {block}-{rack}"
            row = _asset(
                site,
                f"rack-{block:02d}-{rack:02d}",
                f"bat-{block:02d}",
                "battery_rack",
                name,
                block,
                "CellCo",
                site.battery_model,
            )
            rows.append(row | {"nameplate_dc_kwh": RACK_KWH})
    return rows


def _asset(
    site: SiteConfig, tail: str, parent: str | None, kind: str, name: str, block: int | None, vendor: str, model: str
) -> Row:
    return {
        "asset_id": f"{site.site_id}-{tail}",
        "site_id": site.site_id,
        "parent_asset_id": f"{site.site_id}-{parent}" if parent else None,
        "asset_type": kind,
        "asset_name": name,
        "block_number": block,
        "vendor": vendor,
        "model": model,
        "rated_kva": None,
        "rated_kw": None,
        "nameplate_dc_kwh": None,
        "commissioned_date": site.commercial_operation_date,
    }


def _partners(site: SiteConfig) -> list[Row]:
    book = _agreements()["partners"]
    if site.site_id in book:
        return list(book[site.site_id])
    return [partner | {"id": f"{site.site_id}-{partner['id']}"} for partner in book["default"]]


def _partner_terms(site: SiteConfig, partner: Row) -> list[Row]:
    """One row a tier; a term that starts after the site's first day is kept, earlier ones start with the site."""
    rows = []
    for version, term in enumerate(partner["terms"], start=1):
        start = term["valid_from"] if version > 1 else site.commercial_operation_date
        for number, (lower, upper, share) in enumerate(term["tiers"], start=1):
            rows.append(
                {
                    "partner_term_id": f"{partner['id']}-v{version}-t{number}",
                    "partner_id": partner["id"],
                    "valid_from": start,
                    "valid_to": term["valid_to"],
                    "tier_number": number,
                    "tier_lower_gbp_per_mw_year": float(lower),
                    "tier_upper_gbp_per_mw_year": None if upper is None else float(upper),
                    "share_ratio": share,
                    "floor_gbp_per_mw_year": _optional(term.get("floor")),
                    "cap_gbp_per_mw_year": _optional(term.get("cap")),
                    "optimiser_fee_ratio": term["optimiser_fee"],
                }
            )
    return rows


def _optional(value: float | None) -> float | None:
    return None if value is None else float(value)


def _payments(scenario: ScenarioConfig, site: SiteConfig, partner: Row, today: date) -> list[Row]:
    """Payments since January of the as-of year, for December to the last month whose statement is due.

    The months before the horizon are not simulated minute by minute: their revenue is the budget's expectation with a
    spread, the same for all partners of a site, less the optimiser's fee and shared by the tiers in force.
    """
    rows = []
    month = date(today.year - 1, 12, 1)
    while (paid := _add_months(month, 1) + timedelta(days=24)) <= today and month.month in (12, *range(1, today.month)):
        if month >= site.commercial_operation_date:
            factor = float(stream(scenario.seed, site.site_id, "history", f"{month:%Y-%m}").lognormal(0.0, HISTORY_SD))
            days = monthrange(month.year, month.month)[1]
            revenue = sum(expected_daily_gbp(site, month + timedelta(days=n)) for n in range(days)) * factor
            rows.append(
                {
                    "payment_id": f"pay-{partner['id']}-{month:%Y-%m}",
                    "partner_id": partner["id"],
                    "statement_month": month,
                    "paid_date": paid,
                    "amount_pence": round(share_gbp(site, _term_in_force(partner, month), revenue, days) * 100),
                }
            )
        month = _add_months(month, 1)
    return rows


def _term_in_force(partner: Row, day: date) -> Row:
    """Find the term of a day; the first one also rules what came before it."""
    begun = [term for term in partner["terms"] if term["valid_from"] is None or term["valid_from"] <= day]
    return dict(begun[-1] if begun else partner["terms"][0])


def share_gbp(site: SiteConfig, term: Row, revenue_gbp: float, days: int) -> float:
    """Share [£] of a month's net revenue by marginal tiers of the annualised distributable revenue per MW."""
    annual_per_gbp = 365 / days / site.rated_mw
    level = revenue_gbp * (1 - term["optimiser_fee"]) * annual_per_gbp
    level = min(max(level, term.get("floor", 0.0)), term.get("cap", float("inf")))
    shared = sum(
        share * max(min(level, float("inf") if upper is None else upper) - lower, 0.0)
        for lower, upper, share in term["tiers"]
    )
    return float(shared / annual_per_gbp)


def _add_months(day: date, months: int) -> date:
    """Move a day by months, no later than the month's last."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _sla_terms(site: SiteConfig) -> list[Row]:
    start = site.commercial_operation_date
    uptime = 0.995 if site.vendor == "TMEIC" else 0.99
    first_year = _add_months(start, 12)
    documents = {site.vendor: f"LTSA-{site.site_id.upper()} v1", "CellCo": f"BSA-{site.site_id.upper()} v1"}
    terms: list[tuple[str, str, str, float, str, str, str, float | None, float | None, date, date | None]] = [
        ("4.1 Availability", "contractual_availability", site.vendor, site.availability_guarantee_ratio, "ratio",
         "at_least", "per_point_below_gbp_per_mw", 450.0, 6_000.0 * site.rated_mw, start, None),
        ("4.2 Communication uptime (first year)", "comms_uptime", site.vendor, 0.99, "ratio", "at_least",
         "per_hour_below_gbp", 120.0, 60_000.0, start, first_year),
        ("4.2 Communication uptime", "comms_uptime", site.vendor, uptime, "ratio", "at_least",
         "per_hour_below_gbp", 150.0, 60_000.0, first_year, None),
        ("4.3 Latency p95", "latency_p95", site.vendor, 250.0, "ms", "at_most", "none", None, None, start, None),
        ("4.4 Restore time p1/p2", "restore_time", site.vendor, 24.0, "hours", "at_most",
         "per_failed_event_gbp", 1_500.0, 90_000.0, start, None),
        ("5.1 Response performance", "response_performance", site.vendor, 0.97, "ratio", "at_least",
         "per_failed_event_gbp", 2_000.0, 100_000.0, start, None),
        ("7.1 Round-trip efficiency", "round_trip_efficiency", "CellCo", 0.86, "ratio", "at_least",
         "none", None, None, start, None),
    ]  # fmt: skip
    # The level owed at the next anniversary; between anniversaries the warranty curve is linear.
    terms += [
        (f"7.2 State of health (year {year})", "soh_guarantee", "CellCo", soh / 100, "ratio", "at_least",
         "none", None, None, _add_months(start, 12 * (year - 1)), _add_months(start, 12 * year))
        for year, soh in enumerate(WARRANTY_SOH_PCT) if year
    ]  # fmt: skip
    return [
        {
            "sla_term_id": f"sla-{site.site_id}-{number:02d}",
            "site_id": site.site_id,
            "clause": clause,
            "metric": metric,
            "counterparty": party,
            "threshold": threshold,
            "threshold_unit": unit,
            "comparison": comparison,
            "valid_from": valid_from,
            "valid_to": valid_to,
            "damages_rule": rule,
            "damages_rate_gbp": rate,
            "damages_cap_gbp_per_year": cap,
            "document_reference": f"{documents[party]} §{clause.split()[0]}",
        }
        for number, (
            clause,
            metric,
            party,
            threshold,
            unit,
            comparison,
            rule,
            rate,
            cap,
            valid_from,
            valid_to,
        ) in enumerate(terms, start=1)
    ]


def _warranty_curve(site: SiteConfig) -> list[Row]:
    nameplate_mwh = site.blocks * site.racks_per_block * RACK_KWH / 1000
    yearly_mwh = nameplate_mwh * site.battery.warranted_cycles_per_day * 365
    return [
        {
            "site_id": site.site_id,
            "year_number": year,
            "guaranteed_soh_pct": soh,
            "warranted_throughput_mwh": round(yearly_mwh * year, 1),
        }
        for year, soh in enumerate(WARRANTY_SOH_PCT)
    ]


def _invoice(site: SiteConfig, invoice: Invoice) -> Row:
    return {
        "invoice_id": f"inv-{site.site_id}-{invoice.service}-{invoice.period_start:%Y-%m}",
        "site_id": site.site_id,
        "service": invoice.service,
        "counterparty": COUNTERPARTIES[invoice.service],
        "period_start": invoice.period_start,
        "period_end": invoice.period_end,
        "issued_date": invoice.issued,
        "due_date": invoice.due,
        "paid_date": invoice.paid,
        "amount_pence": invoice.amount_pence,
        "paid_pence": invoice.paid_pence,
    }


def _disputes(site: SiteConfig, today: date, partners: list[Row]) -> list[Row]:
    """Open disputes as old as the site's settings say, on days three weeks before they were raised."""
    rows = []
    for number, age in enumerate(site.dispute_ages_days):
        service, reason, is_partners = DISPUTE_GROUNDS[number % len(DISPUTE_GROUNDS)]
        opened = today - timedelta(days=age)
        rows.append(
            {
                "dispute_id": f"dsp-{site.site_id}-{number + 1:02d}",
                "site_id": site.site_id,
                "partner_id": partners[-1]["id"] if is_partners else None,
                "service": service,
                "settlement_date": opened - timedelta(days=DISPUTED_BEFORE_DAYS),
                "opened_date": opened,
                "closed_date": None,
                "amount_pence": round(site.rated_mw * (1_200 + 61 * age)),
                "reason": reason,
            }
        )
    return rows


def _project(row: Row, today: date) -> Row:
    first = today.replace(day=1)

    def month(offset: int | None) -> date | None:
        return None if offset is None else _add_months(first, offset)

    capex = None if row["capex"] is None or row["mw"] is None else row["capex"] * 1000.0 * row["mw"]
    return {
        "project_id": row["id"],
        "project_name": row["name"],
        "region": row["region"],
        "stage": row["stage"],
        "power_mw": _optional(row["mw"]),
        "energy_mwh": _optional(row["mwh"]),
        "baseline_cod": month(row["baseline"]),
        "planned_cod": month(row["planned"]),
        "next_gate": row["gate"],
        "next_gate_due": month(row["gate_due"]),
        "blocker": row["blocker"],
        "blocked_since": month(row["blocked"]),
        "capex_forecast_gbp": capex,
        "capex_committed_gbp": None if capex is None else round(capex * row["committed"], 2),
        "capex_spent_gbp": None if capex is None else round(capex * row["spent"], 2),
        "capacity_agreement": row["agreement"],
    }
