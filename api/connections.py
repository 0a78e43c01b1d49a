"""Connections: ends those that send or read too slowly, and says where the server listens and to whom."""

from __future__ import annotations

import asyncio

import h11
import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

from api.access import Access
from api.limits import Limits

LARGEST_HEADERS_BYTES = 32_768


def patient_for(seconds: float) -> type[H11Protocol]:
    """The HTTP protocol, which waits no longer for a request to arrive or for an answer to be read.

    The server itself only ends connections that are idle between two requests. One that dribbles its headers, or
    never reads what it asked for, would hold its place for ever.

    Parameters
    ----------
    seconds : float
        Longest wait. [s]
    """

    class PatientProtocol(H11Protocol):
        arriving: asyncio.TimerHandle | None = None
        unread: asyncio.TimerHandle | None = None

        def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
            super().connection_made(transport)
            self.wait_for_request()

        def data_received(self, data: bytes) -> None:
            if self.conn.their_state is h11.IDLE:
                self.wait_for_request()
            super().data_received(data)
            if self.conn.their_state not in (h11.IDLE, h11.SEND_BODY):
                self.arrived()

        def wait_for_request(self) -> None:
            # Counted from the first byte: the next one does not buy more time.
            self.arriving = self.arriving or self.loop.call_later(seconds, self.transport.abort)

        def arrived(self) -> None:
            if self.arriving:
                self.arriving.cancel()
                self.arriving = None

        def pause_writing(self) -> None:
            super().pause_writing()
            self.unread = self.loop.call_later(seconds, self.transport.abort)

        def resume_writing(self) -> None:
            super().resume_writing()
            if self.unread:
                self.unread.cancel()

        def timeout_keep_alive_handler(self) -> None:
            super().timeout_keep_alive_handler()
            # Closing waits until everything is read; for that there is an end too.
            if self.transport.get_write_buffer_size():
                self.unread = self.loop.call_later(seconds, self.transport.abort)

        def connection_lost(self, exc: Exception | None) -> None:
            self.arrived()
            if self.unread:
                self.unread.cancel()
            super().connection_lost(exc)

    return PatientProtocol


def configured(app: ASGIApp, port: int, limits: Limits, access: Access | None) -> uvicorn.Config:
    """How the server listens.

    Parameters
    ----------
    app : ASGI application
        What answers.
    port : int
        Port; 0 takes a free one.
    limits : Limits
        How slow and how many connections may be.
    access : Access or None
        Where to listen; loopback where none.
    """
    return uvicorn.Config(
        app,
        host=access.host if access else "127.0.0.1",
        port=port,
        http=patient_for(limits.stalled_seconds),
        ws="none",
        lifespan="off",
        log_level="warning",
        limit_concurrency=limits.connections,
        h11_max_incomplete_event_size=LARGEST_HEADERS_BYTES,
        server_header=False,
        # Anybody can write X-Forwarded-For.
        proxy_headers=bool(access and access.proxy),
        forwarded_allow_ips=list(access.proxy) if access and access.proxy else [],
        ssl_certfile=access.tls.certificate if access and access.tls else None,
        ssl_keyfile=access.tls.key if access and access.tls else None,
    )


class AnnouncedServer(uvicorn.Server):
    """A server that says where it listens, and to whom.

    Parameters
    ----------
    config : Config
        How it listens.
    access : Access or None
        Who may read what.
    """

    def __init__(self, config: uvicorn.Config, access: Access | None) -> None:
        super().__init__(config)
        self._access = access

    async def startup(self, sockets: object = None) -> None:
        """Listen, then say where."""
        await super().startup(sockets)  # type: ignore[arg-type]
        port = self.servers[0].sockets[0].getsockname()[1]
        if self._access is None:
            who = "loopback only; asks nobody who they are; everything is served"
        else:
            login = "people log in, " if self._access.login else ""
            who = f"{login}programs bring a token; audiences: {', '.join(self._access.audiences)}"
        scheme = "https" if self.config.is_ssl else "http"
        print(f"{scheme}://{self.config.host}:{port} ({who}; Ctrl-C stops it)", flush=True)
