"""Checks every request before site and API: its size, the caller, the rate, and which audience's files answer it."""

from __future__ import annotations

import time
from collections.abc import Mapping
from urllib.parse import quote

from starlette.datastructures import MutableHeaders
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.access import LOOPBACK_HOSTS, Access, Principal
from api.audit import Audit, Entry, now
from api.errors import error_response
from api.formats import json_response
from api.limits import Limits, Rate
from api.login import Login
from api.site import secured
from api.tokens import TokenStore
from api.warehouse import NotPublishedError, Warehouse

LOGIN_PATHS = ("/login", "/login/callback", "/logout")
REALM = 'Bearer realm="bess"'


class Guard:
    """Refuses a request, or passes it to the application of the caller's audience.

    Parameters
    ----------
    applications : mapping
        Application by audience; without `access` only the one named "".
    limits : Limits
        How much one caller may request.
    access : Access or None
        Who may read what; without it callers are not identified and everything is served.
    warehouses : tuple of Warehouse
        All that are served; `/ready` says whether all are published.
    """

    def __init__(
        self,
        applications: Mapping[str, ASGIApp],
        limits: Limits,
        access: Access | None = None,
        warehouses: tuple[Warehouse, ...] = (),
    ) -> None:
        self._applications, self._limits, self._access, self._warehouses = applications, limits, access, warehouses
        self._rate = Rate(limits.requests_per_minute)
        self._audit = Audit(access.audit) if access else None
        self._tokens = TokenStore(access.tokens) if access else None
        self._login = Login(access, access.login) if access and access.login else None
        hosts = list(access.hosts if access else LOOPBACK_HOSTS)
        # DNS rebinding: a foreign page whose name resolves to this server would read it through a visitor's browser.
        self._with_known_host = TrustedHostMiddleware(self._answer, allowed_hosts=hosts, www_redirect=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request and log it."""
        if scope["type"] != "http":
            return
        entry = Entry(
            now(), None, None, scope["client"][0] if scope["client"] else "", scope["method"],
            scope["path"], scope["query_string"].decode("latin-1"),
        )  # fmt: skip
        started = time.perf_counter()

        async def send_counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                entry.status = message["status"]
                if self._access:
                    _mark_as_private(message)
            else:
                entry.bytes += len(message.get("body", b""))
            await send(message)

        try:
            await self._with_known_host({**scope, "entry": entry}, receive, secured(send_counted))
        finally:
            if self._audit:
                entry.duration_ms = round((time.perf_counter() - started) * 1000, 1)
                self._audit.write(entry)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        await (self._refusal(scope) or self._application(scope))(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        """The error response to a request that is too large or not one to read; None where it is neither."""
        connection, limits = HTTPConnection(scope), self._limits
        if len(scope.get("raw_path", b"")) + len(scope["query_string"]) > limits.target_bytes:
            return error_response(414, f"The address is longer than {limits.target_bytes:,} bytes.")
        is_logout = self._login and scope["path"] == "/logout" and scope["method"] == "POST"
        if scope["method"] not in ("GET", "HEAD") and not is_logout:
            return error_response(405, "This server is read-only: use GET or HEAD.", {"Allow": "GET, HEAD"})
        if "transfer-encoding" in connection.headers:
            return error_response(411, "A body must state its length.", {"Connection": "close"})
        # h11 has refused a length that is not a number.
        if int(connection.headers.get("content-length", "0")) > limits.body_bytes:
            sentence = f"A body may have {limits.body_bytes:,} bytes at most."
            return error_response(413, sentence, {"Connection": "close"})
        return None

    def _application(self, scope: Scope) -> ASGIApp:
        """What answers a request: an error response, the login, or the application of the caller's audience."""
        connection, entry = HTTPConnection(scope), scope["entry"]
        try:
            principal = self._principal(connection)
        except ValueError:
            return error_response(503, "The list of tokens cannot be read.")
        if principal:
            entry.principal, entry.audience = principal.name, principal.audience
        if self._access and scope["path"] == "/health":
            return json_response({"status": "ok"})
        seconds = self._rate.seconds_to_wait(principal.name if principal and self._access else entry.address)
        if seconds:
            sentence = f"More than {self._limits.requests_per_minute:,} requests in a minute: wait {seconds} s."
            return error_response(429, sentence, {"Retry-After": str(seconds)})
        if self._login and scope["path"] in LOGIN_PATHS:
            return self._login.app
        if principal is None:
            return self._readiness() if scope["path"] == "/ready" else self._request_for_identity(connection)
        application = self._applications.get(principal.audience)
        return application or error_response(403, "What was shared with you is no longer served.")

    def _principal(self, connection: HTTPConnection) -> Principal | None:
        if self._tokens is None:
            return Principal("anyone", "")
        scheme, _, credentials = connection.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            token = self._tokens.find_valid(credentials.strip())
            return Principal(f"program:{token.name}", token.audience) if token else None
        return self._login.person(connection) if self._login else None

    def _readiness(self) -> Response:
        """Whether everything is published; unknown callers learn neither build nor age."""
        try:
            for warehouse in self._warehouses:
                warehouse.snapshot()
        except NotPublishedError:
            return error_response(503, "Not everything is published yet.")
        return json_response({"status": "ready"})

    def _request_for_identity(self, connection: HTTPConnection) -> Response:
        """Response to an unknown caller: a browser is redirected to the login, a program is asked for a token."""
        headers, scope = connection.headers, connection.scope
        is_navigation = (
            "text/html" in headers.get("accept", "") and headers.get("sec-fetch-mode", "navigate") == "navigate"
        )
        if self._login and is_navigation and "authorization" not in headers:
            query = scope["query_string"].decode("latin-1")
            target = quote(scope["path"]) + (f"?{query}" if query else "")
            return RedirectResponse(f"/login?next={quote(target, safe='/')}", status_code=303)
        if "authorization" in headers:
            sentence = "This token is not valid: it is unknown, has expired or was revoked."
            return error_response(401, sentence, {"WWW-Authenticate": f'{REALM}, error="invalid_token"'})
        return error_response(401, "Send a token: `Authorization: Bearer <token>`.", {"WWW-Authenticate": REALM})


def _mark_as_private(message: Message) -> None:
    """Keep a response out of shared caches (`Cache-Control: private`)."""
    headers = MutableHeaders(scope=message)
    value = headers.get("cache-control", "no-cache")
    headers["Cache-Control"] = value.replace("public", "private") if "public" in value else f"private, {value}"
    headers.add_vary_header("Authorization, Cookie")
