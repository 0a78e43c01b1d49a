"""Reads rows of a published build: a list as a page of JSON or as a file, and the row of one site."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import duckdb
import pyarrow as pa
from fastapi import Response
from fastapi.responses import StreamingResponse
from starlette.datastructures import URL

from api.endpoints import Period, Selection, SharedList, select_sql
from api.errors import RequestError
from api.formats import BATCH_ROWS, MEDIA_TYPES, Format, json_response, stream
from api.published import PublishedBuild

# Table and column that list the names a parameter may have.
DIMENSIONS = {
    "site": ("dim_site", "site_id"),
    "service": ("dim_service", "service_id"),
    "asset": ("dim_asset", "asset_id"),
}


@dataclass(frozen=True)
class PageRequest:
    """Format and page that a request asks for.

    Attributes
    ----------
    url : URL
        Address of the request.
    form : Format
        Format of the response.
    limit : int
        Most rows of a page of JSON.
    offset : int
        Rows before the page.
    """

    url: URL
    form: Format
    limit: int
    offset: int

    @property
    def next_page(self) -> str:
        """Path and query of the page after this one."""
        url = self.url.include_query_params(offset=self.offset + self.limit, limit=self.limit)
        return f"{url.path}?{url.query}"


@dataclass(frozen=True)
class TimeSpan:
    """A half-open span of time, as the request writes its bounds."""

    start: str | None = None
    end: str | None = None

    def bounds(self, shared: SharedList) -> tuple[date | datetime | None, date | datetime | None]:
        """Both bounds in the type of the list's time column; refuses a span that ends before it begins."""
        if not (self.start or self.end):
            return None, None
        if not shared.time_column:
            raise RequestError(403, "`from` and `to` cannot be chosen: their column is not shared with you.")
        kind = shared.relation.column(shared.time_column).kind
        start, end = _bound(self.start, "from", kind), _bound(self.end, "to", kind)
        if start is not None and end is not None and start >= end:
            raise RequestError(422, f"`from` ({self.start}) must be before `to` ({self.end}).")
        return start, end


def _bound(text: str | None, parameter: str, kind: type) -> date | datetime | None:
    """A bound in the type of its column; refuses a text that is neither a date nor a timestamp."""
    if text is None:
        return None
    try:
        timestamp = datetime.fromisoformat(text)
        if timestamp.tzinfo is not None:
            timestamp = timestamp.astimezone(UTC).replace(tzinfo=None)
    except (ValueError, OverflowError):
        raise RequestError(
            422, f"`{parameter}` is neither a date (2024-03-01) nor an instant (2024-03-01T09:30Z): '{text}'."
        ) from None
    return timestamp if kind is datetime else timestamp.date()


