"""The HTTP API over what is published. `create_app` makes it; `python -m api` serves it."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Mapping
from contextlib import suppress

from fastapi.responses import Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.contracts import Relation
from api.limits import Limits
from api.problems import told
from api.routes import app_over
from api.warehouse import NotPublishedError, Snapshot, Warehouse


class PublishedApi:
    """The application over whatever is published: a request is answered from the one build that it began with.

    Parameters
    ----------
    warehouse : Warehouse
        The published warehouse; it may be published later than the application starts.
    limits : Limits
        How long the engine may work, and how many rows a file may have.
    """

    def __init__(self, warehouse: Warehouse, limits: Limits) -> None:
        self._warehouse, self._limits = warehouse, limits
        self._lock = threading.Lock()
        self._app: ASGIApp | None = None
        self._relations: Mapping[str, Relation] = {}

    def prepare(self) -> None:
        """Open what is published now, if anything is."""
        with suppress(NotPublishedError):
            self._current()

    def _current(self) -> tuple[Snapshot, ASGIApp]:
        snapshot = self._warehouse.snapshot()
        with self._lock:
            # Most builds have the columns of the one before.
            if self._app is None or snapshot.relations != self._relations:
                self._app, self._relations = app_over(snapshot.relations, self._limits), snapshot.relations
            return snapshot, self._app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        path = scope["path"].rstrip("/") or "/"
        try:
            snapshot, app = await run_in_threadpool(self._current)
        except NotPublishedError as error:
            if path == "/health":
                await app_over({}, self._limits)(scope, receive, send)
                return
            await told(503, str(error))(scope, receive, send)
            return
        # An address with a slash at its end is the same list; a redirect would trust the Host header.
        scope = {**scope, "path": path, "snapshot": snapshot}
        if scope["method"] == "HEAD":
            # The server sends no body then; the headers are those of GET.
            scope["method"] = "GET"
        if not path.startswith(("/sites", "/metrics", "/live")):
            await app(scope, receive, send)
            return
        await _tagged(app, snapshot.build)(scope, receive, send)


def _tagged(app: ASGIApp, build: str) -> ASGIApp:
    """An answer's ETag is its build, address and form: unchanged data are not sent twice."""

    async def answer(scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        said = f"{build} {scope['path']}?{scope['query_string'].decode('latin-1')} {headers.get('accept', '')}"
        tag = f'"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'
        if tag in headers.get("if-none-match", ""):
            await Response(status_code=304, headers={"ETag": tag})(scope, receive, send)
            return

        async def tagged(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                MutableHeaders(scope=message).update({"ETag": tag, "Cache-Control": "no-cache", "Vary": "Accept"})
            await send(message)

        await app(scope, receive, tagged)

    return answer


def create_app(warehouse: Warehouse, limits: Limits | None = None) -> ASGIApp:
    """The API over a warehouse, with the default limits where none are given."""
    api = PublishedApi(warehouse, limits or Limits())
    # Reading contracts takes seconds, which the first request should not wait for.
    api.prepare()
    return api
