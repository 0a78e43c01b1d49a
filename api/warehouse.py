"""The published warehouse: opened read-only, and opened anew when a build has published another one."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb


class NotPublishedError(RuntimeError):
    """No warehouse has been published yet."""


@dataclass(frozen=True)
class Snapshot:
    """One published build: its connection, and a name that no other build has."""

    connection: duckdb.DuckDBPyConnection
    build: str


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
        try:
            stat = self.path.stat()
        except FileNotFoundError as error:
            raise NotPublishedError("No warehouse is published yet: run `make build`.") from error
        seen = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
        with self._lock:
            if self._snapshot is None or seen != self._seen:
                # A name of its own: DuckDB would hand out the database it already has open under the same path.
                connection = duckdb.connect(config={"memory_limit": self._memory_limit, "threads": self._threads})
                connection.execute(f"attach '{self.path.resolve()}' as published (read_only)")
                connection.execute("set enable_external_access = false")
                connection.execute("set lock_configuration = true")
                name = hashlib.sha256(repr(seen).encode()).hexdigest()[:16]
                # The old connection ends with the last request that uses it.
                self._snapshot, self._seen = Snapshot(connection, name), seen
            return self._snapshot

    def open_cursor(self) -> duckdb.DuckDBPyConnection:
        """A cursor on the newest build, to be closed by the caller."""
        cursor = self.snapshot().connection.cursor()
        cursor.execute("use published.main")
        return cursor

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor on the newest build for the time of one request."""
        cursor = self.open_cursor()
        try:
            yield cursor
        finally:
            cursor.close()
