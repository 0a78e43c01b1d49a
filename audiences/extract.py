"""Write the warehouse of one audience: its relations, columns and rows in a file of their own.

What sums over sites is computed again from the audience's rows, by the SQL that built it, so that a total never
holds what its reader may not see. Before the file is published it is searched for the names of what is not theirs.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path

import duckdb

from audiences.declaration import Audience, AudienceError, Column, audiences_of, quoted, read_columns, resolve_all
from worlds.world import DEFAULT, load

WORD = re.compile(r"\w+")
# How dbt writes a relation into the SQL it runs.
SCOPED = r'scope.main."\1"'
READ = re.compile(r'"\w+"\."\w+"\."(\w+)"')
RELATION_COMMENT = """
select comment
from (
    select database_name, schema_name, table_name as name, comment from duckdb_tables()
    union all
    select database_name, schema_name, view_name as name, comment from duckdb_views()
)
where database_name = 'published' and schema_name = 'main' and name = ?
"""


def audience_names(warehouse: Path) -> list[str]:
    """Names of the audiences of a published warehouse; partners are `partner-<partner_id>`."""
    return list(audiences_of(warehouse))


def extract(warehouse: Path, audience: str, out: Path) -> None:
    """Write what an audience may see as a DuckDB file, and publish it by an atomic rename.

    Parameters
    ----------
    warehouse : Path
        Published warehouse, read only; dbt's compiled SQL lies in `target/` beside it.
    audience : str
        A name of `audience_names`.
    out : Path
        The file to write; whoever has an older one open keeps it.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    working = out.with_name(f".{out.name}.working")
    working.unlink(missing_ok=True)
    with duckdb.connect() as connection:
        connection.execute(f"attach {quoted(str(warehouse))} as published (read_only)")
        audiences = resolve_all(connection, "published")
        if audience not in audiences:
            raise AudienceError(f"There is no audience {audience!r}; there are {', '.join(audiences)}.")
        chosen = audiences[audience]
        if chosen.sees_everything:
            shutil.copyfile(warehouse, working)
        else:
            write_extract(connection, chosen, warehouse.parent / "target" / "compiled", working)
    working.replace(out)


def write_extract(connection: duckdb.DuckDBPyConnection, audience: Audience, compiled: Path, out: Path) -> None:
    """Fill a new file from the warehouse attached as `published`."""
    Scope(connection, audience, compiled).prepare()
    connection.execute(f"attach {quoted(str(out))} as extract")
    known = read_columns(connection, "published")
    names = names_of(known.keys(), known) - names_of(audience.columns, audience.columns)
    for relation, columns in audience.columns.items():
        listed = ", ".join(f'"{column.name}"' for column in columns)
        connection.execute(f'create table extract.main."{relation}" as select {listed} from scope.main."{relation}"')
        comment = kept_text(relation_comment(connection, relation), audience, names)
        if comment:
            connection.execute(f'comment on table extract.main."{relation}" is {quoted(comment)}')
        for column in columns:
            comment = kept_text(column.comment, audience, names)
            if comment:
                connection.execute(f'comment on column extract.main."{relation}"."{column.name}" is {quoted(comment)}')
    check_values(connection, audience)
    connection.execute("detach extract")


