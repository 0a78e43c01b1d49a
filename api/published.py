"""The published build that a request reads, and what can be served from it."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb

from api.contracts import Relation
from api.endpoints import HEALTH_TRENDS, LISTS, HealthTrend, SharedList
from api.errors import RequestError
from api.limits import Limits
from api.warehouse import Snapshot, Warehouse


@dataclass(frozen=True, eq=False)
class Contents:
    """What a warehouse holds of the contracts; the extract of an audience lacks relations and columns.

    Attributes
    ----------
    relations : mapping
        Relations with the columns that the warehouse holds.
    lists : mapping
        Lists that can be served, by path.
    trends : mapping
        Trends of battery health that can be served.
    """

    relations: Mapping[str, Relation]
    lists: Mapping[str, SharedList]
    trends: Mapping[HealthTrend, SharedList]

    @classmethod
    def of(cls, relations: Mapping[str, Relation]) -> Contents:
        """Contents of a warehouse that holds these relations."""
        lists = {path: shared for path, endpoint in LISTS.items() if (shared := endpoint.shared(relations))}
        trends = {trend: shared for trend, endpoint in HEALTH_TRENDS.items() if (shared := endpoint.shared(relations))}
        return cls(relations, lists, trends)

    def relation_of_sites(self, name: str) -> Relation | None:
        """A relation with a row per site; None where the warehouse lacks it or its `site_id`."""
        relation = self.relations.get(name)
        return relation if relation and "site_id" in relation.names else None


@dataclass(frozen=True)
class PublishedBuild:
    """One published build. A request keeps the one it began with, so its rows, count and ETag belong together.

    Attributes
    ----------
    snapshot : Snapshot
        The open file.
    contents : Contents
        What can be served from it.
    limits : Limits
        How long a query may take, and how many rows a file may have.
    """

    snapshot: Snapshot
    contents: Contents
    limits: Limits

    @contextmanager
    def time_limit(self, cursor: duckdb.DuckDBPyConnection) -> Iterator[None]:
        """Stop the queries of a cursor that take too long, and refuse the request in a sentence."""
        seconds = self.limits.query_seconds
        timer = threading.Timer(seconds, cursor.interrupt)
        timer.daemon = True
        timer.start()
        try:
            yield
        except duckdb.InterruptException:
            raise RequestError(504, f"The query was stopped after {seconds:g} s: ask for a shorter span.") from None
        finally:
            timer.cancel()

    @contextmanager
    def cursor(self) -> Iterator[duckdb.DuckDBPyConnection]:
        """A cursor whose queries are stopped when they take too long."""
        with self.snapshot.cursor() as cursor, self.time_limit(cursor):
            yield cursor


class Publication:
    """Hands out the newest published build, with what can be served from it.

    Parameters
    ----------
    warehouse : Warehouse
        The published warehouse; it may be published later than the server starts.
    limits : Limits
        How long a query may take, and how many rows a file may have.
    """

    def __init__(self, warehouse: Warehouse, limits: Limits) -> None:
        self._warehouse, self._limits = warehouse, limits
        self._lock = threading.Lock()
        self._contents = Contents.of({})

    def newest(self) -> PublishedBuild:
        """The newest published build; raises NotPublishedError before the first one."""
        snapshot = self._warehouse.snapshot()
        with self._lock:
            # Most builds have the columns of the build before.
            if snapshot.relations != self._contents.relations:
                self._contents = Contents.of(snapshot.relations)
            return PublishedBuild(snapshot, self._contents, self._limits)
