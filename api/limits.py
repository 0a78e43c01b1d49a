"""Limits on requests, responses and connections."""

from __future__ import annotations

import math
import time

from limits import RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter
from pydantic import BaseModel, ConfigDict, Field


class Limits(BaseModel):
    """Limits on requests, responses and connections; these defaults hold without an access file, too.

    Attributes
    ----------
    requests_per_minute : int
        Requests of one person, of one program or, for unknown callers, of one IP address. A page needs about 100.
    target_bytes : int
        Longest path with query. [B]
    body_bytes : int
        Largest body of a request; no route needs one. [B]
    file_rows : int
        Most rows of a CSV, Arrow or Parquet file. The default holds 12 months of minutes of one site's assets.
    query_seconds : float
        Longest time until the first rows of a query, and between two batches of a file. [s]
    stalled_seconds : float
        Longest time that a request may take to arrive, or that a full send buffer may stay unread. [s]
    connections : int
        Simultaneous connections; further ones are answered 503.
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
    """Counts requests per caller, in the memory of this process.

    Parameters
    ----------
    requests_per_minute : int
        Requests that a caller may send per minute.
    """

    def __init__(self, requests_per_minute: int) -> None:
        self._item = RateLimitItemPerMinute(requests_per_minute)
        self._limiter = FixedWindowRateLimiter(MemoryStorage())

    def seconds_to_wait(self, caller: str) -> int:
        """Count a request; 0 if it is allowed, else the time until the next one is. [s]"""
        if self._limiter.hit(self._item, caller):
            return 0
        return max(1, math.ceil(self._limiter.get_window_stats(self._item, caller).reset_time - time.time()))
