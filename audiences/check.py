"""Search the rendered site and the extract of every audience for what is not theirs, and follow every link.

Searched are names and ids of foreign sites and partners, names of withheld relations and columns, in raw bytes and in
what tables hold packed. A link inside the site must lead to a page, file or folder of it.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import duckdb

from audiences.declaration import Audience, audiences_of, known_columns, quoted
from audiences.extract import audience_names, foreign_words
from audiences.search import TABULAR, files_below, texts_in
from audiences.wording import withheld_names
from worlds.world import DEFAULT, load

# The search engine of the pages and Evidence's own pictures; nothing of ours is in them.
NOT_OURS = {".wasm", ".woff", ".woff2", ".png", ".ico"}
NAME = re.compile(rb"[a-z]\w{4,}", re.ASCII)


class Links(HTMLParser):
    """Addresses inside the site that a page leads to or loads."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002
        """Remember what an element points to."""
        for name, value in attrs:
            if name in ("href", "src") and value and not urlsplit(value).scheme and not value.startswith(("#", "//")):
                self.found.add(value)


def dead_links(site: Path) -> Iterator[str]:
    """Every link of a rendered site that leads nowhere in it."""
    for page in sorted(site.rglob("*.html")):
        links = Links()
        links.feed(page.read_text(encoding="utf-8"))
        for link in sorted(links.found):
            path = unquote(urlsplit(link).path)
            target = site / path.lstrip("/") if path.startswith("/") else page.parent / path
            if not target.is_file() and not (target / "index.html").is_file():
                yield f"{page.relative_to(site)}: {link} leads nowhere"


@dataclass(frozen=True)
class Forbidden:
    """What no file of an audience may hold: phrases anywhere, and names as words of their own."""

    phrases: frozenset[str]
    names: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.phrases or self.names)

    def found_in(self, text: bytes) -> list[str]:
        """The phrases and names that a text holds, small and capital letters alike."""
        small = text.lower()
        names = self.names & {word.decode() for word in set(NAME.findall(small))}
        return sorted(names | {phrase for phrase in self.phrases if phrase.encode() in small})


def forbidden_to(warehouse: Path, audience: Audience) -> Forbidden:
    """Names and ids of foreign sites and partners, and names of withheld relations and columns.

    Of the names only those that speak of a topic the audience is without: others, such as `gap_gbp` for who may see
    money, are also what pages call a result of their own.
    """
    with duckdb.connect() as connection:
        connection.execute(f"attach {quoted(str(warehouse))} as published (read_only)")
        phrases = frozenset(word.lower() for word in foreign_words(connection, audience))
    withheld = withheld_names(audience, known_columns(warehouse))
    names = {name for name in withheld if audience.words and audience.words.search(name.replace("_", " "))}
    return Forbidden(phrases, frozenset(names))


def leaks(folder: Path, forbidden: Forbidden) -> Iterator[str]:
    """Every place in the site and the extract below a folder that holds what it may not."""
    for path in [folder / "bess.duckdb", *files_below(folder / "site")]:
        if path.suffix in NOT_OURS:
            continue
        place = path.relative_to(folder)
        for found in forbidden.found_in(path.read_bytes()):
            yield f"{place} holds {found!r}"
        for where, text in texts_in(path) if path.suffix in TABULAR else ():
            for found in forbidden.found_in(text.encode()):
                yield f"{place}: {where} holds {found!r}"


def main() -> int:
    """Run the command line; returns 1 when anything is where it must not be."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("audiences", nargs="*", help="names; all when none is given")
    parser.add_argument("--world", default=DEFAULT, help=f"world whose audiences are searched (default: {DEFAULT})")
    options = parser.parse_args()
    world = load(options.world)
    audiences = audiences_of(world.warehouse)
    complaints = 0
    for name in options.audiences or audience_names(world.warehouse):
        folder = world.audiences / name
        forbidden = forbidden_to(world.warehouse, audiences[name])
        # Nothing is kept from the owner, whose extract is the warehouse.
        found = [*dead_links(folder / "site"), *(leaks(folder, forbidden) if forbidden else ())]
        for line in found[:50]:
            sys.stderr.write(f"{name}: {line}\n")
        complaints += len(found)
        files = sum(1 for _ in files_below(folder / "site"))
        searched = f"extract and {files} files searched" if forbidden else f"nothing withheld, {files} files"
        sys.stdout.write(f"{name}: {searched}, {len(found)} things that should not be there\n")
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main())
