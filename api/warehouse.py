"""The published warehouse: opened read-only, and opened anew when a build has published another one."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import duckdb

from api.contracts import Relation, read_relations

PUBLISHED = "published"


class NotPublishedError(RuntimeError):
    """No warehouse has been published yet."""


@dataclass(frozen=True)
class Snapshot:
    """One published build; a request takes one and keeps it, so that rows, counts and ETag are of the same build.

    Attributes
    ----------
    connection : DuckDBPyConnection
        The open file.
    build : str
        A name that no other build has.
    relations : mapping
        Marts and core tables that the file holds, by name; an audience's extract lacks relations, columns and texts.
    published_at : datetime
        When it was published [UTC].
    """

    connection: duckdb.DuckDBPyConnection
    build: str
    relations: Mapping[str, Relation]
    published_at: datetime

    def open_cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor on the build, to be closed by the caller."""
        cursor = self.connection.cursor()
        cursor.execute(f"use {PUBLISHED}.main")
        return cursor

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor on the build that is closed at the end."""
        cursor = self.open_cursor()
        try:
            yield cursor
        finally:
            cursor.close()


class Warehouse:
    """Hands out cursors on the newest published build.

    A build publishes by renaming a finished file into place. A request keeps the build it began with, because the file
    it has open stays what it was; the next request opens the new one. So nothing half-built is ever seen.

    Parameters
    ----------
    path : Path
        The published file.
    memory_limit : str
        What the engine may take, as DuckDB writes it.
    threads : int
        Threads of the engine.
    """

    def __init__(self, path: Path, memory_limit: str = "1GB", threads: int = 2) -> None:
        self.path = path
        self._memory_limit, self._threads = memory_limit, threads
        self._lock = threading.Lock()
        self._seen: tuple[int, int, int] | None = None
        self._snapshot: Snapshot | None = None

    def snapshot(self) -> Snapshot:
        """The newest published build; raises NotPublishedError when there is none."""
        with self._lock:
            seen = self._file_seen()
            while self._snapshot is None or seen != self._seen:
                # Published while it was opened: rows of one build under the name of another would be kept by caches.
                opened, self._seen, seen = self._open(seen), seen, self._file_seen()
                # The old connection ends with the last request that uses it.
                self._snapshot = opened
            return self._snapshot

    def _file_seen(self) -> tuple[int, int, int]:
        try:
            stat = self.path.stat()
        except FileNotFoundError as error:
            raise NotPublishedError("No warehouse is published yet: run `make build`.") from error
        return stat.st_ino, stat.st_mtime_ns, stat.st_size

    def _open(self, seen: tuple[int, int, int]) -> Snapshot:
        # A name of its own: DuckDB would hand out the database it already has open under the same path.
        connection = duckdb.connect(config={"memory_limit": self._memory_limit, "threads": self._threads})
        path = str(self.path.resolve()).replace("'", "''")
        connection.execute(f"attach '{path}' as {PUBLISHED} (read_only)")
        connection.execute("set enable_external_access = false")
        connection.execute("set lock_configuration = true")
        name = hashlib.sha256(repr(seen).encode()).hexdigest()[:16]
        try:
            relations = read_relations(connection, PUBLISHED)
        except duckdb.CatalogException as error:
            raise NotPublishedError(f"{self.path.name} has no schema meta: run `make build`.") from error
        return Snapshot(connection, name, relations, datetime.fromtimestamp(seen[1] / 1e9, UTC))
