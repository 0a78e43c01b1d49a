"""Serves the rendered site beside the API: compressed where the browser accepts it, under a strict security policy."""

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

from api.errors import error_response

INLINE_SCRIPT = re.compile(rb"<script(?![^>]*\bsrc=)[^>]*>(.*?)</script>", re.DOTALL)
# Paths of both a page and an endpoint: a browser that navigates gets the page, a program gets the rows.
PAGE_AND_ENDPOINT = re.compile(r"^/sites(/|$)")
SECURE_HEADERS = {
    b"x-content-type-options": b"nosniff",
    b"referrer-policy": b"same-origin",
    b"cross-origin-opener-policy": b"same-origin",
    b"cross-origin-resource-policy": b"same-origin",
    b"permissions-policy": b"camera=(), geolocation=(), microphone=()",
    b"x-frame-options": b"DENY",
}


def content_policy(inline_hashes: tuple[str, ...] = ()) -> str:
    """Content-Security-Policy of a response: nothing from other servers, no scripts but the site's own.

    Parameters
    ----------
    inline_hashes : tuple of str
        SHA-256 of the page's inline scripts, base64.
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
def _inline_hashes(path: str, changed_ns: int) -> tuple[str, ...]:  # noqa: ARG001  part of the cache key: a rebuilt page has other scripts
    scripts = INLINE_SCRIPT.findall(Path(path).read_bytes())
    return tuple(base64.b64encode(hashlib.sha256(script).digest()).decode() for script in scripts)


class SiteFiles(StaticFiles):
    """Files of the rendered site; the brotli-compressed one beside a file where the browser accepts it."""

    def __init__(self, folder: Path) -> None:
        super().__init__(directory=folder, html=True)

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """The file, or 304 where it has not changed."""
        headers = Headers(scope=scope)
        sent, compressed = Path(full_path), Path(f"{full_path}.br")
        media = guess_type(str(full_path))[0] or "application/octet-stream"
        extra = {"Vary": "Accept-Encoding"}
        # A range counts bytes of the uncompressed file.
        if "br" in headers.get("accept-encoding", "") and "range" not in headers and compressed.exists():
            sent, stat_result = compressed, compressed.stat()
            extra["Content-Encoding"] = "br"
        if media == "text/html":
            hashes = _inline_hashes(str(full_path), Path(full_path).stat().st_mtime_ns)
            extra["Content-Security-Policy"] = content_policy(hashes)
            # Tells a page that this server has live data; without the header the page does not ask for them.
            extra["Link"] = '</live>; rel="monitor"'
        # The names of these files contain a hash of their content.
        is_immutable = "/immutable/" in str(full_path)
        extra["Cache-Control"] = "public, max-age=31536000, immutable" if is_immutable else "no-cache"
        response = FileResponse(sent, status_code=status_code, stat_result=stat_result, media_type=media, headers=extra)
        if self.is_not_modified(response.headers, headers):
            return NotModifiedResponse(response.headers)
        return response


def site_app(folder: Path) -> ASGIApp:
    """Application that serves the site's files and answers 404 to every other path."""
    files: list[ASGIApp] = []

    async def serve_files(scope: Scope, receive: Receive, send: Send) -> None:
        # The site may be rendered after the server has started.
        if not (folder / "index.html").exists():
            await error_response(503, "No site is rendered yet: run `make site`.")(scope, receive, send)
            return
        if not files:
            files.append(Starlette(routes=[Mount("/", app=SiteFiles(folder))]))
        await files[0](scope, receive, send)

    return serve_files


def secured(send: Send) -> Send:
    """Add security headers: nothing foreign runs, no other site frames a page, no content type is guessed."""

    async def send_secured(message: Message) -> None:
        if message["type"] == "http.response.start":
            names = {name for name, _ in message["headers"]}
            policy = (b"content-security-policy", content_policy().encode())
            # A policy sent with 304 would replace the page's own policy in the browser's cache.
            has_policy = policy[0] in names or message["status"] == 304
            headers = [*SECURE_HEADERS.items(), *([] if has_policy else [policy])]
            missing = [(name, value) for name, value in headers if name not in names]
            message["headers"] = [*message["headers"], *missing]
        await send(message)

    return send_secured


def relative_redirects(send: Send) -> Send:
    """Reduce redirects to paths: the framework writes the whole address, with the Host header of the request."""

    async def send_relative(message: Message) -> None:
        if message["type"] == "http.response.start" and 300 <= message["status"] < 400:
            headers = MutableHeaders(scope=message)
            if "location" in headers:
                parts = urlsplit(headers["location"])
                headers["location"] = parts._replace(scheme="", netloc="").geturl()
        await send(message)

    return send_relative


class SiteBesideApi:
    """Passes a request to the site or to the API, and adds security headers to the response.

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
        # Evidence requests /api//<page>; the folder has one slash.
        path = re.sub(r"/{2,}", "/", scope["path"])
        wants_page = PAGE_AND_ENDPOINT.match(path) and "text/html" in Headers(scope=scope).get("accept", "")
        is_api = self.API_PATHS.match(path) and not wants_page

        # A redirect stays on this server, whatever the Host header says.
        send = relative_redirects(secured(send))
        if is_api or self.site is None:
            await self.api(scope, receive, send)
        else:
            await self.site({**scope, "path": path}, receive, send)
