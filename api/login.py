"""Login of people at an OpenID Connect provider (code, PKCE, state, nonce); a signed cookie holds the session."""

from __future__ import annotations

import secrets
import time
from html import escape
from typing import Any
from urllib.parse import urlsplit

import httpx2
from authlib.integrations.base_client import OAuthError
from authlib.integrations.starlette_client import OAuth
from itsdangerous import BadSignature, URLSafeTimedSerializer
from joserfc.errors import JoseError
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.sessions import SessionMiddleware
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from api.access import Access, LoginSettings, Principal

LOGIN_SECONDS = 600
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>BESS Analytics</title>
<meta name="viewport" content="width=device-width"><main><p>{sentence}</p>{more}</main></html>"""
LOGOUT_FORM = '<form method="post" action="/logout"><button>Log out</button></form>'
START_LINK = '<p><a href="/">Back to the start</a></p>'


def page(status: int, sentence: str, more: str = "") -> HTMLResponse:
    """A page with one sentence."""
    headers = {"Cache-Control": "no-store"}
    return HTMLResponse(PAGE.format(sentence=escape(sentence), more=more), status_code=status, headers=headers)


def local_target(target: str) -> str:
    """Path to return to after the login; the start page where the requested one is not a path of this server.

    Parameters
    ----------
    target : str
        Path with query that the browser requested.
    """
    parts = urlsplit(target)
    is_local = target.startswith("/") and not (parts.scheme or parts.netloc)
    # Browsers read `\\` as `/` and drop control characters: `/\\evil` would lead to another host.
    is_plain = target.isprintable() and not target.startswith("//") and "\\" not in target
    return target if is_local and is_plain and not parts.path.startswith(("/login", "/logout")) else "/"


class Login:
    """Routes of the login, and the owner of a session cookie.

    Keys are made when the server starts: no secret lies on disk, and after a restart everybody logs in again.

    Parameters
    ----------
    access : Access
        The access file.
    settings : LoginSettings
        Its section about the login.
    """

    def __init__(self, access: Access, settings: LoginSettings) -> None:
        self._settings, self._address = settings, access.address.rstrip("/")
        self._is_secure = access.is_encrypted
        self._cookie = "__Host-bess_session" if self._is_secure else "bess_session"
        self._seconds = int(settings.session_hours * 3600)
        self._signer = URLSafeTimedSerializer(secrets.token_hex(32), salt="session")
        self._ended: dict[str, float] = {}
        secret = settings.client_secret()
        options = {"scope": settings.scope, "code_challenge_method": "S256", "timeout": 10}
        if secret is None:
            # A client without a secret proves by PKCE alone that it started the login.
            options["token_endpoint_auth_method"] = "none"
        self._provider = OAuth().register(
            "provider",
            server_metadata_url=f"{settings.issuer.rstrip('/')}/.well-known/openid-configuration",
            client_id=settings.client_id,
            client_secret=secret,
            client_kwargs=options,
        )
        self.app = Starlette(
            routes=[
                Route("/login", self._start),
                Route("/login/callback", self._finish),
                Route("/logout", self._confirm_logout),
                Route("/logout", self._log_out, methods=["POST"]),
            ],
            middleware=[
                # Holds state, nonce and PKCE verifier while the browser is at the provider.
                Middleware(
                    SessionMiddleware,
                    secret_key=secrets.token_hex(32),
                    session_cookie="bess_login",
                    max_age=LOGIN_SECONDS,
                    path="/login",
                    same_site="lax",
                    https_only=self._is_secure,
                )
            ],
        )

    def person(self, connection: HTTPConnection) -> Principal | None:
        """Owner of the session cookie; None where it is missing, forged, expired or logged out."""
        try:
            session = self._signer.loads(connection.cookies.get(self._cookie, ""), max_age=self._seconds)
        except BadSignature:
            return None
        return None if session["id"] in self._ended else Principal(session["name"], session["audience"])

    async def _start(self, request: Request) -> Response:
        request.session["next"] = local_target(request.query_params.get("next", "/"))
        try:
            response: Response = await self._provider.authorize_redirect(request, f"{self._address}/login/callback")
        except (httpx2.HTTPError, OAuthError, ValueError):
            return page(503, "The login provider does not answer. Try again in a minute.")
        return response

    async def _finish(self, request: Request) -> Response:
        target = local_target(request.session.pop("next", "/"))
        try:
            token = await self._provider.authorize_access_token(request)
            claims = dict(token.get("userinfo") or {})
            if not claims:
                raise OAuthError("no_identity")
            if self._settings.claim not in claims:
                # Some providers return groups only from their userinfo endpoint.
                claims |= {k: v for k, v in dict(await self._provider.userinfo(token=token)).items() if k not in claims}
        except httpx2.HTTPError:
            return page(503, "The login provider does not answer. Try again in a minute.")
        except (OAuthError, JoseError, ValueError, KeyError):
            sentence = "The login was not completed: it was started in another browser, has expired or was refused."
            return page(400, sentence, START_LINK)
        audience = self._audience(claims)
        # The audit log needs a name that people cannot choose themselves at the provider.
        name = str(claims["email"] if claims.get("email_verified") is True and "email" in claims else claims["sub"])
        if audience is None:
            return page(403, f"You are logged in as {name}, but nothing is shared with you.")
        response = RedirectResponse(target, status_code=303)
        session = {"id": secrets.token_hex(16), "name": f"person:{name}", "audience": audience}
        response.set_cookie(
            self._cookie, str(self._signer.dumps(session)), max_age=self._seconds, path="/",
            secure=self._is_secure, httponly=True, samesite="lax",
        )  # fmt: skip
        return response

    def _audience(self, claims: dict[str, Any]) -> str | None:
        claim = claims.get(self._settings.claim) or []
        values = [claim] if isinstance(claim, str) else list(claim)
        if self._settings.claim == "email":
            # Otherwise anyone who may enter any address at the provider could choose an audience.
            values = [value.lower() for value in values] if claims.get("email_verified") is True else []
        return next((audience for value, audience in self._settings.audiences.items() if value in values), None)

    async def _confirm_logout(self, _: Request) -> Response:
        return page(200, "Do you want to log out?", LOGOUT_FORM)

    async def _log_out(self, request: Request) -> Response:
        try:
            session = self._signer.loads(request.cookies.get(self._cookie, ""), max_age=self._seconds)
            # A copy of the cookie would otherwise be valid until it expires.
            now = time.monotonic()
            self._ended = {session_id: until for session_id, until in self._ended.items() if until > now}
            self._ended[session["id"]] = now + self._seconds
        except BadSignature:
            pass
        response = page(200, "You are logged out here, but perhaps not at the login provider.", START_LINK)
        response.delete_cookie(self._cookie, path="/", secure=self._is_secure, httponly=True, samesite="lax")
        # The next person at this browser must not see what it has cached.
        response.headers["Clear-Site-Data"] = '"cache", "storage"'
        return response
