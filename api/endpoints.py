"""The lists that the API serves: the mart each reads, its filters and its order, and the SQL that selects its rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from api.contracts import Column, Relation

PERIOD_START = "period_start_date"


class Period(StrEnum):
    """Length of the spans that amounts are summed over."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


@dataclass(frozen=True)
class Endpoint:
    """One list of rows.

    Attributes
    ----------
    path : str
        Path of its URL.
    relation_name : str
        Mart or core table it reads.
    summary : str
        What it answers, in a few words.
    order : tuple of str
        Columns that rows are sorted by; together they identify a row.
    filters : dict
        Column that must equal a parameter's value, by name of the parameter.
    time_column : str
        Date or timestamp that `from` and `to` bound; empty where there is none.
    sums_by : tuple of str
        Columns that amounts are summed by, per `period`; empty where rows are served as they are.
    """

    path: str
    relation_name: str
    summary: str
    order: tuple[str, ...]
    filters: dict[str, str] = field(default_factory=dict)
    time_column: str = ""
    sums_by: tuple[str, ...] = ()

    def shared(self, relations: Mapping[str, Relation]) -> SharedList | None:
        """The list as far as a warehouse holds it; None where the warehouse lacks what the list is made of.

        Parameters
        ----------
        relations : mapping
            What the warehouse holds of the contracts, by relation.
        """
        relation = relations.get(self.relation_name)
        if relation is None or not relation.columns:
            return None
        names = {column.name for column in relation.columns}
        if self.sums_by and (self.time_column not in names or names.isdisjoint(self.sums_by)):
            return None
        filters = {name: column for name, column in self.filters.items() if column in names}
        time_column = self.time_column if self.time_column in names else ""
        hidden = set(self.filters) - set(filters)
        return SharedList(
            endpoint=self,
            relation=relation,
            order=tuple(name for name in self.order if name in names or (self.sums_by and name == PERIOD_START)),
            filters=filters,
            time_column=time_column,
            sums_by=tuple(name for name in self.sums_by if name in names),
            hidden_parameters=frozenset(hidden | ({"from", "to"} if self.time_column and not time_column else set())),
        )


@dataclass(frozen=True)
class SharedList:
    """A list over a warehouse that may lack some of its columns: the extract of an audience does.

    Attributes
    ----------
    endpoint : Endpoint
        The list as declared.
    relation : Relation
        Its mart or core table, with the columns that the warehouse holds.
    order, filters, time_column, sums_by
        As declared, without the columns that the warehouse lacks.
    hidden_parameters : frozenset of str
        Parameters that select by a column that the warehouse lacks.
    """

    endpoint: Endpoint
    relation: Relation
    order: tuple[str, ...]
    filters: dict[str, str]
    time_column: str
    sums_by: tuple[str, ...]
    hidden_parameters: frozenset[str]

    @property
    def columns(self) -> tuple[Column, ...]:
        """Columns of a returned row, in order."""
        if not self.sums_by:
            return self.relation.columns
        start = Column(PERIOD_START, date, "First local day of the span. Weeks begin on Monday.")
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


class HealthTrend(StrEnum):
    """Trends of battery health."""

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

LISTS = {endpoint.path: endpoint for endpoint in ENDPOINTS}


@dataclass(frozen=True)
class Selection:
    """Rows and columns that a request selects from a list.

    Attributes
    ----------
    equal : dict
        Accepted values by column.
    start, end : date or datetime, optional
        Half-open span of the time column.
    columns : tuple of str
        Returned columns; all where empty.
    period : Period
        Length of the spans that amounts are summed over.
    """

    equal: dict[str, list[str]] = field(default_factory=dict)
    start: date | datetime | None = None
    end: date | datetime | None = None
    columns: tuple[str, ...] = ()
    period: Period = Period.DAY


def select_sql(shared: SharedList, selection: Selection) -> tuple[str, list[Any]]:
    """SELECT statement of a list and its parameters. Names come from contracts; values are always parameters."""
    conditions: list[str] = []
    values: list[Any] = []
    for column, accepted in selection.equal.items():
        conditions.append(f'"{column}" in ({", ".join("?" * len(accepted))})')
        values.extend(accepted)
    for bound, comparison in ((selection.start, ">="), (selection.end, "<")):
        if bound is not None:
            conditions.append(f'"{shared.time_column}" {comparison} ?')
            values.append(bound)
    where = f" where {' and '.join(conditions)}" if conditions else ""
    if shared.sums_by:
        columns, group_by = _sums(shared, selection.period), " group by all"
    else:
        names = selection.columns or shared.relation.names
        columns, group_by = ", ".join(f'"{name}"' for name in names), ""
    order = ", ".join(f'"{name}"' for name in shared.order) or "all"
    return f'select {columns} from "{shared.relation.name}"{where}{group_by} order by {order}', values


def _sums(shared: SharedList, period: Period) -> str:
    """Select list of amounts summed over a period."""
    span = f"cast(date_trunc('{period.value}', \"{shared.time_column}\") as date) as {PERIOD_START}"
    # A sum of decimals read as doubles differs in its last digits; they are rounded away.
    sums = (
        f'cast(sum("{column.name}") as bigint) as "{column.name}"'
        if column.kind is int
        else f'round(cast(sum("{column.name}") as double), 9) as "{column.name}"'
        for column in shared.relation.columns
        if column.is_summable
    )
    return ", ".join([span, *(f'"{name}"' for name in shared.sums_by), *sums])
