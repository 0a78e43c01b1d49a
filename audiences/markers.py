"""Parts of pages, components and queries that only some audiences get, marked where they stand.

A marker names a topic (``money``) or an address (``/projects``) in a comment of the file's language:

- markup, around words or lines: ``<!-- only: /projects -->, a [project](/projects)<!-- /only -->``
- SQL, scripts and YAML, at the end of a line and for that line: ``loss_gbp, -- only: money``,
  ``gbp0: …, // only: money``, ``- runs: settlement_runs.sql # only: money``
- the same alone on a line, for what follows up to ``/only``: ``// only: money`` … ``// /only``

Several conditions, separated by spaces, allow the part when one of them holds. Parts do not nest.
"""

from __future__ import annotations

import re
from collections.abc import Callable

MARKUP = re.compile(r"<!-- only: (?P<names>[^>]+?) -->(?P<text>.*?)<!-- /only -->", re.DOTALL)
COMMENT = r"(?:--|//|/\*|#)"
BLOCK = re.compile(
    rf"^\s*{COMMENT} only: (?P<names>[^*\n]+?)(?: \*/)?\n(?P<text>.*?)^\s*{COMMENT} /only(?: \*/)?\n",
    re.DOTALL | re.MULTILINE,
)
LINE = re.compile(rf"^(?P<text>.*\S) {COMMENT} only: (?P<names>[^*\n]+?)(?: \*/)?\n", re.MULTILINE)
LEFT = re.compile(r"(?:<!--|--|//|/\*|#) (?:only:|/only\b)")


class MarkerError(ValueError):
    """A marker that is not closed, not opened or not written as it must be."""


def cut(text: str, is_allowed: Callable[[str], bool]) -> str:
    """A text without the marked parts that are not allowed, and without the markers.

    Parameters
    ----------
    text : str
        A page, component, script or query.
    is_allowed : callable
        Whether the audience has a topic or a page, by the name in the marker.
    """

    def kept(match: re.Match[str]) -> str:
        part = match["text"] + ("\n" if match.re is LINE else "")
        return part if any(is_allowed(name) for name in match["names"].split()) else ""

    for form in (MARKUP, BLOCK, LINE):
        text = form.sub(kept, text)
    left = LEFT.search(text)
    if left:
        raise MarkerError(f"the marker {text[left.start() :].splitlines()[0]!r} is not closed, not opened or nested")
    return text
