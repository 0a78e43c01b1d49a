"""People log in at an OpenID Connect provider (code, PKCE, state, nonce); a signed cookie remembers them."""

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

from api.access import Access, Principal
from api.access import Login as LoginConfiguration

HANDSHAKE_SECONDS = 600
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>BESS Analytics</title>
<meta name="viewport" content="width=device-width"><main><p>{sentence}</p>{more}</main></html>"""
BUTTON = '<form method="post" action="/logout"><button>Log out</button></form>'
START = '<p><a href="/">Back to the start</a></p>'


def page(status: int, sentence: str, more: str = "") -> HTMLResponse:
    """A sentence for a browser."""
    headers = {"Cache-Control": "no-store"}
    return HTMLResponse(PAGE.format(sentence=escape(sentence), more=more), status_code=status, headers=headers)


def own_target(target: str) -> str:
    """Where to go after the login: an address of this server, or its start where it is none.

    Parameters
    ----------
    target : str
        Path with query, as the browser asked for it.
    """
    parts = urlsplit(target)
    is_own = target.startswith("/") and not (parts.scheme or parts.netloc)
    # Browsers read `\\` as `/` and drop control characters: `/\\evil` would be another host.
    is_plain = target.isprintable() and not target.startswith("//") and "\\" not in target
    return target if is_own and is_plain and not parts.path.startswith(("/login", "/logout")) else "/"


class Login:
    """The routes of the login, and who a cookie belongs to.

    Keys are made when the server starts: nothing to keep secret on disk, and a restart asks everybody once more.

    Parameters
    ----------
    access : Access
        The configuration.
    said : login of the configuration
        Its part about people.
    """

    def __init__(self, access: Access, said: LoginConfiguration) -> None:
        self._said, self._address = said, access.address.rstrip("/")
        self._is_secure = access.is_encrypted
        self._cookie = "__Host-bess_session" if self._is_secure else "bess_session"
        self._seconds = int(said.session_hours * 3600)
        self._signer = URLSafeTimedSerializer(secrets.token_hex(32), salt="session")
        self._ended: dict[str, float] = {}
        secret, options = said.client_secret(), {"scope": said.scope, "code_challenge_method": "S256", "timeout": 10}
        if secret is None:
            # A client without a secret proves by PKCE alone that it began the login.
            options["token_endpoint_auth_method"] = "none"
        self._provider = OAuth().register(
            "provider",
            server_metadata_url=f"{said.issuer.rstrip('/')}/.well-known/openid-configuration",
            client_id=said.client_id,
            client_secret=secret,
            client_kwargs=options,
        )
        self.app = Starlette(
            routes=[
                Route("/login", self._begin),
                Route("/login/callback", self._return),
                Route("/logout", self._ask_to_end),
                Route("/logout", self._end, methods=["POST"]),
            ],
            middleware=[
                # Holds state, nonce and PKCE verifier between leaving for the provider and coming back.
                Middleware(
                    SessionMiddleware,
                    secret_key=secrets.token_hex(32),
                    session_cookie="bess_login",
                    max_age=HANDSHAKE_SECONDS,
                    path="/login",
                    same_site="lax",
                    https_only=self._is_secure,
                )
            ],
        )

    def person(self, connection: HTTPConnection) -> Principal | None:
        """Who the session cookie belongs to; nobody where it is missing, forged, too old or ended."""
        try:
            kept = self._signer.loads(connection.cookies.get(self._cookie, ""), max_age=self._seconds)
        except BadSignature:
            return None
        return None if kept["id"] in self._ended else Principal(kept["name"], kept["audience"])

    async def _begin(self, request: Request) -> Response:
        request.session["next"] = own_target(request.query_params.get("next", "/"))
        try:
            answer: Response = await self._provider.authorize_redirect(request, f"{self._address}/login/callback")
        except (httpx2.HTTPError, OAuthError, ValueError):
            return page(503, "The login provider does not answer. Try again in a minute.")
        return answer

    async def _return(self, request: Request) -> Response:
        target = own_target(request.session.pop("next", "/"))
        try:
            token = await self._provider.authorize_access_token(request)
            claims = dict(token.get("userinfo") or {})
            if not claims:
                raise OAuthError("no_identity")
            if self._said.claim not in claims:
                # Some providers tell groups only when asked for the person.
                claims |= {k: v for k, v in dict(await self._provider.userinfo(token=token)).items() if k not in claims}
        except httpx2.HTTPError:
            return page(503, "The login provider does not answer. Try again in a minute.")
        except (OAuthError, JoseError, ValueError, KeyError):
            return page(400, "This login was not completed: it was begun elsewhere, is too old or was refused.", START)
        audience = self._audience(claims)
        # The log names who it was: what people may call themselves at the provider does not.
        name = str(claims["email"] if claims.get("email_verified") is True and "email" in claims else claims["sub"])
        if audience is None:
            return page(403, f"You are logged in as {name}, but nothing is shared with you.")
        answer = RedirectResponse(target, status_code=303)
        kept = {"id": secrets.token_hex(16), "name": f"person:{name}", "audience": audience}
        answer.set_cookie(
            self._cookie, str(self._signer.dumps(kept)), max_age=self._seconds, path="/",
            secure=self._is_secure, httponly=True, samesite="lax",
        )  # fmt: skip
        return answer

    def _audience(self, claims: dict[str, Any]) -> str | None:
        held = claims.get(self._said.claim) or []
        values = [held] if isinstance(held, str) else list(held)
        if self._said.claim == "email":
            # Whoever may type any e-mail at the provider would otherwise choose what to read.
            values = [value.lower() for value in values] if claims.get("email_verified") is True else []
        return next((audience for value, audience in self._said.audiences.items() if value in values), None)

    async def _ask_to_end(self, _: Request) -> Response:
        return page(200, "Do you want to log out?", BUTTON)

    async def _end(self, request: Request) -> Response:
        try:
            kept = self._signer.loads(request.cookies.get(self._cookie, ""), max_age=self._seconds)
            # A copy of the cookie would otherwise work until it is too old.
            moment = time.monotonic()
            self._ended = {one: until for one, until in self._ended.items() if until > moment}
            self._ended[kept["id"]] = moment + self._seconds
        except BadSignature:
            pass
        answer = page(200, "You are logged out here; the login provider may still know you.", START)
        answer.delete_cookie(self._cookie, path="/", secure=self._is_secure, httponly=True, samesite="lax")
        # What this browser has kept is the last reader's.
        answer.headers["Clear-Site-Data"] = '"cache", "storage"'
        return answer
