"""The HTTP server: ends connections that send or read too slowly, and prints its address when it listens."""

from __future__ import annotations

import asyncio

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from api.access import Access
from api.limits import Limits

LARGEST_HEADERS_BYTES = 32_768


def protocol_with_timeout(seconds: float) -> type[H11Protocol]:
    """HTTP protocol that closes a connection whose request takes too long to arrive, or whose response is not read.

    Uvicorn itself only closes connections that are idle between two requests. A client that sends its headers byte by
    byte, or never reads the response, would hold its connection for ever.

    Parameters
    ----------
    seconds : float
        Longest wait. [s]
    """

    class ProtocolWithTimeout(H11Protocol):
        request_timeout: asyncio.TimerHandle | None = None
        response_timeout: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self.start_request_timeout()

        def data_received(self, data: bytes) -> None:
            if self.conn.their_state is h11.IDLE:
                self.start_request_timeout()
            super().data_received(data)
            if self.conn.their_state not in (h11.IDLE, h11.SEND_BODY):
                self.stop_request_timeout()

        def start_request_timeout(self) -> None:
            # Runs from the first byte: later bytes do not extend it.
            self.request_timeout = self.request_timeout or self.loop.call_later(seconds, self.transport.abort)

        def stop_request_timeout(self) -> None:
            if self.request_timeout:
                self.request_timeout.cancel()
                self.request_timeout = None

        def pause_writing(self) -> None:
            super().pause_writing()
            self.response_timeout = self.loop.call_later(seconds, self.transport.abort)

        def resume_writing(self) -> None:
            super().resume_writing()
            if self.response_timeout:
                self.response_timeout.cancel()

        def timeout_keep_alive_handler(self) -> None:
            super().timeout_keep_alive_handler()
            # A connection that is being closed still waits until its response is read.
            if self.transport.get_write_buffer_size():
                self.response_timeout = self.loop.call_later(seconds, self.transport.abort)

        def connection_lost(self, exc: Exception | None) -> None:
            self.stop_request_timeout()
            if self.response_timeout:
                self.response_timeout.cancel()
            super().connection_lost(exc)

    return ProtocolWithTimeout


def server_config(app: ASGIApp, port: int, limits: Limits, access: Access | None) -> uvicorn.Config:
    """Configuration of the server. It speaks plain HTTP: a reverse proxy ends TLS (docs/serving.md).

    Parameters
    ----------
    app : ASGI application
        What answers requests.
    port : int
        Port; 0 takes a free one.
    limits : Limits
        How slow connections may be, and how many.
    access : Access or None
        Address to listen at and the trusted proxy; loopback and no proxy without it.
    """
    return uvicorn.Config(
        app,
        host=access.host if access else "127.0.0.1",
        port=port,
        http=protocol_with_timeout(limits.stalled_seconds),
        ws="none",
        lifespan="off",
        log_level="warning",
        limit_concurrency=limits.connections,
        h11_max_incomplete_event_size=LARGEST_HEADERS_BYTES,
        server_header=False,
        # Any client can send X-Forwarded-For; only the proxy's is trusted.
        proxy_headers=bool(access and access.proxy),
        forwarded_allow_ips=list(access.proxy) if access and access.proxy else [],
    )


class AnnouncingServer(uvicorn.Server):
    """A server that prints its address and who has access when it listens.

    Parameters
    ----------
    config : Config
        Its configuration.
    access : Access or None
        Who may read what.
    """

    def __init__(self, config: uvicorn.Config, access: Access | None) -> None:
        super().__init__(config)
        self._access = access

    async def startup(self, sockets: object = None) -> None:
        """Listen, then print the address."""
        await super().startup(sockets)  # type: ignore[arg-type]
        port = self.servers[0].sockets[0].getsockname()[1]
        if self._access is None:
            who = "loopback only; no login; everything is served"
        else:
            login = "people log in, " if self._access.login else ""
            who = f"{login}programs send a token; audiences: {', '.join(self._access.audiences)}"
        print(f"http://{self.config.host}:{port} ({who}; Ctrl-C stops it)", flush=True)
