"""What contracts and finance deliver: sites, assets, partners and terms, SLA, warranty, invoices, disputes, pipeline."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache
from typing import Any

import numpy as np
import pyarrow as pa
import yaml

from seeds_generator.config import HERE, ScenarioConfig, SiteConfig
from seeds_generator.systems.budget import budget_rows, expected_daily_gbp
from seeds_generator.world.clock import Horizon, stream
from seeds_generator.world.settlement import Statement
from seeds_generator.world.state import SiteOperation

Row = dict[str, Any]

MARKET = "gb"
RACK_KWH = 372.7
# Guaranteed SOH at year-ends, % of installed; linear between, as the warranty states.
WARRANTY_SOH_PCT = (100.0, 95.0, 92.5, 90.5, 88.8, 87.2, 85.7, 84.2, 82.8, 81.4, 80.0, 78.6, 77.2, 75.8, 74.4, 73.0)
PAYMENT_DAYS, SHORT_PAYMENT_PENCE = 14, 195_000
DISPUTE_AGES_DAYS = (12, 37, 64, 95)
HISTORY_SD = 0.08


@lru_cache(maxsize=1)
def _agreements() -> dict[str, Any]:
    return dict(yaml.safe_load((HERE / "agreements.yaml").read_text(encoding="utf-8")))


def as_of_day(scenario: ScenarioConfig, horizon: Horizon) -> date:
    """Last day that everything delivered has seen: the day before the as-of date, else the horizon's last."""
    return scenario.as_of_date - timedelta(days=1) if scenario.as_of_date else horizon.dates[-1]


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
        "invoice": _invoices(site, horizon, statement, today),
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
    """Controller, then PCS block, battery bank and racks of every block."""
    rows = [_asset(site, "ctl", None, "controller", "Plant controller", None, site.vendor, "Plant controller")]
    rows[0] |= {"rated_kva": site.blocks * site.block_kva, "rated_kw": site.rated_mw * 1000}
    bank_kwh = site.racks_per_block * RACK_KWH
    for block in range(1, site.blocks + 1):
        inverter = _asset(site, f"pcs-{block:02d}", "ctl", "inverter", f"PCS block {block}", block, site.vendor, site.pcs_model)
        rows.append(inverter | {"rated_kva": site.block_kva, "rated_kw": site.rated_mw * 1000 / site.blocks})
        bank = _asset(
            site, f"bat-{block:02d}", f"pcs-{block:02d}", "battery", f"Battery bank {block}", block, "CellCo", site.battery_model
        )
        rows.append(bank | {"nameplate_dc_kwh": round(bank_kwh, 1)})
        for rack in range(1, site.racks_per_block + 1):
            name = f"Rack {block}-{rack}"
            row = _asset(
                site, f"rack-{block:02d}-{rack:02d}", f"bat-{block:02d}", "battery_rack", name, block, "CellCo", site.battery_model
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

    The months before the horizon are not simulated minute by minute: their distributable revenue is the budget's
    expectation with a spread, shared by the partner's first tier.
    """
    rng = stream(scenario.seed, site.site_id, "payments", partner["id"])
    share, fee = partner["terms"][0]["tiers"][0][2], partner["terms"][0]["optimiser_fee"]
    rows = []
    month = date(today.year - 1, 12, 1)
    while (paid := _add_months(month, 1) + timedelta(days=24)) <= today and month.month in (12, *range(1, today.month)):
        factor = float(rng.lognormal(0.0, HISTORY_SD))
        if month >= site.commercial_operation_date:
            days = monthrange(month.year, month.month)[1]
            revenue = sum(expected_daily_gbp(site, month + timedelta(days=n)) for n in range(days)) * factor
            rows.append(
                {
                    "payment_id": f"pay-{partner['id']}-{month:%Y-%m}",
                    "partner_id": partner["id"],
                    "statement_month": month,
                    "paid_date": paid,
                    "amount_pence": round(revenue * (1 - fee) * share * 100),
                }
            )
        month = _add_months(month, 1)
    return rows


def _add_months(day: date, months: int) -> date:
    """Same day of the month some months later, no later than the month's last."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _sla_terms(site: SiteConfig) -> list[Row]:
    start = site.commercial_operation_date
    uptime = 0.995 if site.vendor == "TMEIC" else 0.99
    first_year = _add_months(start, 12)
    contract = f"LTSA-{site.site_id.upper()}"
    terms: list[tuple[str, str, str, float, str, str, str, float | None, float | None, date, date | None]] = [
        ("4.1 Availability", "contractual_availability", site.vendor, site.availability_guarantee_ratio, "ratio", "at_least",
         "per_point_below_gbp_per_mw", 450.0, 6_000.0 * site.rated_mw, start, None),
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
        ("7.2 State of health", "soh_guarantee", "CellCo", 0.0, "ratio", "at_least", "none", None, None, start, None),
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
            "document_reference": f"{contract if party == site.vendor else 'BSA-' + site.site_id.upper()} v1 §{clause.split()[0]}",
        }
        for number, (clause, metric, party, threshold, unit, comparison, rule, rate, cap, valid_from, valid_to) in enumerate(
            terms, start=1
        )
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


def _invoices(site: SiteConfig, horizon: Horizon, statement: Statement, today: date) -> list[Row]:
    """One invoice a service and month, for the days of the month whose first run has been published."""
    months = horizon.settlement_dates.astype("datetime64[M]")
    totals: dict[tuple[np.datetime64, str], int] = {}
    billed: dict[np.datetime64, tuple[date, date]] = {}
    for line in (line for line in statement.lines if line.run == "II"):
        for month in np.unique(months[line.period]):
            rows = months[line.period] == month
            key = (month, line.service)
            totals[key] = totals.get(key, 0) + int(line.amount_pence[rows].sum())
            days = horizon.settlement_dates[line.period[rows]]
            first, last = days.min().astype(object), days.max().astype(object)
            known = billed.get(month, (first, last))
            billed[month] = (min(first, known[0]), max(last, known[1]))
    rows = []
    for (month, service), pence in sorted(totals.items()):
        start, end = billed[month]
        issued = _add_months(month.astype(object), 1) + timedelta(days=4)
        if issued > today:
            continue
        due = issued + timedelta(days=PAYMENT_DAYS)
        paid = min(due - timedelta(days=4), today) if due - timedelta(days=4) <= today else None
        is_short = service == "capacity" and "short_payment" in site.settlement_faults and paid is not None
        rows.append(
            {
                "invoice_id": f"inv-{site.site_id}-{service}-{month}",
                "site_id": site.site_id,
                "service": service,
                "counterparty": {"arbitrage": "Optimiser", "capacity": "EMR Settlement"}.get(service, "NESO"),
                "period_start": start,
                "period_end": end,
                "issued_date": issued,
                "due_date": due,
                "paid_date": paid,
                "amount_pence": pence,
                "paid_pence": None if paid is None else pence - SHORT_PAYMENT_PENCE * is_short,
            }
        )
    return rows


def _disputes(site: SiteConfig, today: date, partners: list[Row]) -> list[Row]:
    """Disputes opened before the window, as many and as old as planted; sites share them out by name."""
    ages = {"cotswold": DISPUTE_AGES_DAYS[:1], "thames": DISPUTE_AGES_DAYS[1:3], "yorkshire": DISPUTE_AGES_DAYS[3:]}
    rows = []
    for number, age in enumerate(ages.get(site.site_id, ()), start=1):
        opened = today - timedelta(days=age)
        about = opened - timedelta(days=21)
        rows.append(
            {
                "dispute_id": f"dsp-{site.site_id}-{number:02d}",
                "site_id": site.site_id,
                "partner_id": partners[-1]["id"] if age == DISPUTE_AGES_DAYS[2] else None,
                "service": "frequency_response" if age == DISPUTE_AGES_DAYS[1] else "arbitrage",
                "settlement_date": about,
                "opened_date": opened,
                "closed_date": None,
                "amount_pence": round(site.rated_mw * (1_200 + 61 * age)),
                "reason": "Performance factor" if age == DISPUTE_AGES_DAYS[1] else "Metered volume",
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
