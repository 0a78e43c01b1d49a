"""What all endpoints have in common: parameters, pages of JSON, streamed files, refusals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Annotated, Any

import duckdb
from fastapi import Depends, Query, Request
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field, create_model

from api.contracts import relations
from api.endpoints import Endpoint, Period, Selection, select_sql
from api.formats import BATCH_ROWS, MEDIA_TYPES, Format, accepted, stream
from api.warehouse import Warehouse

DEFAULT_LIMIT, LARGEST_LIMIT = 100, 10_000
ENTITIES = {
    "site": ("dim_site", "site_id"),
    "service": ("dim_service", "service_id"),
    "asset": ("dim_asset", "asset_id"),
}


class Problem(BaseModel):
    """Why a request was refused, in a sentence, and what would have been accepted."""

    detail: str = Field(examples=["There is no site 'atlantis'."])
    valid: list[str] | None = Field(default=None, examples=[["cotswold", "thames", "yorkshire"]])


class Health(BaseModel):
    """What is served and how old it is."""

    build: str = Field(
        description="Name of the published build; every ETag depends on it.", examples=["9f2c1a7b5d3e4f60"]
    )
    as_of_at: datetime | None = Field(description="Newest minute of any site [UTC].")
    age_minutes: float | None = Field(description="Minutes between that and now [min].")


class Refusal(Exception):  # noqa: N818  it is no error of ours
    """A request that is refused: status, sentence and what would be valid."""

    def __init__(self, status: int, detail: str, valid: list[str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.problem = status, Problem(detail=detail, valid=valid)


def page_model(row: type[BaseModel]) -> type[BaseModel]:
    """Schema of a page of rows."""
    fields: dict[str, Any] = {
        "rows": (list[row], Field(description="Rows of this page.")),  # type: ignore[valid-type]
        "count": (int, Field(description="Rows of the whole list.")),
        "limit": (int, Field(description="Most rows of a page.")),
        "offset": (int, Field(description="Rows before this page.")),
        "next": (str | None, Field(default=None, description="Address of the next page; null on the last.")),
    }
    made: type[BaseModel] = create_model(f"{row.__name__}_page", **fields)
    return made


def _utc(value: Any) -> Any:
    return value.replace(tzinfo=UTC) if isinstance(value, datetime) and value.tzinfo is None else value


def _known(cursor: duckdb.DuckDBPyConnection, name: str, wanted: list[str]) -> None:
    table, column = ENTITIES[name]
    valid = [row[0] for row in cursor.execute(f"select {column} from {table} order by 1").fetchall()]
    for value in wanted:
        if value not in valid:
            raise Refusal(404, f"There is no {name} '{value}'.", valid)


def _bound(text: str | None, name: str, kind: type) -> date | datetime | None:
    """A bound of a span as its column wants it; refuses what is neither a date nor an instant."""
    if text is None:
        return None
    try:
        instant = datetime.fromisoformat(text)
    except ValueError:
        raise Refusal(
            422, f"`{name}` is neither a date (2024-03-01) nor an instant (2024-03-01T09:30Z): '{text}'."
        ) from None
    if instant.tzinfo is not None:
        instant = instant.astimezone(UTC).replace(tzinfo=None)
    return instant if kind is datetime else instant.date()


class Asked:
    """What every list is asked: form of the answer, page, span of time."""

    def __init__(
        self,
        request: Request,
        response_format: Annotated[
            Format | None,
            Query(alias="format", description="Form of the answer; the Accept header counts where it is left out."),
        ] = None,
        limit: Annotated[
            int, Query(ge=1, le=LARGEST_LIMIT, description="Most rows of a page of JSON.")
        ] = DEFAULT_LIMIT,
        offset: Annotated[int, Query(ge=0, le=2**31, description="Rows before the page of JSON.")] = 0,
    ) -> None:
        self.request = request
        self.form = response_format or accepted(request.headers.get("accept", ""))
        self.limit, self.offset = limit, offset


class Span:
    """A half-open span of time."""

    def __init__(
        self,
        start: Annotated[
            str | None, Query(alias="from", description="First day or instant (UTC).", examples=["2024-03-01"])
        ] = None,
        end: Annotated[
            str | None, Query(alias="to", description="First day or instant that is left out.", examples=["2024-03-08"])
        ] = None,
    ) -> None:
        self.start, self.end = start, end

    def bounds(self, endpoint: Endpoint) -> dict[str, Any]:
        """The span as the list's column wants it; refuses one that ends before it begins."""
        kind = endpoint.relation.column(endpoint.time_column).kind
        start, end = _bound(self.start, "from", kind), _bound(self.end, "to", kind)
        if start is not None and end is not None and start >= end:
            raise Refusal(422, f"`from` ({self.start}) must be before `to` ({self.end}).")
        return {"start": start, "end": end}


