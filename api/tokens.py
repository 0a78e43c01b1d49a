"""`python -m api.tokens` issues, lists and revokes the tokens of programs. Only their hashes are kept."""

from __future__ import annotations

import argparse
import hashlib
import hmac
import json
import os
import secrets
import sys
import threading
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from api.access import AccessError, read_access

# Scanners for leaked secrets find tokens by it.
PREFIX = "bess_"


@dataclass(frozen=True)
class Token:
    """What is kept of a token: never the token.

    Attributes
    ----------
    name : str
        Whose it is.
    audience : str
        What it may read.
    sha256 : str
        Hash of the token; 256 random bits need no salt and no slow hash.
    issued_at, expires_at : str
        When it was made and when it ends. [UTC]
    revoked_at : str or None
        When it was taken back. [UTC]
    """

    name: str
    audience: str
    sha256: str
    issued_at: str
    expires_at: str
    revoked_at: str | None = None

    def is_valid(self, now: datetime) -> bool:
        """Whether it opens anything."""
        return self.revoked_at is None and now < datetime.fromisoformat(self.expires_at)


class TokenStore:
    """The file of tokens, read again when it has changed, so that revoking needs no restart.

    Parameters
    ----------
    path : Path
        The file; without it no token is known.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._seen: tuple[int, int, int] | None = None
        self._tokens: tuple[Token, ...] = ()

    def tokens(self) -> tuple[Token, ...]:
        """All tokens that were ever issued."""
        with self._lock:
            try:
                stat = self.path.stat()
            except FileNotFoundError:
                self._seen, self._tokens = None, ()
                return ()
            seen = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
            if seen != self._seen:
                # Unreadable means unknown, not as before: a token that was revoked must not stay.
                self._seen, self._tokens = None, ()
                try:
                    kept = tuple(Token(**one) for one in json.loads(self.path.read_text(encoding="utf-8")))
                except (OSError, ValueError, TypeError) as error:
                    raise ValueError(f"{self.path} cannot be read: {error}") from error
                self._seen, self._tokens = seen, kept
            return self._tokens

    def owner(self, presented: str) -> Token | None:
        """The token that was presented, if it opens anything now."""
        digest = hashlib.sha256(presented.encode()).hexdigest()
        found = None
        # All are compared, each in constant time: how long it takes says nothing about what is kept.
        for token in self.tokens():
            if hmac.compare_digest(token.sha256, digest):
                found = token
        return found if found and found.is_valid(datetime.now(UTC)) else None

    def issue(self, name: str, audience: str, lifetime: timedelta) -> str:
        """Make a token and keep its hash; the token itself is returned this once."""
        now = datetime.now(UTC)
        if any(token.name == name and token.is_valid(now) for token in self.tokens()):
            raise AccessError(f"There is a token named '{name}' already: revoke it first, or choose another name.")
        made = PREFIX + secrets.token_urlsafe(32)
        digest = hashlib.sha256(made.encode()).hexdigest()
        expires_at = (now + lifetime).isoformat(timespec="seconds")
        self._write((*self.tokens(), Token(name, audience, digest, now.isoformat(timespec="seconds"), expires_at)))
        return made

    def revoke(self, name: str) -> int:
        """Take back what is valid under a name; returns how many."""
        now = datetime.now(UTC)
        ended = [token for token in self.tokens() if token.name == name and token.is_valid(now)]
        self._write(
            tuple(
                Token(**asdict(token) | {"revoked_at": now.isoformat(timespec="seconds")}) if token in ended else token
                for token in self.tokens()
            )
        )
        return len(ended)

    def _write(self, tokens: tuple[Token, ...]) -> None:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        incoming = self.path.with_suffix(".incoming")
        with open(incoming, "w", encoding="utf-8", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
            json.dump([asdict(token) for token in tokens], file, indent=1)
        incoming.replace(self.path)


def main(arguments: list[str] | None = None) -> int:
    """Run the command line; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--access", type=Path, default=Path("access.toml"), help="access file of the server")
    commands = parser.add_subparsers(dest="command", required=True)
    issue = commands.add_parser("issue", help="make a token and print it once")
    issue.add_argument("--name", required=True, help="whose it is")
    issue.add_argument("--audience", required=True, help="what it may read")
    issue.add_argument("--days", type=float, default=90, help="how long it is valid")
    commands.add_parser("list", help="all tokens, without what opens anything")
    revoke = commands.add_parser("revoke", help="take a token back; it counts at once")
    revoke.add_argument("--name", required=True, help="whose it is")
    options = parser.parse_args(arguments)
    try:
        access = read_access(options.access)
        store = TokenStore(access.tokens)
        if options.command == "issue":
            if options.audience not in access.audiences:
                raise AccessError(
                    f"There is no audience '{options.audience}'; there are {', '.join(access.audiences)}."
                )
            if not 0 < options.days <= 366:
                raise AccessError("A token is valid for a year at most.")
            print(store.issue(options.name, options.audience, timedelta(days=options.days)))
        elif options.command == "list":
            for token in store.tokens():
                state = "valid" if token.is_valid(datetime.now(UTC)) else "revoked" if token.revoked_at else "expired"
                print(f"{token.name}\t{token.audience}\t{state}\tuntil {token.expires_at}")
        elif not store.revoke(options.name):
            raise AccessError(f"No valid token is named '{options.name}'.")
    except AccessError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
