"""Rows as JSON, CSV, Arrow or Parquet. Files leave batch by batch: a month of minutes never stands in memory."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

BATCH_ROWS = 20_000


class Format(StrEnum):
    """Form of an answer."""

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


def accepted(accept: str) -> Format:
    """The first form of an Accept header that is served; JSON where none is."""
    for part in accept.split(","):
        media = part.partition(";")[0].strip().lower()
        for form, served in MEDIA_TYPES.items():
            if media == served.partition(";")[0]:
                return form
    return Format.JSON


class _Pipe(io.RawIOBase):
    """A file to write to whose bytes are taken out as they come."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []
        self._position = 0

    def writable(self) -> bool:
        return True

    def write(self, data: object) -> int:
        taken = bytes(data)  # type: ignore[call-overload]
        self._waiting.append(taken)
        self._position += len(taken)
        return len(taken)

    def tell(self) -> int:
        return self._position

    def take(self) -> bytes:
        """What was written since the last time."""
        taken = b"".join(self._waiting)
        self._waiting.clear()
        return taken


def _csv_writer(sink: _Pipe, schema: pa.Schema) -> pa.csv.CSVWriter:
    return pa.csv.CSVWriter(sink, schema, write_options=pa.csv.WriteOptions(quoting_style="needed"))


WRITERS: dict[Format, Callable[[_Pipe, pa.Schema], object]] = {
    Format.CSV: _csv_writer,
    Format.ARROW: pa.ipc.new_stream,
    Format.PARQUET: lambda sink, schema: pa.parquet.ParquetWriter(sink, schema, compression="zstd"),
}


def stream(schema: pa.Schema, batches: Iterable[pa.RecordBatch], form: Format) -> Iterator[bytes]:
    """Bytes of a file of some batches, as they are made.

    Parameters
    ----------
    schema : Schema
        Columns of the rows.
    batches : iterable of RecordBatch
        The rows.
    form : Format
        CSV, Arrow or Parquet.
    """
    pipe = _Pipe()
    writer = WRITERS[form](pipe, schema)
    for batch in batches:
        writer.write(batch)  # type: ignore[attr-defined]
        yield pipe.take()
    writer.close()  # type: ignore[attr-defined]
    yield pipe.take()