Asking = Annotated[Asked, Depends()]
Within = Annotated[Span, Depends()]
Sites = Annotated[
    list[str], Query(default_factory=list, description="Sites; all where left out.", examples=[["thames"]])
]
Services = Annotated[list[str], Query(default_factory=list, description="Services; all where left out.")]
Assets = Annotated[list[str], Query(default_factory=list, description="Assets; all where left out.")]
Texts = Annotated[
    list[str], Query(default_factory=list, description="Only rows with one of these; all where left out.")
]


class Api:
    """The endpoints' common part: reading a warehouse and answering in the form asked for."""

    def __init__(self, warehouse: Warehouse) -> None:
        self.warehouse = warehouse

    def check(self, **wanted: list[str]) -> None:
        """Refuse names of sites, services or assets that do not exist, with those that do."""
        with self.warehouse.cursor() as cursor:
            for name, values in wanted.items():
                if values and name in ENTITIES:
                    _known(cursor, name, values)

    def listing(
        self,
        endpoint: Endpoint,
        asked: Asked,
        within: Span | None = None,
        period: Period = Period.DAY,
        columns: tuple[str, ...] = (),
        **equal: list[str],
    ) -> Any:
        """Rows of a list as a page of JSON or as a whole file."""
        self.check(**equal)
        kept = {endpoint.filters[name]: values for name, values in equal.items() if values}
        bounds = within.bounds(endpoint) if within else {}
        sql, values = select_sql(endpoint, Selection(kept, columns=columns, period=period, **bounds))
        if asked.form is not Format.JSON:
            return self._file(sql, values, endpoint, asked.form)
        limit, offset = asked.limit, asked.offset
        with self.warehouse.cursor() as cursor:
            counted = cursor.execute(f"select count(*) from ({sql}) as listed", values).fetchone()
            count = counted[0] if counted else 0
            found = cursor.execute(f"{sql} limit {limit} offset {offset}", values)
            names = [column[0] for column in found.description]
            rows = [dict(zip(names, map(_utc, row), strict=True)) for row in found.fetchall()]
        following = None
        if offset + limit < count:
            address = asked.request.url.include_query_params(offset=offset + limit, limit=limit)
            following = f"{address.path}?{address.query}"
        return {"rows": rows, "count": count, "limit": limit, "offset": offset, "next": following}

    def _file(self, sql: str, values: list[Any], endpoint: Endpoint, form: Format) -> StreamingResponse:
        cursor = self.warehouse.open_cursor()
        reader = cursor.execute(sql, values).to_arrow_reader(BATCH_ROWS)

        def body() -> Iterator[bytes]:
            try:
                yield from stream(reader, form)
            finally:
                cursor.close()

        name = endpoint.path.rpartition("/")[2]
        headers = {"Content-Disposition": f'attachment; filename="{name}.{form.value}"'}
        return StreamingResponse(body(), media_type=MEDIA_TYPES[form], headers=headers)

    def one(self, relation_name: str, site_id: str) -> dict[str, Any] | None:
        """The row of a site, or None."""
        columns = ", ".join(f'"{column.name}"' for column in relations()[relation_name].columns)
        with self.warehouse.cursor() as cursor:
            found = cursor.execute(f'select {columns} from "{relation_name}" where site_id = ?', [site_id])
            names = [column[0] for column in found.description]
            row = found.fetchone()
        return dict(zip(names, map(_utc, row), strict=True)) if row else None

    def health(self) -> Health:
        """The build that is served and its age."""
        snapshot = self.warehouse.snapshot()
        with self.warehouse.cursor() as cursor:
            found = cursor.execute("select max(as_of_at) from dim_as_of").fetchone()
        as_of_at = _utc(found[0]) if found else None
        age = (datetime.now(UTC) - as_of_at).total_seconds() / 60 if as_of_at else None
        return Health(build=snapshot.build, as_of_at=as_of_at, age_minutes=age)
