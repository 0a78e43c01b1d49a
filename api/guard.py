"""Stands before site and API: bounds what is asked, finds out who asks, and hands them to what is theirs alone."""

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
from api.answers import as_json
from api.audit import Audit, Entry, now
from api.limits import Limits, Rate
from api.login import Login
from api.problems import told
from api.site import secured
from api.tokens import TokenStore
from api.warehouse import NotPublishedError, Warehouse

LOGIN_PATHS = ("/login", "/login/callback", "/logout")
REALM = 'Bearer realm="bess"'


class Guard:
    """Answers one request: refuses it, or gives it to the application of its audience.

    Parameters
    ----------
    served : mapping
        Application by audience; with `access` None only the one named "".
    limits : Limits
        How much one caller may ask for.
    access : Access or None
        Who may read what; None asks nobody.
    warehouses : tuple of Warehouse
        All that are served; `/ready` tells whether all are published.
    """

    def __init__(
        self,
        served: Mapping[str, ASGIApp],
        limits: Limits,
        access: Access | None = None,
        warehouses: tuple[Warehouse, ...] = (),
    ) -> None:
        self._served, self._limits, self._access, self._warehouses = served, limits, access, warehouses
        self._rate = Rate(limits.requests_per_minute)
        self._audit = Audit(access.audit) if access else None
        self._tokens = TokenStore(access.tokens) if access else None
        self._login = Login(access, access.login) if access and access.login else None
        hosts = list(access.hosts if access else LOOPBACK_HOSTS)
        # A page elsewhere whose name is made to lead here would otherwise read through its visitor's browser.
        self._checked = TrustedHostMiddleware(self._answer, allowed_hosts=hosts, www_redirect=False)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request and note it."""
        if scope["type"] != "http":
            return
        entry = Entry(
            now(), None, None, scope["client"][0] if scope["client"] else "", scope["method"],
            scope["path"], scope["query_string"].decode("latin-1"),
        )  # fmt: skip
        began = time.perf_counter()

        async def counted(message: Message) -> None:
            if message["type"] == "http.response.start":
                entry.status = message["status"]
                if self._access:
                    _for_one_reader(message)
            else:
                entry.bytes += len(message.get("body", b""))
            await send(message)

        try:
            await self._checked({**scope, "entry": entry}, receive, secured(counted))
        finally:
            if self._audit:
                entry.duration_ms = round((time.perf_counter() - began) * 1000, 1)
                self._audit.write(entry)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        await (self._refusal(scope) or self._chosen(scope))(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        """Why a request is too large or of the wrong kind, if it is."""
        connection, limits = HTTPConnection(scope), self._limits
        if len(scope.get("raw_path", b"")) + len(scope["query_string"]) > limits.target_bytes:
            return told(414, f"The address is longer than {limits.target_bytes:,} bytes.")
        is_logout = self._login and scope["path"] == "/logout" and scope["method"] == "POST"
        if scope["method"] not in ("GET", "HEAD") and not is_logout:
            return told(405, "Everything here is only read: GET and HEAD.", {"Allow": "GET, HEAD"})
        if "transfer-encoding" in connection.headers:
            return told(411, "A body of unknown length is not taken.", {"Connection": "close"})
        # h11 has refused what is no number.
        if int(connection.headers.get("content-length", "0")) > limits.body_bytes:
            return told(413, f"A body of more than {limits.body_bytes:,} bytes is not taken.", {"Connection": "close"})
        return None

    def _chosen(self, scope: Scope) -> ASGIApp:
        """What answers: a refusal, the login, or the application of the caller's audience."""
        connection, entry = HTTPConnection(scope), scope["entry"]
        try:
            principal = self._principal(connection)
        except ValueError:
            return told(503, "The list of tokens cannot be read.")
        if principal:
            entry.principal, entry.audience = principal.name, principal.audience
        if self._access and scope["path"] == "/health":
            return as_json({"status": "ok"})
        seconds = self._rate.seconds_to_wait(principal.name if principal and self._access else entry.address)
        if seconds:
            said = f"More than {self._limits.requests_per_minute:,} requests in a minute: wait {seconds} s."
            return told(429, said, {"Retry-After": str(seconds)})
        if self._login and scope["path"] in LOGIN_PATHS:
            return self._login.app
        if principal is None:
            return self._state() if scope["path"] == "/ready" else self._unknown(connection)
        return self._served.get(principal.audience) or told(403, "What was shared with you is no longer served.")

    def _principal(self, connection: HTTPConnection) -> Principal | None:
        if self._tokens is None:
            return Principal("anyone", "")
        scheme, _, presented = connection.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            token = self._tokens.owner(presented.strip())
            return Principal(f"program:{token.name}", token.audience) if token else None
        return self._login.person(connection) if self._login else None

    def _state(self) -> Response:
        """Whether everything is published; what, is nobody's business who is not known."""
        try:
            for warehouse in self._warehouses:
                warehouse.snapshot()
        except NotPublishedError:
            return told(503, "Not everything is published yet.")
        return as_json({"status": "ready"})

    def _unknown(self, connection: HTTPConnection) -> Response:
        """A browser is led to the login, a program is told what is missing."""
        headers, scope = connection.headers, connection.scope
        is_navigation = (
            "text/html" in headers.get("accept", "") and headers.get("sec-fetch-mode", "navigate") == "navigate"
        )
        if self._login and is_navigation and "authorization" not in headers:
            query = scope["query_string"].decode("latin-1")
            target = quote(scope["path"]) + (f"?{query}" if query else "")
            return RedirectResponse(f"/login?next={quote(target, safe='/')}", status_code=303)
        if "authorization" in headers:
            said = "This token opens nothing: it is unknown, has expired or was revoked."
            return told(401, said, {"WWW-Authenticate": f'{REALM}, error="invalid_token"'})
        return told(401, "Say who you are: Authorization: Bearer <token>.", {"WWW-Authenticate": REALM})


def _for_one_reader(message: Message) -> None:
    """Keep an answer out of caches that others share."""
    headers = MutableHeaders(scope=message)
    kept = headers.get("cache-control", "no-cache")
    headers["Cache-Control"] = kept.replace("public", "private") if "public" in kept else f"private, {kept}"
    headers.add_vary_header("Authorization, Cookie")
