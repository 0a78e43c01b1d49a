"""What all endpoints have in common: parameters, pages of JSON, streamed files, refusals."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Any

import duckdb
import pyarrow as pa
from fastapi import Depends, Query, Request, Response
from fastapi.responses import StreamingResponse
from pydantic import BaseModel, Field, create_model
from pydantic_core import to_json

from api.contracts import Relation
from api.endpoints import Endpoint, Period, Selection, select_sql
from api.formats import BATCH_ROWS, MEDIA_TYPES, Format, accepted, stream
from api.limits import Limits
from api.problems import Refusal
from api.warehouse import Snapshot

DEFAULT_LIMIT, LARGEST_LIMIT = 100, 10_000
ENTITIES = {
    "site": ("dim_site", "site_id"),
    "service": ("dim_service", "service_id"),
    "asset": ("dim_asset", "asset_id"),
}


class Health(BaseModel):
    """What is served and how old it is."""

    build: str = Field(
        description="Name of the published build; every ETag depends on it.", examples=["9f2c1a7b5d3e4f60"]
    )
    as_of_at: datetime | None = Field(description="Newest minute of any site [UTC].")
    age_minutes: float | None = Field(description="Minutes between that and now [min].")


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


def _plain(value: Any) -> Any:
    """A value of the engine as JSON can say it: instants in UTC, decimals as numbers."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value
    return float(value) if isinstance(value, Decimal) else value


def as_json(content: Any) -> Response:
    """An answer in JSON. The contracts are tested, so rows are not validated once more: that took most of the time."""
    return Response(to_json(content, inf_nan_mode="null"), media_type=MEDIA_TYPES[Format.JSON])


def _bound(text: str | None, name: str, kind: type) -> date | datetime | None:
    """A bound of a span as its column wants it; refuses what is neither a date nor an instant."""
    if text is None:
        return None
    try:
        instant = datetime.fromisoformat(text)
        if instant.tzinfo is not None:
            instant = instant.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        raise Refusal(
            422, f"`{name}` is neither a date (2024-03-01) nor an instant (2024-03-01T09:30Z): '{text}'."
        ) from None
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
        if not endpoint.time_column:
            if self.start or self.end:
                raise Refusal(403, "`from` and `to` cannot be chosen: their column is not shared with you.")
            return {}
        kind = endpoint.relation.column(endpoint.time_column).kind
        start, end = _bound(self.start, "from", kind), _bound(self.end, "to", kind)
        if start is not None and end is not None and start >= end:
            raise Refusal(422, f"`from` ({self.start}) must be before `to` ({self.end}).")
        return {"start": start, "end": end}


