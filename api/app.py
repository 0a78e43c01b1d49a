"""The API over a published warehouse. `create_app` makes it; `python -m api` serves it."""

from __future__ import annotations

import hashlib
from contextlib import suppress

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse, Response
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api import document
from api.errors import RequestError, error_response
from api.limits import Limits
from api.published import Publication, PublishedBuild
from api.routers import health, live
from api.warehouse import NotPublishedError, Warehouse

# Responses below these paths depend on nothing but the build, the address and the format.
TAGGED_PATHS = ("/sites", "/metrics", "/live")


class BuildOfRequest:
    """Middleware that gives each request the build that is published when it begins, and tags the response with it.

    Parameters
    ----------
    app : ASGI application
        Answers the request.
    publication : Publication
        Hands out builds.
    """

    def __init__(self, app: ASGIApp, publication: Publication) -> None:
        self._app, self._publication = app, publication

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        build = await run_in_threadpool(self._newest)
        # A path with a slash at its end is the same list; a redirect would trust the Host header.
        scope = {**scope, "path": scope["path"].rstrip("/") or "/", "state": {**scope.get("state", {}), "build": build}}
        if scope["method"] == "HEAD":
            # The server sends no body for HEAD; the headers are those of GET.
            scope["method"] = "GET"
        if isinstance(build, PublishedBuild) and scope["path"].startswith(TAGGED_PATHS):
            await self._answer_tagged(build.snapshot.build, scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _newest(self) -> PublishedBuild | NotPublishedError:
        try:
            return self._publication.newest()
        except NotPublishedError as error:
            return error

    async def _answer_tagged(self, build: str, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer with an ETag of build, address and format, or that the response has not changed."""
        headers = Headers(scope=scope)
        address = f"{scope['path']}?{scope['query_string'].decode('latin-1')}"
        digest = hashlib.sha256(f"{build} {address} {headers.get('accept', '')}".encode()).hexdigest()
        etag = f'"{digest[:32]}"'
        if etag in headers.get("if-none-match", ""):
            await Response(status_code=304, headers={"ETag": etag})(scope, receive, send)
            return

        async def send_tagged(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                MutableHeaders(scope=message).update({"ETag": etag, "Cache-Control": "no-cache", "Vary": "Accept"})
            await send(message)

        await self._app(scope, receive, send_tagged)


def create_app(warehouse: Warehouse, limits: Limits | None = None) -> FastAPI:
    """The API over a warehouse, with the default limits where none are given."""
    publication = Publication(warehouse, limits or Limits())
    # Opened now, so that the first request does not wait for it.
    with suppress(NotPublishedError):
        publication.newest()
    # The document depends on the build, so a route of our own serves it; the framework's documentation pages load
    # scripts from other servers.
    app = FastAPI(openapi_url=None, redirect_slashes=False)
    app.add_middleware(BuildOfRequest, publication=publication)
    for router in (*document.DATA_ROUTERS, live.router, health.router, document.router):
        app.include_router(router)

    @app.exception_handler(RequestError)
    def refused(_: Request, error: RequestError) -> JSONResponse:
        return error_response(error.status, error.detail, valid=error.valid)

    @app.exception_handler(RequestValidationError)
    def not_understood(_: Request, error: RequestValidationError) -> JSONResponse:
        reasons = "; ".join(f"`{found['loc'][-1]}`: {found['msg'].lower()}" for found in error.errors())
        return error_response(422, f"Not understood: {reasons}.")

    return app
