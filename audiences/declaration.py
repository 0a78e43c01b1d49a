"""Who may see what: ``audiences.yaml``, checked against a warehouse before anything is given to anybody.

Every rule is an allowance. A relation that an audience does not list, a column that a topic withholds and a row
outside its condition are not given; a rule that names nothing, or forgets to say which rows, is an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Literal

import duckdb
import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError

ROOT = Path(__file__).resolve().parents[1]
AUDIENCES = ROOT / "audiences.yaml"
# Names become folders and addresses.
NAME = re.compile(r"[a-z0-9][a-z0-9_-]*")
# A relation that has one of these has rows of somebody.
OWNER_KEYS = ("site_id", "partner_id")
COLUMNS = """
select relations.relation, columns.column_name, columns.description
from {database}.meta."column" as columns
inner join {database}.meta.relation as relations on columns.relation = relations.relation
where relations.schema_name = 'main'
order by relations.relation, columns.position
"""


class AudienceError(ValueError):
    """``audiences.yaml`` says something that cannot be, or an extract would hold what it must not."""


class Strict(BaseModel):
    """A part of the file; a key that nobody reads is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Topic(Strict):
    """Something that not everybody may see.

    Attributes
    ----------
    columns : tuple of str
        Patterns of the names of its columns, ``column`` or ``relation.column``.
    words : str
        Regular expression of the words that speak of it, in texts, comments and pages.
    units : str
        Regular expression of the units, in brackets in a column's text, that make it a column of the topic.
    values : str
        Regular expression that no value of an audience without the topic may match; none when empty.
    """

    columns: tuple[str, ...] = Field(min_length=1)
    words: str
    units: str = ""
    values: str = ""


class Given(Strict):
    """Relations of an audience, by the rule for their rows."""

    whole: tuple[str, ...] = ()
    of_its_sites: tuple[str, ...] = ()
    recomputed: tuple[str, ...] = ()
    where: dict[str, str] = {}

    def names(self) -> list[str]:
        """Every relation, in the order of the file."""
        return [*self.whole, *self.of_its_sites, *self.recomputed, *self.where]


class Entry(Strict):
    """One audience, or a template of several, as the file declares it."""

    title: str
    pages: tuple[str, ...] = Field(min_length=1)
    relations: Literal["all"] | Given
    for_each: Literal["dim_partner"] | None = None
    without: tuple[str, ...] = ()
    sites: str = ""
    withheld_columns: tuple[str, ...] = ()


class Declaration(Strict):
    """The whole file."""

    topics: dict[str, Topic]
    audiences: dict[str, Entry]


@dataclass(frozen=True)
class Column:
    """A column of the warehouse; its comment is the text of its contract."""

    relation: str
    name: str
    comment: str


@dataclass(frozen=True)
class Audience:
    """One audience with its rules resolved against a warehouse.

    Attributes
    ----------
    name, title : str
        Key of the file (with the partner's id for partners), and what its site calls it.
    pages : tuple of str
        Patterns of the addresses it may open.
    without : tuple of str
        Topics it may not see.
    columns : dict
        Columns it may see, by relation, in the warehouse's order.
    recomputed : tuple of str
        Relations that sum over sites, to be computed again from its own rows.
    sites : str
        Condition on ``dim_site`` that its sites meet; empty when it may see all.
    conditions : dict
        Condition that the rows of a relation meet; relations without one are given whole.
    words : re.Pattern or None
        Words that speak of a topic it may not see.
    values : re.Pattern or None
        What none of its values may match.
    """

    name: str
    title: str
    pages: tuple[str, ...]
    without: tuple[str, ...]
    columns: dict[str, tuple[Column, ...]]
    recomputed: tuple[str, ...]
    sites: str
    conditions: dict[str, str]
    words: re.Pattern[str] | None
    values: re.Pattern[str] | None
    sees_everything: bool

    def may_open(self, address: str) -> bool:
        """Whether a page of this address is among its pages."""
        return any(fnmatchcase(address, pattern) for pattern in self.pages)


def read_columns(connection: duckdb.DuckDBPyConnection, database: str) -> dict[str, tuple[Column, ...]]:
    """Columns of the marts and core tables of an attached warehouse, by relation."""
    found: dict[str, list[Column]] = {}
    for relation, name, comment in connection.execute(COLUMNS.format(database=database)).fetchall():
        found.setdefault(relation, []).append(Column(relation, name, comment))
    return {relation: tuple(columns) for relation, columns in found.items()}