def snapshot_of(request: Request) -> Snapshot:
    """The build that a request began with; everything in its answer comes from it."""
    snapshot: Snapshot = request.scope["snapshot"]
    return snapshot


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
    """The endpoints' common part: reading what a warehouse holds and answering in the form asked for.

    Parameters
    ----------
    held : mapping
        What the warehouse holds of the contracts, by relation.
    limits : Limits
        How long the engine may work, and how many rows a file may have.
    """

    def __init__(self, held: Mapping[str, Relation], limits: Limits) -> None:
        self.held, self.limits = held, limits

    def listing(
        self,
        endpoint: Endpoint,
        asked: Asked,
        within: Span | None = None,
        period: Period = Period.DAY,
        columns: tuple[str, ...] = (),
        **equal: list[str],
    ) -> Response:
        """Rows of a list as a page of JSON or as a whole file."""
        snapshot = snapshot_of(asked.request)
        wanted = {name: values for name, values in equal.items() if values}
        for name in wanted:
            if name not in endpoint.filters:
                raise Refusal(403, f"`{name}` cannot be chosen: its column is not shared with you.")
        kept = {endpoint.filters[name]: values for name, values in wanted.items()}
        bounds = within.bounds(endpoint) if within else {}
        sql, values = select_sql(endpoint, Selection(kept, columns=columns, period=period, **bounds))
        limit, offset = asked.limit, asked.offset
        with snapshot.cursor() as cursor, self.in_time(cursor):
            for name, chosen in wanted.items():
                if name in ENTITIES:
                    self._known(cursor, name, chosen, endpoint)
            if asked.form is not Format.JSON:
                return self._file(snapshot, sql, values, endpoint, asked.form)
            # One row more than asked for tells whether there are any: counting reads everything once more.
            rows = _rows(cursor.execute(f"{sql} limit {limit + 1} offset {offset}", values))
            is_last = len(rows) <= limit and (bool(rows) or offset == 0)
            count = offset + len(rows) if is_last else _count(cursor, sql, values)
        following = None
        if offset + limit < count:
            address = asked.request.url.include_query_params(offset=offset + limit, limit=limit)
            following = f"{address.path}?{address.query}"
        return as_json({"rows": rows[:limit], "count": count, "limit": limit, "offset": offset, "next": following})

    @contextmanager
    def in_time(self, cursor: duckdb.DuckDBPyConnection) -> Iterator[None]:
        """Stop the engine when a query takes too long, and say so."""
        seconds = self.limits.query_seconds
        timer = threading.Timer(seconds, cursor.interrupt)
        timer.daemon = True
        timer.start()
        try:
            yield
        except duckdb.InterruptException:
            raise Refusal(504, f"The query was stopped after {seconds:g} s: ask for a shorter span.") from None
        finally:
            timer.cancel()

    def _known(
        self, cursor: duckdb.DuckDBPyConnection, name: str, wanted: list[str], endpoint: Endpoint | None
    ) -> None:
        """Refuse names of sites, services or assets that do not exist, with those that do."""
        table, column = ENTITIES[name]
        if endpoint is not None and (table not in self.held or column not in self.held[table].names):
            # An extract may lack the dimension: then the list itself says what there is.
            table, column = endpoint.relation_name, endpoint.filters[name]
        sql = f'select distinct "{column}" from "{table}" where "{column}" is not null order by 1'
        valid = [row[0] for row in cursor.execute(sql).fetchall()]
        for value in wanted:
            if value not in valid:
                raise Refusal(404, f"There is no {name} '{value}'.", valid)

    def _file(
        self, snapshot: Snapshot, sql: str, values: list[Any], endpoint: Endpoint, form: Format
    ) -> StreamingResponse:
        most = self.limits.file_rows
        cursor = snapshot.open_cursor()
        try:
            with self.in_time(cursor):
                count = _count(cursor, sql, values)
                if count > most:
                    raise Refusal(
                        422, f"These would be {count:,} rows, and a file has {most:,} at most: narrow the span."
                    )
                reader = cursor.execute(sql, values).to_arrow_reader(BATCH_ROWS)
                # What sorts everything first does so now, while it can still be refused in a sentence.
                first = next(reader, None)
        except BaseException:
            cursor.close()
            raise

        def batches() -> Iterator[pa.RecordBatch]:
            batch = first
            while batch is not None:
                yield batch
                with self.in_time(cursor):
                    batch = next(reader, None)

        def body() -> Iterator[bytes]:
            try:
                yield from stream(reader.schema, batches(), form)
            finally:
                cursor.close()

        name = endpoint.path.rpartition("/")[2]
        headers = {"Content-Disposition": f'attachment; filename="{name}.{form.value}"'}
        return StreamingResponse(body(), media_type=MEDIA_TYPES[form], headers=headers)

    def of_site(self, request: Request, site_id: str, *relation_names: str) -> list[dict[str, Any] | None]:
        """The row of a site in each of some relations, or None; refuses a site that does not exist."""
        with snapshot_of(request).cursor() as cursor, self.in_time(cursor):
            if "dim_site" in self.held:
                self._known(cursor, "site", [site_id], None)
            found = [self._one(cursor, name, site_id) for name in relation_names]
        if found[0] is None:
            raise Refusal(404, f"There is no site '{site_id}'.")
        return found

    def _one(self, cursor: duckdb.DuckDBPyConnection, relation_name: str, site_id: str) -> dict[str, Any] | None:
        columns = ", ".join(f'"{name}"' for name in self.held[relation_name].names)
        return next(
            iter(_rows(cursor.execute(f'select {columns} from "{relation_name}" where site_id = ?', [site_id]))), None
        )

    def known_tags(self, request: Request) -> set[str]:
        """Telemetry tags of the dictionary; refuses when the dictionary is not shared."""
        if "dim_telemetry_tag" not in self.held:
            raise Refusal(403, "`tags` cannot be chosen: the dictionary of tags is not shared with you.")
        with snapshot_of(request).cursor() as cursor, self.in_time(cursor):
            return {row[0] for row in cursor.execute("select distinct tag from dim_telemetry_tag").fetchall()}

    def health(self, request: Request) -> Health:
        """The build that is served and its age."""
        snapshot, as_of_at = snapshot_of(request), None
        as_of = snapshot.relations.get("dim_as_of")
        if as_of and "as_of_at" in as_of.names:
            with snapshot.cursor() as cursor:
                found = cursor.execute("select max(as_of_at) from dim_as_of").fetchone()
            as_of_at = _plain(found[0]) if found else None
        age = (datetime.now(UTC) - as_of_at).total_seconds() / 60 if as_of_at else None
        return Health(build=snapshot.build, as_of_at=as_of_at, age_minutes=age)


def _rows(found: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """What a query found, by column."""
    names = [column[0] for column in found.description]
    # Most columns are numbers and texts, which need no look at every value.
    converted = [column[0] for column in found.description if str(column[1]).startswith(("TIMESTAMP", "DECIMAL"))]
    rows = [dict(zip(names, row, strict=True)) for row in found.fetchall()]
    for row in rows:
        for name in converted:
            row[name] = _plain(row[name])
    return rows


def _count(cursor: duckdb.DuckDBPyConnection, sql: str, values: list[Any]) -> int:
    counted = cursor.execute(f"select count(*) from ({sql}) as listed", values).fetchone()
    return int(counted[0]) if counted else 0
