"""Which texts an audience may read: none that speaks of a withheld topic, or names a withheld relation or column."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from audiences.declaration import Audience, Column
from warehouse.manifest import first_sentence

WORD = re.compile(r"\w+")


def names_of(relations: Iterable[str], columns: dict[str, tuple[Column, ...]]) -> set[str]:
    """Names of relations and their columns that no plain sentence would use."""
    found = {name for relation in relations for name in (relation, *(column.name for column in columns[relation]))}
    return {name for name in found if "_" in name}


def withheld_names(audience: Audience, known: dict[str, tuple[Column, ...]]) -> set[str]:
    """Names of relations and columns of a warehouse that an audience is not given under any relation."""
    given = {column.name for columns in audience.columns.values() for column in columns}
    return names_of(known, known) - given - set(audience.columns)


def is_clean(text: str, audience: Audience, foreign_names: set[str]) -> bool:
    """Whether a text speaks of nothing that the audience may not see."""
    speaks = audience.words is not None and audience.words.search(text)
    return not speaks and not foreign_names & set(WORD.findall(text))


@dataclass(frozen=True)
class Wording:
    """What the texts of an audience may say.

    Attributes
    ----------
    audience : Audience
        Whose texts they are.
    foreign_names : set of str
        Names of relations and columns that are not the audience's.
    """

    audience: Audience
    foreign_names: frozenset[str]

    def is_clean(self, text: str) -> bool:
        """Whether the audience may read a text."""
        return is_clean(text, self.audience, set(self.foreign_names))

    def kept(self, *texts: str) -> str:
        """The first of some texts that the audience may read, or nothing."""
        return next((text for text in texts if self.is_clean(text)), "")

    def kept_text(self, text: str) -> str:
        """A text, or its first sentence when only that may be read, or nothing."""
        return self.kept(text, first_sentence(text))
