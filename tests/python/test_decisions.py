"""Every decision stands in the index once, with a subject and whether it is still in force."""

from __future__ import annotations

import re
from pathlib import Path

DECISIONS = (Path(__file__).resolve().parents[2] / "DECISIONS.md").read_text(encoding="utf-8")


def test_the_index_names_every_decision_once_with_its_status() -> None:
    written = {
        int(number): title.rstrip(".") for number, title in re.findall(r"(?m)^\*\*(\d+) · ([^*]+)\*\*", DECISIONS)
    }
    indexed = re.findall(r"(?m)^\| [^|]*\| (\d+) · ([^|]+) \| (in force|replaced by \d+) \|$", DECISIONS)
    assert sorted(written) == list(range(1, len(written) + 1)), "numbers are given once, in order"
    assert {int(number): title for number, title, _ in indexed} == written, "add the decision to the index"
    assert len(indexed) == len(written), "a decision has one line in the index"
    replacing = {int(status.removeprefix("replaced by ")) for *_, status in indexed if status != "in force"}
    assert replacing <= set(written)