@dataclass(frozen=True)
class ListReader:
    """Answers requests for one list of a published build."""

    build: PublishedBuild
    shared: SharedList

    def respond(
        self,
        page: PageRequest,
        span: TimeSpan = TimeSpan(),
        period: Period = Period.DAY,
        columns: tuple[str, ...] = (),
        **accepted: list[str],
    ) -> Response:
        """Response with the selected rows: a page of JSON, or all of them as a file.

        Parameters
        ----------
        page : PageRequest
            Format and page.
        span : TimeSpan
            Span of the list's time column.
        period : Period
            Length of the spans that amounts are summed over.
        columns : tuple of str
            Returned columns; all where empty.
        **accepted : list of str
            Accepted values by name of a parameter; all where empty.
        """
        filters = {name: values for name, values in accepted.items() if values}
        for name in filters:
            if name not in self.shared.filters:
                raise RequestError(403, f"`{name}` cannot be chosen: its column is not shared with you.")
        start, end = span.bounds(self.shared)
        equal = {self.shared.filters[name]: values for name, values in filters.items()}
        sql, values = select_sql(self.shared, Selection(equal, start, end, columns, period))
        with self.build.cursor() as cursor:
            for name, names in filters.items():
                if name in DIMENSIONS:
                    self._require_names(cursor, name, names)
            if page.form is Format.JSON:
                return self._page(cursor, sql, values, page)
        return self._file(sql, values, page.form)

    def _page(self, cursor: duckdb.DuckDBPyConnection, sql: str, values: list[Any], page: PageRequest) -> Response:
        # One row more than the page holds shows whether another page follows: counting reads everything once more.
        rows = read_rows(cursor.execute(f"{sql} limit {page.limit + 1} offset {page.offset}", values))
        is_last = len(rows) <= page.limit and (bool(rows) or page.offset == 0)
        count = page.offset + len(rows) if is_last else _count(cursor, sql, values)
        following = page.next_page if page.offset + page.limit < count else None
        content = {"rows": rows[: page.limit], "count": count, "limit": page.limit, "offset": page.offset}
        return json_response(content | {"next": following})

    def _require_names(self, cursor: duckdb.DuckDBPyConnection, parameter: str, names: list[str]) -> None:
        """Refuse sites, services or assets that do not exist, and list those that do."""
        table, column = DIMENSIONS[parameter]
        dimension = self.build.contents.relations.get(table)
        if dimension is None or column not in dimension.names:
            # An extract may lack the dimension: then the names are those in the list itself.
            table, column = self.shared.relation.name, self.shared.filters[parameter]
        require_names(cursor, parameter, names, table, column)

    def _file(self, sql: str, values: list[Any], form: Format) -> StreamingResponse:
        most = self.build.limits.file_rows
        cursor = self.build.snapshot.open_cursor()
        try:
            with self.build.time_limit(cursor):
                count = _count(cursor, sql, values)
                if count > most:
                    raise RequestError(
                        422, f"These would be {count:,} rows, and a file has {most:,} at most: narrow the span."
                    )
                reader = cursor.execute(sql, values).to_arrow_reader(BATCH_ROWS)
                # Run the blocking sort before headers are sent: afterwards the request can no longer be refused.
                first = next(reader, None)
        except BaseException:
            cursor.close()
            raise

        def batches() -> Iterator[pa.RecordBatch]:
            batch = first
            while batch is not None:
                yield batch
                with self.build.time_limit(cursor):
                    batch = next(reader, None)

        def body() -> Iterator[bytes]:
            try:
                yield from stream(reader.schema, batches(), form)
            finally:
                cursor.close()

        name = self.shared.endpoint.path.rpartition("/")[2]
        headers = {"Content-Disposition": f'attachment; filename="{name}.{form.value}"'}
        return StreamingResponse(body(), media_type=MEDIA_TYPES[form], headers=headers)


def site_rows(build: PublishedBuild, site_id: str, *relation_names: str) -> list[dict[str, Any] | None]:
    """The row of a site in each of some relations, or None; refuses a site that does not exist.

    Parameters
    ----------
    build : PublishedBuild
        The build that is read.
    site_id : str
        The site.
    *relation_names : str
        Relations with one row per site; the first must have a row of the site.
    """
    relations = build.contents.relations
    with build.cursor() as cursor:
        if "dim_site" in relations:
            require_names(cursor, "site", [site_id], *DIMENSIONS["site"])
        rows = []
        for name in relation_names:
            columns = ", ".join(f'"{column}"' for column in relations[name].names)
            found = read_rows(cursor.execute(f'select {columns} from "{name}" where site_id = ?', [site_id]))
            rows.append(found[0] if found else None)
    if rows[0] is None:
        raise RequestError(404, f"There is no site '{site_id}'.")
    return rows


def require_names(cursor: duckdb.DuckDBPyConnection, parameter: str, names: list[str], table: str, column: str) -> None:
    """Refuse names that a column does not hold, and list those that it holds."""
    sql = f'select distinct "{column}" from "{table}" where "{column}" is not null order by 1'
    valid = [row[0] for row in cursor.execute(sql).fetchall()]
    for name in names:
        if name not in valid:
            raise RequestError(404, f"There is no {parameter} '{name}'.", valid)


def read_rows(result: duckdb.DuckDBPyConnection) -> list[dict[str, Any]]:
    """Rows of a query by column, in types that JSON has."""
    names = [column[0] for column in result.description]
    # Only timestamps and decimals need a conversion; most columns are numbers and texts.
    converted = [column[0] for column in result.description if str(column[1]).startswith(("TIMESTAMP", "DECIMAL"))]
    rows = [dict(zip(names, row, strict=True)) for row in result.fetchall()]
    for row in rows:
        for name in converted:
            row[name] = json_value(row[name])
    return rows


def json_value(value: Any) -> Any:
    """A value of the database as JSON has it: timestamps in UTC, decimals as numbers."""
    if isinstance(value, datetime):
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value
    return float(value) if isinstance(value, Decimal) else value


def _count(cursor: duckdb.DuckDBPyConnection, sql: str, values: list[Any]) -> int:
    counted = cursor.execute(f"select count(*) from ({sql}) as listed", values).fetchone()
    return int(counted[0]) if counted else 0
