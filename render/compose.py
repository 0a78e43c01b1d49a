"""Write the project that a site is rendered from: whole files of ``reports/``, and what is generated for its reader.

The copy lies beside the warehouse it shows and is removed once the site is rendered. Nothing in ``reports/`` itself is
generated, so the same sources serve every world and every audience. An audience gets

- the pages whose addresses it may open;
- components, partials and queries, except those in a folder named for a topic that it is without. A file in a folder
  ``without-<topic>`` takes the place of its namesake one folder up; a partial that is left out becomes empty;
- sources of the relations that its pages read, with the columns of its extract;
- catalogue, definitions, lineage, columns and tests of what it may see.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import sqlglot
import yaml

from audiences.catalog import catalog_text
from audiences.declaration import Audience, AudienceError, audiences_of, declaration, known_columns
from audiences.extract import extract
from audiences.wording import withheld_names
from render.columns import write_columns
from render.definitions import definitions
from render.lineage import lineage
from render.minutes import export as export_minutes
from render.page_queries import PARTIAL, address_of, page_relations
from worlds.world import REPO, World

REPORTS = REPO / "reports"
CONNECTION = "name: bess\ntype: duckdb\noptions:\n  filename: ../../../bess.duckdb\n"
# What Evidence leaves behind when somebody works in the folder itself.
LEFT_BEHIND = {".evidence", "build", "node_modules"}
WITHOUT = "without-"
# How a page includes a partial, as Evidence reads it.
# How pages and components name what they use: a tag, an import, a pattern of files that topics add.
TAG = re.compile(r"<([A-Z]\w+)")
IMPORTED = re.compile(r"""['"]((?:\$lib|\.{1,2})/[^'"]+)['"]""")
KPI_PARTIAL = re.compile(r'\{@partial "kpi/(\w+)\.md"\}')


def given_files(reports: Path, topics: set[str], without: set[str]) -> Iterator[tuple[Path, Path | None]]:
    """Files of a project that a reader gets.

    Parameters
    ----------
    reports : Path
        The whole project.
    topics, without : set of str
        All topics, and those that the reader is without.

    Yields
    ------
    tuple of Path
        Place in the copy, and the file to copy; None for a partial that is left out.
    """
    instead: dict[Path, Path] = {}
    kept: dict[Path, Path | None] = {}
    for path in sorted(reports.rglob("*")):
        place = path.relative_to(reports)
        folders = place.parts[:-1]
        if not path.is_file() or LEFT_BEHIND & set(place.parts):
            continue
        replaced = [folder for folder in folders if folder.startswith(WITHOUT)]
        if replaced:
            if replaced[0].removeprefix(WITHOUT) in without:
                instead[Path(*(part for part in place.parts if part not in replaced))] = path
        elif topics & without & set(folders):
            if folders[0] == "partials":
                kept[place] = None
        else:
            kept[place] = path
    yield from (kept | instead).items()


def source_sql(text: str, columns: set[str]) -> str:
    """A source's query with only the columns that a warehouse has, in what it selects and in what it sorts by."""
    query = sqlglot.parse_one(text, read="duckdb")
    if not isinstance(query, sqlglot.exp.Select):
        raise ValueError("A source selects columns of one relation.")
    query.set("expressions", [one for one in query.selects if one.alias_or_name in columns])
    order = query.args.get("order")
    if order:
        keys = [key for key in order.expressions if {one.name for one in key.find_all(sqlglot.exp.Column)} <= columns]
        query.set("order", sqlglot.exp.Order(expressions=keys) if keys else None)
    return query.sql(dialect="duckdb", pretty=True) + "\n"


def world_facts(world: World, audience: Audience | None) -> dict[str, object]:
    """What pages say about the world they show, and the addresses that their reader may open.

    Returns
    -------
    dict
        ``title``, ``description``, ``currency`` (ISO 4217), ``time_zone`` of settlement days, ``pages`` (patterns).
    """
    title = world.declared.title
    return {
        "title": f"{title} · {audience.title}" if audience else title,
        "description": world.declared.description,
        "currency": world.market.currency,
        "time_zone": world.market.time_zone,
        "pages": list(audience.pages) if audience else ["*"],
    }


