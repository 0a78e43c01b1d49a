"""The rendered site beside the API: files as built, packed where the browser takes it, under a strict policy."""

from __future__ import annotations

import base64
import hashlib
import os
import re
from functools import lru_cache
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import urlsplit

from starlette.applications import Starlette
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import FileResponse, Response
from starlette.routing import Mount
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.problems import told

INLINE_SCRIPT = re.compile(rb"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
# Pages whose address is an endpoint's too: a browser that navigates gets the page, a program the rows.
SHARED = re.compile(r"^/sites(/|$)")
SECURE_HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=()",
    b"x-frame-options": b"DENY",
}


def content_policy(inline_hashes: tuple[str, ...] = ()) -> str:
    """Content-Security-Policy of an answer: nothing from elsewhere, no script but the site's own.

    Parameters
    ----------
    inline_hashes : tuple of str
        SHA-256 of the page's own inline scripts, base64.
    """
    hashes = "".join(f" 'sha256-{found}'" for found in inline_hashes)
    return "; ".join(
        [
            "default-src 'self'",
            # The query engine is WebAssembly and runs in a worker.
            f"script-src 'self' 'wasm-unsafe-eval'{hashes}",
            "worker-src 'self' blob:",
            # Charts and components write styles into elements.
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )


@lru_cache(maxsize=2048)
def _inline_hashes(path: str, changed_ns: int) -> tuple[str, ...]:  # noqa: ARG001  a rebuilt page is another page
    scripts = INLINE_SCRIPT.findall(Path(path).read_bytes())
    return tuple(base64.b64encode(hashlib.sha256(script).digest()).decode() for script in scripts)


class SiteFiles(StaticFiles):
    """Files of the built site, brotli-packed where a packed one lies beside and the browser takes it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(directory=folder, html=True)

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """The file, or that it has not changed."""
        headers = Headers(scope=scope)
        sent, packed = Path(full_path), Path(f"{full_path}.br")
        media = guess_type(str(full_path))[0] or "application/octet-stream"
        extra = {"Vary": "Accept-Encoding"}
        # Parts of a file are parts of the plain one.
        if "br" in headers.get("accept-encoding", "") and "range" not in headers and packed.exists():
            sent, stat_result = packed, packed.stat()
            extra["Content-Encoding"] = "br"
        if media == "text/html":
            found = _inline_hashes(str(full_path), Path(full_path).stat().st_mtime_ns)
            extra["Content-Security-Policy"] = content_policy(found)
            # Tells a page that it may ask for newer data; a plain file server says nothing, and is not asked.
            extra["Link"] = '</live>; rel="monitor"'
        # Names of these files change with their content.
        is_immutable = "/immutable/" in str(full_path)
        extra["Cache-Control"] = "public, max-age=31536000, immutable" if is_immutable else "no-cache"
        response = FileResponse(sent, status_code=status_code, stat_result=stat_result, media_type=media, headers=extra)
        if self.is_not_modified(response.headers, headers):
            return NotModifiedResponse(response.headers)
        return response


def site_app(folder: Path) -> ASGIApp:
    """The site's files as an application of their own, which answers 404 to what is no file."""
    files: list[ASGIApp] = []

    async def rendered(scope: Scope, receive: Receive, send: Send) -> None:
        # A site may be rendered after the server has started.
        if not (folder / "index.html").exists():
            await told(503, "No site is rendered yet: run `make site`.")(scope, receive, send)
            return
        if not files:
            files.append(Starlette(routes=[Mount("/", app=SiteFiles(folder))]))
        await files[0](scope, receive, send)

    return rendered


def secured(send: Send) -> Send:
    """Answers with headers that keep a browser from running, framing or guessing anything else."""

    async def answer(message: Message) -> None:
        if message["type"] == "http.response.start":
            names = {name for name, _ in message["headers"]}
            policy = (b"content-security-policy", content_policy().encode())
            # "Not modified" leaves a page its policy; another one here would replace that in the browser's cache.
            keeps_own = policy[0] in names or message["status"] == 304
            added = [*SECURE_HEADERS.items(), *([] if keeps_own else [policy])]
            missing = [(name, value) for name, value in added if name not in names]
            message["headers"] = [*message["headers"], *missing]
        await send(message)

    return answer


def own_redirects(send: Send) -> Send:
    """Redirects as paths: the framework writes the whole address, with the Host that the request named."""

    async def answer(message: Message) -> None:
        if message["type"] == "http.response.start" and 300 <= message["status"] < 400:
            headers = MutableHeaders(scope=message)
            if "location" in headers:
                parts = urlsplit(headers["location"])
                headers["location"] = parts._replace(scheme="", netloc="").geturl()
        await send(message)

    return answer


class SiteBesideApi:
    """Sends a request to the site or to the API, and secures every answer.

    Parameters
    ----------
    api : ASGI application
        The API.
    site : ASGI application or None
        The site's files; without them only the API answers.
    """

    API_PATHS = re.compile(r"^/(sites|metrics|live|health|ready|openapi\.json)(/|$)")

    def __init__(self, api: ASGIApp, site: ASGIApp | None) -> None:
        self.api, self.site = api, site

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self.api(scope, receive, send)
            return
        # Evidence asks for /api//<page>: on disk there is one slash.
        path = re.sub(r"/{2,}", "/", scope["path"])
        wants_page = SHARED.match(path) and "text/html" in Headers(scope=scope).get("accept", "")
        is_api = self.API_PATHS.match(path) and not wants_page

        # A redirect stays on this server, whatever name the request came by.
        send = own_redirects(secured(send))
        if is_api or self.site is None:
            await self.api(scope, receive, send)
        else:
            await self.site({**scope, "path": path}, receive, send)