def declaration(path: Path = AUDIENCES) -> Declaration:
    """The file as written; raises AudienceError with every entry that is not as it must be."""
    try:
        return Declaration.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except ValidationError as error:
        places = [f"{path.name}: {'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()]
        raise AudienceError("\n".join(places)) from error


def quoted(value: str) -> str:
    """A text as a literal of SQL."""
    return "'" + value.replace("'", "''") + "'"


def expanded(
    declared: Declaration, connection: duckdb.DuckDBPyConnection, database: str
) -> Iterator[tuple[str, Entry]]:
    """Names and entries of all audiences: a template gives one for each row of the relation it names."""
    for key, entry in declared.audiences.items():
        if not entry.for_each:
            yield key, entry
            continue
        rows = connection.execute(
            f"select partner_id, partner_name from {database}.main.dim_partner order by 1"
        ).fetchall()
        for partner_id, partner_name in rows:
            text = entry.model_dump_json()
            # Ids are checked to be words before they stand in SQL; a name only stands in the title.
            if not NAME.fullmatch(partner_id):
                raise AudienceError(f"dim_partner: the id {partner_id!r} cannot name an audience")
            resolved = Entry.model_validate_json(text.replace("{partner_id}", partner_id))
            title = resolved.title.replace("{partner_name}", partner_name)
            yield key.replace("{partner_id}", partner_id), resolved.model_copy(update={"title": title})


def is_withheld(column: Column, patterns: Iterable[str]) -> bool:
    """Whether one of the patterns names the column."""
    return any(
        fnmatchcase(column.name, one) or fnmatchcase(f"{column.relation}.{column.name}", one) for one in patterns
    )


def resolve(name: str, entry: Entry, topics: dict[str, Topic], known: dict[str, tuple[Column, ...]]) -> Audience:
    """Check an audience's rules against the warehouse and bring them into the form that the extract follows."""
    place = f"{AUDIENCES.name}: audiences.{name}"

    def fail(sentence: str) -> None:
        raise AudienceError(f"{place}: {sentence}")

    if not NAME.fullmatch(name):
        fail("a name is small letters, digits and hyphens")
    for topic in entry.without:
        if topic not in topics:
            fail(f"without: there is no topic {topic!r}")
    given = Given(whole=tuple(known)) if entry.relations == "all" else entry.relations
    listed = given.names()
    for relation in listed:
        if relation not in known:
            fail(f"relations: the warehouse has no {relation!r}")
        if listed.count(relation) > 1:
            fail(f"relations: {relation} is listed twice")
    conditions = {relation: condition.replace("{sites}", "its_sites") for relation, condition in given.where.items()}
    if given.of_its_sites and not entry.sites:
        fail("relations.of_its_sites: the audience does not say which sites are its own")
    for relation in given.of_its_sites:
        keys = {column.name for column in known[relation]}
        if "site_id" not in keys:
            fail(f"relations.of_its_sites: {relation} has no site_id; say which rows under `where`, or recompute it")
        if "partner_id" in keys and "partners" not in entry.without:
            fail(f"relations.of_its_sites: {relation} has rows of several partners of a site; say which under `where`")
        conditions[relation] = "site_id in its_sites"
    if entry.sites:
        for relation in given.whole:
            owner = [column.name for column in known[relation] if column.name in OWNER_KEYS]
            if owner:
                fail(f"relations.whole: {relation} has a {owner[0]}, so its rows are somebody's; say which are theirs")
    patterns = [*entry.withheld_columns, *(one for topic in entry.without for one in topics[topic].columns)]
    for pattern in entry.withheld_columns:
        if not any(is_withheld(column, [pattern]) for relation in listed for column in known[relation]):
            fail(f"withheld_columns: {pattern!r} matches no column of its relations")
    columns = {
        relation: tuple(column for column in known[relation] if not is_withheld(column, patterns))
        for relation in listed
    }
    words = [topics[topic].words for topic in entry.without]
    values = [topics[topic].values for topic in entry.without if topics[topic].values]
    for topic in entry.without:
        units = re.compile(rf"\[[^\]]*({topics[topic].units})") if topics[topic].units else None
        for column in (column for kept in columns.values() for column in kept):
            # The unit in the contract's text: no name of a column can hide what it counts.
            if units and units.search(column.comment):
                fail(f"{column.relation}.{column.name} is about {topic} by its unit, and no pattern withholds it")
    return Audience(
        name=name,
        title=entry.title,
        pages=entry.pages,
        without=entry.without,
        columns=columns,
        recomputed=given.recomputed,
        sites=entry.sites,
        conditions=conditions,
        words=re.compile("|".join(words), re.IGNORECASE) if words else None,
        values=re.compile("|".join(values), re.IGNORECASE) if values else None,
        sees_everything=entry.relations == "all" and not patterns and not entry.sites,
    )


def resolve_all(
    connection: duckdb.DuckDBPyConnection, database: str, declared: Declaration | None = None
) -> dict[str, Audience]:
    """Every audience of an attached warehouse by its name; raises AudienceError when the file is not sound."""
    declared = declared or declaration()
    known = read_columns(connection, database)
    for name, topic in declared.topics.items():
        for pattern in topic.columns:
            if not any(is_withheld(column, [pattern]) for columns in known.values() for column in columns):
                raise AudienceError(f"{AUDIENCES.name}: topics.{name}.columns: {pattern!r} matches no column")
    return {
        name: resolve(name, entry, declared.topics, known) for name, entry in expanded(declared, connection, database)
    }


def audiences_of(warehouse: Path) -> dict[str, Audience]:
    """Every audience of a published warehouse by its name."""
    with duckdb.connect() as connection:
        connection.execute(f"attach {quoted(str(warehouse))} as published (read_only)")
        return resolve_all(connection, "published")


def known_columns(warehouse: Path) -> dict[str, tuple[Column, ...]]:
    """Columns of the marts and core tables of a published warehouse, by relation."""
    with duckdb.connect() as connection:
        connection.execute(f"attach {quoted(str(warehouse))} as published (read_only)")
        return read_columns(connection, "published")
