"""Rows as JSON, CSV, Arrow or Parquet. Files are sent batch by batch, so memory holds one batch of them at a time."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import Any

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
from fastapi import Response
from pydantic_core import to_json
from werkzeug.datastructures import MIMEAccept
from werkzeug.http import parse_accept_header

BATCH_ROWS = 20_000


class Format(StrEnum):
    """Format of a response."""

    JSON = "json"
    CSV = "csv"
    ARROW = "arrow"
    PARQUET = "parquet"


MEDIA_TYPES = {
    Format.JSON: "application/json",
    Format.CSV: "text/csv; charset=utf-8",
    Format.ARROW: "application/vnd.apache.arrow.stream",
    Format.PARQUET: "application/vnd.apache.parquet",
}
# What a list's route answers beside JSON, as its document lists it.
FILE_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"content": {MEDIA_TYPES[form].partition(";")[0]: {} for form in Format if form is not Format.JSON}}
}


def accepted_format(accept: str) -> Format:
    """The served format that an Accept header prefers; JSON where it accepts none of them.

    Parameters
    ----------
    accept : str
        Value of the header. Weights (`q`) decide; of equal weights a named media type comes before a wildcard, and
        JSON before the others.
    """
    formats = {media_type.partition(";")[0]: form for form, media_type in MEDIA_TYPES.items()}
    best = parse_accept_header(accept, MIMEAccept).best_match(formats)
    return formats.get(best or "", Format.JSON)


def json_response(content: Any) -> Response:
    """Response in JSON. Contracts are tested, so rows are not validated again: that took most of the time."""
    return Response(to_json(content, inf_nan_mode="null"), media_type=MEDIA_TYPES[Format.JSON])


class _Buffer(io.RawIOBase):
    """A file to write to whose bytes are removed as they are sent."""

    def __init__(self) -> None:
        self._unsent: list[bytes] = []
        self._position = 0

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        written = bytes(data)  # type: ignore[call-overload]
        self._unsent.append(written)
        self._position += len(written)
        return len(written)

    def tell(self) -> int:
        return self._position

    def take(self) -> bytes:
        """Bytes written since the last call."""
        unsent = b"".join(self._unsent)
        self._unsent.clear()
        return unsent


def _csv_writer(sink: _Buffer, schema: pa.Schema) -> pa.csv.CSVWriter:
    return pa.csv.CSVWriter(sink, schema, write_options=pa.csv.WriteOptions(quoting_style="needed"))


WRITERS: dict[Format, Callable[[_Buffer, pa.Schema], object]] = {
    Format.CSV: _csv_writer,
    Format.ARROW: pa.ipc.new_stream,
    Format.PARQUET: lambda sink, schema: pa.parquet.ParquetWriter(sink, schema, compression="zstd"),
}


def stream(schema: pa.Schema, batches: Iterable[pa.RecordBatch], form: Format) -> Iterator[bytes]:
    """Bytes of a file, as its batches are read.

    Parameters
    ----------
    schema : Schema
        Columns of the rows.
    batches : iterable of RecordBatch
        The rows.
    form : Format
        CSV, Arrow or Parquet.
    """
    buffer = _Buffer()
    writer = WRITERS[form](buffer, schema)
    for batch in batches:
        writer.write(batch)  # type: ignore[attr-defined]
        yield buffer.take()
    writer.close()  # type: ignore[attr-defined]
    yield buffer.take()