class Scope:
    """The warehouse as an audience sees it: views of its rows, and relations computed again from them."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, audience: Audience, compiled: Path) -> None:
        self.connection, self.audience = connection, audience
        self.known = read_columns(connection, "published")
        self.sql = {path.stem: path for path in compiled.glob("*/models/**/*.sql") if path.is_file()}
        self.done: set[str] = set()

    def prepare(self) -> None:
        """Make every relation of the audience in the database `scope`."""
        self.connection.execute("attach ':memory:' as scope")
        condition = self.audience.sites or "true"
        self.connection.execute(
            f"create table scope.main.its_site as select site_id from published.main.dim_site where {condition}"
        )
        for relation in self.audience.columns:
            self.make(relation)

    def make(self, relation: str) -> None:
        """A relation as a view of its rows, or computed again; what it is computed from is made first."""
        if relation in self.done:
            return
        self.done.add(relation)
        if relation in self.audience.recomputed or self.sums_over_sites(relation):
            self.compute(relation)
        else:
            condition = self.condition(relation).replace("its_sites", "(select site_id from scope.main.its_site)")
            self.connection.execute(
                f'create view scope.main."{relation}" as select * from published.main."{relation}" where {condition}'
            )

    def condition(self, relation: str) -> str:
        """Rows that a relation has in this scope."""
        if relation in self.audience.conditions:
            return self.audience.conditions[relation]
        is_by_site = any(column.name == "site_id" for column in self.known[relation])
        return "site_id in its_sites" if is_by_site and self.audience.sites else "true"

    def sums_over_sites(self, relation: str) -> bool:
        """Whether a relation that is not the audience's own, but stands behind one, mixes sites in its rows."""
        is_ruled = relation in self.audience.columns or relation.startswith("dim_")
        has_site = any(column.name == "site_id" for column in self.known[relation])
        return bool(self.audience.sites) and not is_ruled and not has_site

    def compute(self, relation: str) -> None:
        """Run the SQL that built a relation, over this scope instead of the warehouse."""
        if relation not in self.sql:
            raise AudienceError(
                f"{relation}: there is no compiled SQL of it beside the warehouse to compute it again by"
            )
        sql = self.sql[relation].read_text(encoding="utf-8")
        for parent in set(READ.findall(sql)):
            if parent not in self.known:
                raise AudienceError(f"{relation} reads {parent}, which is no mart or core table")
            self.make(parent)
        self.connection.execute(f'create table scope.main."{relation}" as {READ.sub(SCOPED, sql)}')


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


def kept_text(text: str, audience: Audience, foreign_names: set[str]) -> str:
    """A comment, or its first sentence when only that is clean, or nothing."""
    first = text.partition("\n")[0]
    return next((one for one in (text, first) if is_clean(one, audience, foreign_names)), "")


def relation_comment(connection: duckdb.DuckDBPyConnection, relation: str) -> str:
    """Comment of a relation of the warehouse."""
    row = connection.execute(RELATION_COMMENT, [relation]).fetchone()
    return (row[0] if row else None) or ""


def foreign_words(connection: duckdb.DuckDBPyConnection, audience: Audience) -> list[str]:
    """Ids and names of the sites and partners of the warehouse that are not the audience's."""
    pairs = []
    if audience.sites:
        pairs += connection.execute(
            "select site_id, site_name from published.main.dim_site"
            " where site_id not in (select site_id from scope.main.its_site)"
        ).fetchall()
    condition = audience.conditions.get("dim_partner")
    if condition or "partners" in audience.without:
        pairs += connection.execute(
            f"select partner_id, partner_name from published.main.dim_partner where not ({condition or 'false'})"
        ).fetchall()
    return sorted({word for pair in pairs for word in pair})


def check_values(connection: duckdb.DuckDBPyConnection, audience: Audience) -> None:
    """Raise AudienceError when a value of the extract names what is not the audience's."""
    words = foreign_words(connection, audience)
    patterns = [re.escape(word) for word in words] + ([audience.values.pattern] if audience.values else [])
    if not patterns:
        return
    pattern = "(?i)" + "|".join(patterns)
    for relation, columns in read_columns(connection, "extract").items():
        for column in columns:
            if "VARCHAR" not in column.data_type and column.data_type != "JSON":
                continue
            found = connection.execute(
                f'select distinct cast("{column.name}" as varchar) as found from extract.main."{relation}"'
                " where regexp_matches(found, ?) limit 1",
                [pattern],
            ).fetchone()
            if found:
                raise AudienceError(
                    f"{audience.name}: {relation}.{column.name} holds {found[0]!r}, which is not theirs"
                )


def main() -> int:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("audiences", nargs="*", help="names; all when none is given")
    parser.add_argument("--world", default=DEFAULT, help=f"world whose extracts are written (default: {DEFAULT})")
    parser.add_argument("--list", action="store_true", help="only say the names")
    options = parser.parse_args()
    world = load(options.world)
    if options.list:
        sys.stdout.write("\n".join(audience_names(world.warehouse)) + "\n")
        return 0
    for name in options.audiences or audience_names(world.warehouse):
        out = world.audiences / name / "bess.duckdb"
        extract(world.warehouse, name, out)
        sys.stdout.write(f"{name}: {out.stat().st_size / 1e6:,.1f} MB in {out}\n")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except AudienceError as error:
        sys.exit(str(error))
