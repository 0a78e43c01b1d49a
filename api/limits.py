"""How much one caller may ask for, and how fast."""

from __future__ import annotations

import math
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from pydantic import BaseModel, ConfigDict, Field


class Limits(BaseModel):
    """Bounds of requests, answers and connections; they hold without configuration too.

    Attributes
    ----------
    requests_per_minute : int
        Requests of one person, program or (where nobody is known) address. A page of the site is about a hundred.
    target_bytes : int
        Longest path with query. [B]
    body_bytes : int
        Largest body; nothing that is served takes one. [B]
    file_rows : int
        Most rows of a CSV, Arrow or Parquet file: twelve months of minutes of one site's assets.
    query_seconds : float
        Longest that the engine may work before the first rows, and between two batches. [s]
    stalled_seconds : float
        Longest that a request may take to arrive, or a full send buffer to be read. [s]
    connections : int
        Connections at the same time; more are answered 503.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    requests_per_minute: int = Field(default=12_000, ge=1)
    target_bytes: int = Field(default=8_192, ge=256)
    body_bytes: int = Field(default=1_024, ge=0)
    file_rows: int = Field(default=20_000_000, ge=1)
    query_seconds: float = Field(default=30, gt=0)
    stalled_seconds: float = Field(default=20, gt=0)
    connections: int = Field(default=200, ge=2)


class Rate:
    """Counts requests by caller, in this process.

    Parameters
    ----------
    requests_per_minute : int
        Requests that a caller has in a minute.
    """

    def __init__(self, requests_per_minute: int) -> None:
        self._item = RateLimitItemPerMinute(requests_per_minute)
        self._limiter = FixedWindowRateLimiter(MemoryStorage())

    def seconds_to_wait(self, caller: str) -> int:
        """Seconds until the caller may ask again; 0 where it may now, which is counted. [s]"""
        if self._limiter.hit(self._item, caller):
            return 0
        return max(1, math.ceil(self._limiter.get_window_stats(self._item, caller).reset_time - time.time()))
