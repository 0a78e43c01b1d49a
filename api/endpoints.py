"""The lists that the API serves: which mart each reads, what it is filtered and sorted by, and the SQL of that."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from api.contracts import Column, Relation


class Period(StrEnum):
    """Length of the spans that amounts are added up over."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class Endpoint:
    """One list of rows.

    Attributes
    ----------
    path : str
        Where it is served.
    relation_name : str
        Mart or core table it reads.
    summary : str
        What it answers, in a few words.
    order : tuple of str
        Columns that rows are sorted by; they decide the order of every row.
    filters : dict
        Name of a parameter and the column it must equal.
    time_column : str
        Date or instant that `from` and `to` bound; empty without.
    sums_by : tuple of str
        Columns that amounts are added up by, over a `period`; empty where rows are served as they are.
    held : Relation or None
        What a warehouse holds of the mart; None before `within`.
    """

    path: str
    relation_name: str
    summary: str
    order: tuple[str, ...]
    filters: dict[str, str] = field(default_factory=dict)
    time_column: str = ""
    sums_by: tuple[str, ...] = ()
    held: Relation | None = None

    @property
    def relation(self) -> Relation:
        """The mart, as far as the warehouse holds it; raises ValueError before `within` has said what that is."""
        if self.held is None:
            raise ValueError(f"{self.path}: the list is not over a warehouse yet.")
        return self.held

    def within(self, held: Mapping[str, Relation]) -> Endpoint | None:
        """The list over a warehouse that may lack columns; None where nothing of it can be told.

        Parameters
        ----------
        held : mapping
            What the warehouse holds of the contracts, by relation.
        """
        relation = held.get(self.relation_name)
        if relation is None or not relation.columns:
            return None
        names = {column.name for column in relation.columns}
        if self.sums_by and (self.time_column not in names or names.isdisjoint(self.sums_by)):
            return None
        return replace(
            self,
            held=relation,
            order=tuple(name for name in self.order if name in names or (self.sums_by and name == "period_start_date")),
            filters={name: column for name, column in self.filters.items() if column in names},
            time_column=self.time_column if self.time_column in names else "",
            sums_by=tuple(name for name in self.sums_by if name in names),
        )

    @property
    def columns(self) -> tuple[Column, ...]:
        """Columns of a returned row, in order."""
        if not self.sums_by:
            return self.relation.columns
        start = Column("period_start_date", date, "First local day of the span. Weeks begin on Monday.")
        kept = tuple(self.relation.column(name) for name in self.sums_by)
        return (start, *kept, *(c for c in self.relation.columns if c.is_summable))


ENDPOINTS = (
    Endpoint("/sites", "dim_site", "All sites", ("site_id",)),
    Endpoint("/metrics/portfolio", "mart_portfolio_overview_mtd", "KPIs, month to date", ("as_of_date",)),
    Endpoint(
        "/metrics/revenue", "mart_revenue_daily", "Revenue by site, service and period",
        ("period_start_date", "site_id", "service_id"), {"site": "site_id", "service": "service_id"}, "settlement_date",
        ("site_id", "site_name", "service_id", "service_name"),
    ),
    Endpoint(
        "/metrics/revenue_loss", "mart_loss_daily", "Where the expected revenue went, by site, cause and period",
        ("period_start_date", "site_id", "cause"), {"site": "site_id", "cause": "cause"}, "settlement_date",
        ("site_id", "site_name", "cause", "cause_label", "loss_group", "owner"),
    ),
    Endpoint(
        "/metrics/events", "mart_event_register", "Events: faults, trips, derates, planned work, outages",
        ("started_at", "event_id"),
        {"site": "site_id", "asset": "asset_id", "type": "event_type", "severity": "severity"}, "started_at",
    ),
    Endpoint(
        "/metrics/sla_report", "mart_sla_compliance", "Verdict of every clause by month",
        ("month_start_date", "period_start_date", "sla_term_id"), {"site": "site_id", "clause": "clause"},
        "month_start_date",
    ),
    Endpoint(
        "/metrics/telemetry", "fact_telemetry", "Telemetry by asset and minute", ("asset_id", "interval_start_at"),
        {"site": "site_id", "asset": "asset_id"}, "interval_start_at",
    ),
    Endpoint(
        "/metrics/data_quality", "mart_data_quality_daily", "Completeness, timeliness and validity by day",
        ("site_local_date", "site_id", "asset_type"), {"site": "site_id", "type": "asset_type"}, "site_local_date",
    ),
    Endpoint(
        "/metrics/dispatch", "fact_dispatch", "Command, setpoint and actual power by minute",
        ("site_id", "interval_start_at"), {"site": "site_id"}, "interval_start_at",
    ),
    Endpoint(
        "/metrics/vendor_benchmark", "mart_vendor_comparison", "Vendors compared, with intervals",
        ("vendor_a", "vendor_b"),
    ),
    Endpoint("/metrics/pipeline", "mart_pipeline_project", "Projects", ("project_id",), {"stage": "stage"}),
)  # fmt: skip


@dataclass(frozen=True)
class Selection:
    """What a request asks of a list: equal values by column, a half-open span of time, columns, a period."""

    equal: dict[str, list[str]] = field(default_factory=dict)
    start: date | datetime | None = None
    end: date | datetime | None = None
    columns: tuple[str, ...] = ()
    period: Period = Period.DAY


def select_sql(endpoint: Endpoint, selection: Selection) -> tuple[str, list[Any]]:
    """SELECT of a list and its parameters. Names come from contracts, values are only ever parameters."""
    conditions: list[str] = []
    values: list[Any] = []
    for column, wanted in selection.equal.items():
        conditions.append(f'"{column}" in ({", ".join("?" * len(wanted))})')
        values.extend(wanted)
    for bound, comparison in ((selection.start, ">="), (selection.end, "<")):
        if bound is not None:
            conditions.append(f'"{endpoint.time_column}" {comparison} ?')
            values.append(bound)
    where = f" where {' and '.join(conditions)}" if conditions else ""
    if endpoint.sums_by:
        span = f"cast(date_trunc('{selection.period.value}', \"{endpoint.time_column}\") as date) as period_start_date"
        # Adding up decimals leaves noise in the last of them, which nobody should take for money.
        sums = [
            f'cast(sum("{column.name}") as bigint) as "{column.name}"'
            if column.kind is int
            else f'round(cast(sum("{column.name}") as double), 9) as "{column.name}"'
            for column in endpoint.relation.columns
            if column.is_summable
        ]
        kept = [f'"{name}"' for name in endpoint.sums_by]
        listed = ", ".join([span, *kept, *sums])
        grouped = " group by all"
    else:
        names = selection.columns or tuple(column.name for column in endpoint.columns)
        listed, grouped = ", ".join(f'"{name}"' for name in names), ""
    order = ", ".join(f'"{name}"' for name in endpoint.order) or "all"
    return f'select {listed} from "{endpoint.relation_name}"{where}{grouped} order by {order}', values


class HealthTrend(StrEnum):
    """Which trend of the batteries."""

    SOH = "soh"
    SOC = "soc"


HEALTH_TRENDS = {
    HealthTrend.SOH: Endpoint(
        "/metrics/battery_health", "mart_soh_history", "State of health over time",
        ("site_id", "basis", "soh_date"), {"site": "site_id"}, "soh_date",
    ),
    HealthTrend.SOC: Endpoint(
        "/metrics/battery_health", "mart_soc_accuracy", "State of charge shown against counted, by day",
        ("site_id", "site_local_date"), {"site": "site_id"}, "site_local_date",
    ),
}  # fmt: skip
