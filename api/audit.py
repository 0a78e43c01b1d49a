"""Audit log: who read what, one JSON line per request, without tokens, cookies or login codes."""

from __future__ import annotations

import json
import os
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from logging import INFO, LogRecord
from logging.handlers import RotatingFileHandler
from pathlib import Path

FILE_BYTES, FILES_KEPT = 20_000_000, 20
# A token that was put into an address by mistake.
TOKEN = re.compile(r"bess_[\w-]+")
# The query of a login callback holds a code that must stay secret.
SECRET_QUERY_PATHS = ("/login", "/logout")


@dataclass
class Entry:
    """One request.

    Attributes
    ----------
    at : str
        Time of arrival. [UTC]
    principal, audience : str or None
        Caller and audience; None for an unknown caller.
    address : str
        IP address of the caller.
    method, path, query : str
        The request.
    status : int
        Status of the response; 0 where the connection ended before it.
    bytes : int
        Length of the sent body. [B]
    duration_ms : float
        Time from the request to the end of the response. [ms]
    """

    at: str
    principal: str | None
    audience: str | None
    address: str
    method: str
    path: str
    query: str
    status: int = 0
    bytes: int = 0
    duration_ms: float = 0.0


class _PrivateFiles(RotatingFileHandler):
    """Files that only their owner may read."""

    def _open(self):  # type: ignore[no-untyped-def]
        return open(
            self.baseFilename, self.mode, encoding="utf-8", opener=lambda path, flags: os.open(path, flags, 0o600)
        )


class Audit:
    """The log, in rotating files.

    Parameters
    ----------
    path : Path
        The newest file; older files have a number behind their name.
    """

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._handler = _PrivateFiles(path, maxBytes=FILE_BYTES, backupCount=FILES_KEPT, encoding="utf-8")

    def write(self, entry: Entry) -> None:
        """Log a request."""
        is_secret = entry.path.startswith(SECRET_QUERY_PATHS)
        fields = asdict(entry) | {
            "path": TOKEN.sub("bess_…", entry.path),
            "query": "" if is_secret else TOKEN.sub("bess_…", entry.query),
        }
        line = json.dumps(fields, ensure_ascii=True)
        self._handler.handle(LogRecord("audit", INFO, "", 0, line, None, None))

    def close(self) -> None:
        """Close the file."""
        self._handler.close()


def now() -> str:
    """Now, in the format of the log. [UTC]"""
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