class Project:
    """A copy of the site's project for one reader.

    Parameters
    ----------
    world : World
        A world whose warehouse is published.
    folder : Path
        Receives the copy; what it held before is replaced.
    audience : Audience or None
        The reader; the owner where None.
    """

    def __init__(self, world: World, folder: Path, audience: Audience | None) -> None:
        self.world, self.folder, self.audience = world, folder, audience
        self.withheld = withheld_names(audience, known_columns(world.warehouse)) if audience else set[str]()

    def write(self, place: str, text: str) -> None:
        """Write a generated file."""
        path = self.folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def copy_files(self) -> None:
        """Copy pages, components, queries, partials and settings."""
        topics = (
            set(declaration(REPO / self.world.declared.audiences).topics) if self.world.declared.audiences else set()
        )
        without = set(self.audience.without) if self.audience else set()
        for place, path in given_files(REPORTS, topics, without):
            if place.parts[0] == "sources" or (place.parts[0] == "pages" and not self.may_show(place)):
                continue
            if path is None:
                self.write(str(place), "")
                continue
            (self.folder / place).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, self.folder / place)
        (self.folder / "node_modules").symlink_to(os.path.relpath(REPO / "node_modules", self.folder))

    def may_show(self, place: Path) -> bool:
        """Whether the reader gets a file below ``pages/``; layouts are everybody's."""
        is_page = place.suffix == ".md"
        return not (self.audience and is_page) or self.audience.may_open(address_of(place.relative_to("pages")))

    def pages(self) -> list[Path]:
        """The pages of the copy."""
        return sorted((self.folder / "pages").rglob("*.md"))

    def leave_out_empty_templates(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Remove the page of each event, project … where the warehouse holds none: the builder insists on one."""
        known = self.audience.columns if self.audience else known_columns(self.world.warehouse)
        for page in self.pages():
            if not page.stem.startswith("["):
                continue
            key = page.stem.strip("[]")
            counted = [
                f'select count("{key}") as instances from "{relation}"'
                for relation in page_relations(page, self.folder)
                if any(column.name == key for column in known.get(relation, ()))
            ]
            found = connection.execute(f"select sum(instances) from ({' union all '.join(counted)})").fetchone()
            if found and not found[0]:
                page.unlink()

    def lists(self) -> list[dict[str, str]]:
        """Lists of things that have a page each: address and name, in the order of the addresses."""
        folders = sorted(path.parent for path in (self.folder / "pages").rglob("[[]*.md"))
        return [{"href": f"/{folder.name}", "name": folder.name.replace("-", " ")} for folder in folders]

    def keep_what_pages_use(self) -> None:
        """Remove partials, queries and components that no page of the copy leads to."""
        pages = [*self.pages(), *(self.folder / "pages").rglob("*.svelte")]
        kept = set(pages)
        waiting = list(pages)
        while waiting:
            path = waiting.pop()
            for used in self.used_by(path):
                if used not in kept and used.is_file():
                    kept.add(used)
                    waiting.append(used)
        for name in ("components", "partials", "queries"):
            for path in (self.folder / name).rglob("*"):
                if path.is_file() and path not in kept and "generated" not in path.parts:
                    path.unlink()

    def used_by(self, path: Path) -> Iterator[Path]:
        """Files of the copy that a page, partial or component names."""
        text = path.read_text(encoding="utf-8")
        components = self.folder / "components"
        for name in PARTIAL.findall(text):
            yield self.folder / "partials" / name
        if path.suffix == ".md" and text.startswith("---"):
            for entry in (yaml.safe_load(text.split("---", 2)[1]) or {}).get("queries", []):
                yield from (self.folder / "queries" / file for file in entry.values())
        for tag in TAG.findall(text):
            yield from components.rglob(f"{tag}.svelte")
        for target in IMPORTED.findall(text):
            base = components / target.removeprefix("$lib/") if target.startswith("$lib/") else path.parent / target
            # A pattern takes what topics add; everything else is one file.
            yield from path.parent.glob(target.removeprefix("./")) if "*" in target else [Path(os.path.normpath(base))]

    def write_sources(self) -> None:
        """Write the sources of what the pages read, with the columns that the reader's warehouse has."""
        self.write("sources/bess/connection.yaml", CONNECTION)
        read = {name for page in self.pages() for name in page_relations(page, self.folder)}
        for path in sorted((REPORTS / "sources" / "bess").glob("*.sql")):
            if path.stem not in read:
                continue
            text = path.read_text(encoding="utf-8")
            if self.audience:
                if path.stem not in self.audience.columns:
                    raise AudienceError(f"{self.audience.name}: a page reads {path.stem}, which it is not given")
                text = source_sql(text, {column.name for column in self.audience.columns[path.stem]})
            self.write(f"sources/bess/{path.name}", text)

    def write_words(self, connection: duckdb.DuckDBPyConnection) -> None:
        """Write what the site says about itself: world, catalogue, definitions, lineage, columns and their tests."""
        catalog = (REPO / "dashboard_catalog.yaml").read_text(encoding="utf-8")
        if self.audience:
            catalog = catalog_text(yaml.safe_load(catalog), self.audience, self.withheld)
        self.write("components/generated/dashboard_catalog.yaml", catalog)
        for name, content in {
            "world": world_facts(self.world, self.audience) | {"lists": self.lists()},
            "kpi_definitions": self.definitions(connection, yaml.safe_load(catalog)),
            "lineage": lineage(connection),
        }.items():
            self.write(f"components/generated/{name}.json", json.dumps(content, indent="\t", ensure_ascii=False) + "\n")
        write_columns(connection, self.folder)

    def definitions(self, connection: duckdb.DuckDBPyConnection, catalog: dict[str, object]) -> dict[str, str]:
        """Write the definitions that pages include; those that an audience's pages show, or all, by docs block."""
        texts = definitions(connection)
        included = {f"kpi_{name}" for page in self.pages() for name in KPI_PARTIAL.findall(page.read_text("utf-8"))}
        for name in included if self.audience else included & set(texts):
            self.write(f"partials/kpi/{name.removeprefix('kpi_')}.md", texts.get(name, ""))
        shown = included | set(named_definitions(catalog)) if self.audience else set(texts)
        return {name: text for name, text in texts.items() if name in shown}


def named_definitions(part: object) -> Iterator[str]:
    """Every ``definition`` that a catalogue names, at any depth."""
    if isinstance(part, dict):
        if isinstance(part.get("definition"), str):
            yield part["definition"]
        for value in part.values():
            yield from named_definitions(value)
    elif isinstance(part, list):
        for value in part:
            yield from named_definitions(value)


def compose(world: World, audience_name: str | None = None) -> Path:
    """Write the project of a world for its owner or for one audience.

    Parameters
    ----------
    world : World
        A world whose warehouse is published.
    audience_name : str, optional
        A name of `audiences.extract.audience_names`; its extract is written as well.

    Returns
    -------
    Path
        Folder of the project, beside the warehouse that it shows.

    Raises
    ------
    AudienceError
        When there is no such audience, or a page that it may open reads what it is not given.
    """
    audience, place = None, world.folder
    if audience_name:
        audiences = audiences_of(world.warehouse)
        if audience_name not in audiences:
            raise AudienceError(f"There is no audience {audience_name!r}; there are {', '.join(audiences)}.")
        audience, place = audiences[audience_name], world.audiences / audience_name
        extract(world.warehouse, audience_name, place / "bess.duckdb")
    folder = place / "reports"
    shutil.rmtree(folder, ignore_errors=True)
    project = Project(world, folder, audience)
    project.copy_files()
    with duckdb.connect(str(place / "bess.duckdb"), read_only=True) as connection:
        project.leave_out_empty_templates(connection)
        if audience:
            project.keep_what_pages_use()
        project.write_sources()
        project.write_words(connection)
    if audience is None or audience.may_open("/minutes/x"):
        export_minutes(place / "bess.duckdb", folder / "static" / "minutes")
    if audience is None or audience.may_open("/evidence/x"):
        if audience and not audience.sees_everything:
            raise AudienceError(f"{audience.name}: evidence packets hold rows of many tables, for the owner alone")
        if world.evidence.is_dir():
            shutil.copytree(world.evidence, folder / "static" / "evidence")
    return folder
