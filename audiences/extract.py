"""Write the warehouse of one audience: its relations, columns and rows in a file of their own.

What sums over sites is computed again from the audience's rows, by the SQL that built it, so that a total never
holds what its reader may not see. Before the file is published it is searched for the names of what is not theirs.
"""

from __future__ import annotations

import argparse
import re
import shutil
import sys
from pathlib import Path

import duckdb

from audiences.declaration import Audience, AudienceError, audiences_of, quoted, read_columns, resolve_all
from audiences.metadata import write_shared_metadata
from audiences.wording import Wording, names_of
from worlds.world import DEFAULT, load

PARENTS = "select parent, child from published.meta.lineage"
COMPILED = "select relation, compiled_sql from published.meta.relation where schema_name = 'main'"
DESCRIPTIONS = "select relation, description, grain from published.meta.relation"
TEXT_COLUMNS = """
select schema_name, table_name, column_name
from duckdb_columns()
where database_name = 'extract' and not internal and (contains(data_type, 'VARCHAR') or data_type = 'JSON')
order by schema_name, table_name, column_index
"""


def audience_names(warehouse: Path) -> list[str]:
    """Names of the audiences of a published warehouse; partners are `partner-<partner_id>`."""
    return list(audiences_of(warehouse))


def extract(warehouse: Path, audience: str, out: Path) -> None:
    """Write what an audience may see as a DuckDB file, and publish it by an atomic rename.

    Parameters
    ----------
    warehouse : Path
        Published warehouse, read only.
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
            write_extract(connection, chosen, working)
    working.replace(out)


def write_extract(connection: duckdb.DuckDBPyConnection, audience: Audience, out: Path) -> None:
    """Fill a new file from the warehouse attached as `published`."""
    scope = Scope(connection, audience)
    scope.prepare()
    connection.execute(f"attach {quoted(str(out))} as extract")
    known = read_columns(connection, "published")
    names = names_of(known.keys(), known) - names_of(audience.columns, audience.columns)
    wording = Wording(audience, frozenset(names))
    texts = {name: wording.kept(*texts) for name, *texts in connection.execute(DESCRIPTIONS).fetchall()}
    for relation, columns in audience.columns.items():
        listed = ", ".join(f'"{column.name}"' for column in columns)
        table = f'extract.main."{relation}"'
        connection.execute(f"create table {table} as select {listed} from {scope.name_of(relation)}")
        if texts[relation]:
            connection.execute(f"comment on table {table} is {quoted(texts[relation])}")
        for column in columns:
            comment = wording.kept_text(column.comment)
            if comment:
                connection.execute(f'comment on column {table}."{column.name}" is {quoted(comment)}')
    write_shared_metadata(connection, audience, wording)
    check_values(connection, audience)
    connection.execute("detach extract")


class Scope:
    """The warehouse as an audience sees it: views of its rows, and relations computed again from them.

    It is a database in memory with the name of the one that was built, so that SQL runs in it as it ran in the build.
    """

    def __init__(self, connection: duckdb.DuckDBPyConnection, audience: Audience) -> None:
        self.connection, self.audience = connection, audience
        self.known = read_columns(connection, "published")
        self.sql: dict[str, str | None] = dict(connection.execute(COMPILED).fetchall())
        self.parents: dict[str, list[str]] = {}
        for parent, child in connection.execute(PARENTS).fetchall():
            self.parents.setdefault(child, []).append(parent)
        (self.database,) = connection.execute("select database_name from published.meta.build").fetchall()[0]
        self.done: set[str] = set()

    def name_of(self, relation: str) -> str:
        """A relation of the scope, as SQL names it."""
        return f'"{self.database}".main."{relation}"'

    def prepare(self) -> None:
        """Make every relation of the audience."""
        self.connection.execute(f"attach ':memory:' as \"{self.database}\"")
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
            its_sites = f"(select site_id from published.main.dim_site where {self.audience.sites or 'true'})"
            condition = self.condition(relation).replace("its_sites", its_sites)
            self.connection.execute(
                f'create view {self.name_of(relation)} as select * from published.main."{relation}" where {condition}'
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
        sql = self.sql.get(relation)
        if not sql:
            raise AudienceError(f"{relation}: the warehouse holds no compiled SQL to compute it again by")
        for parent in self.parents.get(relation, ()):
            if parent not in self.known:
                raise AudienceError(f"{relation} reads {parent}, which is no mart or core table")
            self.make(parent)
        self.connection.execute(f"create table {self.name_of(relation)} as {sql}")


def foreign_words(connection: duckdb.DuckDBPyConnection, audience: Audience) -> list[str]:
    """Ids and names of the sites and partners of the warehouse that are not the audience's."""
    pairs = []
    if audience.sites:
        pairs += connection.execute(
            "select site_id, site_name from published.main.dim_site where site_id not in"
            f" (select site_id from published.main.dim_site where {audience.sites})"
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
    for schema, relation, column in connection.execute(TEXT_COLUMNS).fetchall():
        found = connection.execute(
            f'select distinct cast("{column}" as varchar) as found from extract."{schema}"."{relation}"'
            " where regexp_matches(found, ?) limit 1",
            [pattern],
        ).fetchone()
        if found:
            raise AudienceError(f"{audience.name}: {relation}.{column} holds {found[0]!r}, which is not theirs")


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
