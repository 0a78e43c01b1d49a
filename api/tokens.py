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
from dataclasses import asdict, dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from api.access import AccessError, read_access

# Secret scanners recognise tokens by this prefix.
PREFIX = "bess_"


@dataclass(frozen=True)
class Token:
    """What is stored of a token; never the token itself.

    Attributes
    ----------
    name : str
        Name of the program that uses it.
    audience : str
        Audience whose files it may read.
    sha256 : str
        Hash of the token; 256 random bits need no salt and no slow hash.
    issued_at, expires_at : str
        Start and end of its validity. [UTC]
    revoked_at : str or None
        When it was revoked. [UTC]
    """

    name: str
    audience: str
    sha256: str
    issued_at: str
    expires_at: str
    revoked_at: str | None = None

    def is_valid(self, now: datetime) -> bool:
        """Whether the token is valid at a time."""
        return self.revoked_at is None and now < datetime.fromisoformat(self.expires_at)


class TokenStore:
    """The file of tokens, read again when it has changed, so revoking needs no restart.

    Parameters
    ----------
    path : Path
        The file; where it does not exist there are no tokens.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        self._seen: tuple[int, int, int] | None = None
        self._tokens: tuple[Token, ...] = ()

    def tokens(self) -> tuple[Token, ...]:
        """All issued tokens, valid or not."""
        with self._lock:
            try:
                stat = self.path.stat()
            except FileNotFoundError:
                self._seen, self._tokens = None, ()
                return ()
            seen = (stat.st_ino, stat.st_mtime_ns, stat.st_size)
            if seen != self._seen:
                # If the file cannot be read, no token is valid: the old list may hold one that was revoked since.
                self._seen, self._tokens = None, ()
                try:
                    tokens = tuple(Token(**fields) for fields in json.loads(self.path.read_text(encoding="utf-8")))
                except (OSError, ValueError, TypeError) as error:
                    raise ValueError(f"{self.path} cannot be read: {error}") from error
                self._seen, self._tokens = seen, tokens
            return self._tokens

    def find_valid(self, token_text: str) -> Token | None:
        """The stored token of a presented one; None where it is unknown, expired or revoked."""
        digest = hashlib.sha256(token_text.encode()).hexdigest()
        found = None
        # Every token is compared in constant time, so the duration reveals nothing about the stored hashes.
        for token in self.tokens():
            if hmac.compare_digest(token.sha256, digest):
                found = token
        return found if found and found.is_valid(datetime.now(UTC)) else None

    def issue(self, name: str, audience: str, lifetime: timedelta) -> str:
        """Create a token and store its hash; the token itself is returned only here."""
        now = datetime.now(UTC)
        if any(token.name == name and token.is_valid(now) for token in self.tokens()):
            raise AccessError(f"There is a token named '{name}' already: revoke it first, or choose another name.")
        token = PREFIX + secrets.token_urlsafe(32)
        digest = hashlib.sha256(token.encode()).hexdigest()
        expires_at = (now + lifetime).isoformat(timespec="seconds")
        self._write((*self.tokens(), Token(name, audience, digest, now.isoformat(timespec="seconds"), expires_at)))
        return token

    def revoke(self, name: str) -> int:
        """Revoke the valid tokens of a name; returns their number."""
        now = datetime.now(UTC)
        revoked = [token for token in self.tokens() if token.name == name and token.is_valid(now)]
        revoked_at = now.isoformat(timespec="seconds")
        self._write(
            tuple(replace(token, revoked_at=revoked_at) if token in revoked else token for token in self.tokens())
        )
        return len(revoked)

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
    issue = commands.add_parser("issue", help="create a token and print it, this once")
    issue.add_argument("--name", required=True, help="name of the program that uses it")
    issue.add_argument("--audience", required=True, help="audience whose files it may read")
    issue.add_argument("--days", type=float, default=90, help="validity [days]")
    commands.add_parser("list", help="list all tokens, without their secrets")
    revoke = commands.add_parser("revoke", help="revoke a token; takes effect at once")
    revoke.add_argument("--name", required=True, help="name of the program that uses it")
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
                raise AccessError("A token may be valid for 366 days at most.")
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
