"""The access file: who may read what, and how the server is reached."""

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
    """An identified caller, and the audience that decides what they may read."""

    name: str
    audience: str


class AccessError(ValueError):
    """An access file that cannot be used, and why, in a sentence."""


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Audience(_Section):
    """Warehouse and site of one audience; the server opens no other files for it."""

    warehouse: Path
    site: Path


class LoginSettings(_Section):
    """OpenID Connect provider that people log in at, and the claim that decides what they may read.

    Attributes
    ----------
    issuer : str
        Address of the provider; its configuration is read from `/.well-known/openid-configuration` below it.
    client_id : str
        Name under which this server is registered there.
    client_secret_file : Path or None
        File with the client's secret; without it the variable BESS_CLIENT_SECRET holds the secret.
    scope : str
        Scopes requested from the provider.
    claim : "groups" or "email"
        Claim that decides the audience. An e-mail address counts only if the provider has verified it.
    audiences : dict
        Audience by value of the claim; the first match counts.
    session_hours : float
        Length of a session; after it people log in again. [h]
    """

    issuer: str
    client_id: str
    client_secret_file: Path | None = None
    scope: str = "openid profile email"
    claim: Literal["groups", "email"] = "groups"
    audiences: dict[str, str]
    session_hours: float = Field(default=8, gt=0, le=24)

    def client_secret(self) -> str | None:
        """The client's secret; None for a client without one."""
        if self.client_secret_file:
            return self.client_secret_file.read_text(encoding="utf-8").strip()
        return os.environ.get("BESS_CLIENT_SECRET")


class Access(_Section):
    """An access file; paths in it are relative to its folder.

    Attributes
    ----------
    address : str
        Public address of the server. Requests under other names are refused.
    world : str
        World whose audiences are served.
    host : str
        Address of this machine to listen at.
    proxy : tuple of str
        Addresses or networks of the reverse proxy: only its X-Forwarded-For and X-Forwarded-Proto are trusted.
    tokens : Path
        Where `python -m api.tokens` keeps the hashes of tokens.
    audit : Path
        Audit log, one line per request.
    audiences : dict
        Files by audience; by default those below data/<world>/audiences/.
    login : LoginSettings or None
        Login of people; without it only programs have access.
    limits : Limits
        How much one caller may request.
    """

    address: str
    world: str = DEFAULT
    host: str = "127.0.0.1"
    proxy: tuple[str, ...] = ()
    tokens: Path = Path("data/access/tokens.json")
    audit: Path = Path("data/access/audit.jsonl")
    audiences: dict[str, Audience] = Field(min_length=1)
    login: LoginSettings | None = None
    limits: Limits = Limits()

    @property
    def hosts(self) -> tuple[str, ...]:
        """Accepted values of the Host header."""
        name = urlsplit(self.address).hostname or ""
        return (*LOOPBACK_HOSTS, name) if is_loopback(self.host) else (name,)

    @property
    def is_encrypted(self) -> bool:
        """Whether callers use https."""
        return self.address.startswith("https://")

    @model_validator(mode="after")
    def _is_safe(self) -> Access:
        for proxy in self.proxy:
            ipaddress.ip_network(proxy)
        parts = urlsplit(self.address)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.path not in ("", "/"):
            raise ValueError("`address` must be an address such as https://bess.example.com")
        if not is_loopback(self.host) and not self.proxy:
            raise ValueError(f"`host` {self.host} can be reached by other machines: name the `proxy` that ends TLS")
        if not self.is_encrypted and not is_loopback(parts.hostname):
            raise ValueError("`address` must begin with https:// unless it is a loopback address")
        for audience in self.login.audiences.values() if self.login else ():
            if audience not in self.audiences:
                raise ValueError(f"`login.audiences` names '{audience}', which `audiences` does not have")
        return self


def is_loopback(host: str) -> bool:
    """Whether a name or address is a loopback address."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def read_access(path: Path) -> Access:
    """Read an access file.

    Raises
    ------
    AccessError
        When the file cannot be read, has an unknown key, or would expose the server unprotected.
    """
    try:
        declared = tomllib.loads(path.read_text(encoding="utf-8"))
        world = declared.get("world", DEFAULT)
        for name, files in declared.get("audiences", {}).items():
            files.setdefault("warehouse", f"data/{world}/audiences/{name}/bess.duckdb")
            files.setdefault("site", f"data/{world}/audiences/{name}/site")
        access = Access.model_validate(declared)
    except (OSError, tomllib.TOMLDecodeError, AttributeError) as error:
        raise AccessError(f"{path} cannot be read: {error}") from error
    except ValidationError as error:
        first = error.errors()[0]
        raise AccessError(f"{path}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error
    return _resolved(access, path.resolve().parent)


def _resolved(access: Access, folder: Path) -> Access:
    """The same access file with absolute paths."""
    login = access.login
    if login and login.client_secret_file:
        login = login.model_copy(update={"client_secret_file": folder / login.client_secret_file})
    return access.model_copy(
        update={
            "tokens": folder / access.tokens,
            "audit": folder / access.audit,
            "login": login,
            "audiences": {
                name: Audience(warehouse=folder / files.warehouse, site=folder / files.site)
                for name, files in access.audiences.items()
            },
        }
    )
