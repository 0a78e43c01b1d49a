"""Who may read what: the configuration of a server that asks who is there."""

from __future__ import annotations

import ipaddress
import os
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from api.limits import Limits
from worlds.world import DEFAULT

LOOPBACK_HOSTS = ("127.0.0.1", "localhost")


@dataclass(frozen=True)
class Principal:
    """Who asks, and what they may read."""

    name: str
    audience: str


class AccessError(ValueError):
    """A configuration that cannot be served by, in a sentence."""


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Audience(_Table):
    """Files of one audience; the server opens no others for it."""

    warehouse: Path
    site: Path


class Login(_Table):
    """Where people prove who they are (OpenID Connect), and which of their claims decides what they may read.

    Attributes
    ----------
    issuer : str
        Address of the provider; its configuration is found below it.
    client_id : str
        Name under which this server is registered there.
    client_secret_file : Path or None
        File with the client's secret; the variable BESS_CLIENT_SECRET counts where there is none.
    scope : str
        What the provider is asked for.
    claim : "groups" or "email"
        What decides. An e-mail counts only where the provider has verified it.
    audiences : dict
        Audience by value of the claim; the first that fits counts.
    session_hours : float
        After this a person is asked again. [h]
    """

    issuer: str
    client_id: str
    client_secret_file: Path | None = None
    scope: str = "openid profile email"
    claim: Literal["groups", "email"] = "groups"
    audiences: dict[str, str]
    session_hours: float = Field(default=8, gt=0, le=24)

    def client_secret(self) -> str | None:
        """The secret; None for a client that has none."""
        if self.client_secret_file:
            return self.client_secret_file.read_text(encoding="utf-8").strip()
        return os.environ.get("BESS_CLIENT_SECRET")


class Tls(_Table):
    """Certificate and key that the server encrypts with."""

    certificate: Path
    key: Path


class Access(_Table):
    """What an access file says; paths in it are relative to it.

    Attributes
    ----------
    address : str
        Where callers find the server, as they write it. Other names are refused.
    world : str
        World whose audiences are served.
    host : str
        Address of this machine to listen at.
    proxy : tuple of str
        Addresses of a reverse proxy whose X-Forwarded-For and X-Forwarded-Proto are believed; nobody else's are.
    tls : Tls or None
        Encryption by the server itself.
    tokens : Path
        Where `python -m api.tokens` keeps the hashes of tokens.
    audit : Path
        Where every request is noted.
    audiences : dict
        Files by audience; those below data/<world>/audiences/ where an audience names none.
    login : Login or None
        People; without it only programs get in.
    limits : Limits
        How much one caller may ask for.
    """

    address: str
    world: str = DEFAULT
    host: str = "127.0.0.1"
    proxy: tuple[str, ...] = ()
    tls: Tls | None = None
    tokens: Path = Path("data/access/tokens.json")
    audit: Path = Path("data/access/audit.jsonl")
    audiences: dict[str, Audience] = Field(min_length=1)
    login: Login | None = None
    limits: Limits = Limits()

    @property
    def hosts(self) -> tuple[str, ...]:
        """Names in a Host header that are answered."""
        name = urlsplit(self.address).hostname or ""
        return (*LOOPBACK_HOSTS, name) if is_loopback(self.host) else (name,)

    @property
    def is_encrypted(self) -> bool:
        """Whether callers come by https."""
        return self.address.startswith("https://")

    @model_validator(mode="after")
    def _is_safe(self) -> Access:
        for proxy in self.proxy:
            ipaddress.ip_network(proxy)
        parts = urlsplit(self.address)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/"):
            raise ValueError("`address` is no address such as https://bess.example.com")
        if not is_loopback(self.host) and not (self.tls or self.proxy):
            raise ValueError(f"`host` {self.host} is not this machine alone: name `tls`, or the `proxy` that encrypts")
        if not self.is_encrypted and not is_loopback(parts.hostname):
            raise ValueError("`address` must begin with https:// unless it is this machine's own")
        for audience in self.login.audiences.values() if self.login else ():
            if audience not in self.audiences:
                raise ValueError(f"`login.audiences` names '{audience}', which `audiences` does not have")
        return self


def is_loopback(host: str) -> bool:
    """Whether a name or address is this machine's own."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def read_access(path: Path) -> Access:
    """The configuration in a file.

    Raises
    ------
    AccessError
        When it cannot be read, says something unknown, or would let in who is not meant.
    """
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
        world = said.get("world", DEFAULT)
        for name, files in said.get("audiences", {}).items():
            files.setdefault("warehouse", f"data/{world}/audiences/{name}/bess.duckdb")
            files.setdefault("site", f"data/{world}/audiences/{name}/site")
        access = Access.model_validate(said)
    except (OSError, tomllib.TOMLDecodeError, AttributeError) as error:
        raise AccessError(f"{path} cannot be read: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise AccessError(f"{path}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    return _beside(access, path.resolve().parent)


def _beside(access: Access, folder: Path) -> Access:
    def login(said: Login) -> Login:
        secret = said.client_secret_file
        return said.model_copy(update={"client_secret_file": folder / secret if secret else None})

    tls = access.tls
    return access.model_copy(
        update={
            "tokens": folder / access.tokens,
            "audit": folder / access.audit,
            "tls": Tls(certificate=folder / tls.certificate, key=folder / tls.key) if tls else None,
            "login": login(access.login) if access.login else None,
            "audiences": {
                name: Audience(warehouse=folder / files.warehouse, site=folder / files.site)
                for name, files in access.audiences.items()
            },
        }
    )
