"""Copy the site's project for one audience: only its pages, and of these only what it may see.

The copy lies in ``<audience>/reports`` and is rendered by the same scripts as the site. Marked parts are
cut (see ``audience_markers.py``), sources lose withheld columns; catalog, definitions and lineage lose what they say of
them. Then the copy is read again: a file that still names a relation, column or address that is not the audience's, or
speaks of a topic it is without, is an error with file and line, before anything is rendered.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from audiences.catalog import catalog_text, definition_text, lineage_rows
from audiences.declaration import Audience, AudienceError, Column, audiences_of, known_columns
from audiences.extract import extract, names_of
from audiences.markers import MarkerError, cut
from render.compose import world_facts
from render.lineage import lineage
from render.minutes import export as export_minutes
from worlds.world import World

ROOT = Path(__file__).resolve().parents[1]
REPORTS = ROOT / "reports"
WORD = re.compile(r"\w+")
SHARED_QUERY = re.compile(r"^\s+- (\w+): ([\w/-]+\.sql)(?: #.*)?$", re.MULTILINE)
PARTIAL = re.compile(r'^\{@partial "([\w/-]+\.md)"\}\n?', re.MULTILINE)
RELATION = re.compile(r"\bbess\.(\w+)")
IMPORT = re.compile(r"""['"](?:\.{1,2}/|\$lib/)(?:[\w-]+/)*([\w-]+\.(?:svelte|js))['"]""")
TAG = re.compile(r"<([A-Z]\w+)")
# One item of a select list that links on: `'/sites/' || site_id as site_link`.
LINK = re.compile(
    r"(?P<expression>'(?P<address>/[\w/-]+)(?:\?[^']*)?'(?:[^',]|'[^']*'|, '[^']*'\))*?) as (?P<alias>\w+_link)"
)
NO_LINK = re.compile(r"\bnull as (\w+_link)")
PROMISE = re.compile(r" ?\b(?:A|The) (?:row|name|bar|mark) (?:leads to|opens) [^.\"]*\.")
ADDRESS = re.compile(r"""(?<![\w./<*}])(/(?:{folders})(?:/[\w-]*)?)(?![\w-])""")
PROSE = {".md", ".svelte", ".js", ".sql"}
ALIAS = re.compile(r"\bas (\w+)")
# What the live feed calls the instant of its build is also the name of a column.
OWN_NAMES = frozenset({"published_at"})
# A colour's name says nothing about anybody.
COLOUR = re.compile(r"color: 'budget'")
COMMENTS = re.compile(r"/\*.*?\*/|<!--.*?-->|(?<=[\s;])//[^\n]*|^//[^\n]*|<style>.*?</style>|--\s[^\n]*", re.DOTALL)


def address_of(page: Path) -> str:
    """Address that a page file is built to; a template's keeps its parameter's name."""
    parts = page.with_suffix("").parts
    return "/" + "/".join(parts[:-1] if parts[-1] == "index" else parts)


def without_promise(page: str, alias: str) -> str:
    """A page whose notes no longer say where a row leads, in the figure that links by a column that is empty now."""
    for use in reversed(list(re.finditer(rf"\blink={alias}\b", page))):
        note = page.rfind('note="', 0, use.start())
        if note >= 0 and not re.search(r"</Figure>|/>\n", page[note : use.start()]):
            end = page.index('"', note + len('note="'))
            page = page[:note] + PROMISE.sub("", page[note:end]).replace('note=" ', 'note="') + page[end:]
    return page


class Project:
    """The copy of the site's project for one audience."""

    def __init__(self, audience: Audience, known: dict[str, tuple[Column, ...]], folder: Path) -> None:
        self.audience, self.known, self.folder = audience, known, folder
        given = {column.name for columns in audience.columns.values() for column in columns}
        every = names_of(known, known)
        self.withheld = every - given - set(audience.columns)

    def is_allowed(self, name: str) -> bool:
        """Whether the audience gets what is marked with a topic or an address."""
        if name.startswith("/"):
            return self.audience.may_open(name) or self.audience.may_open(f"{name}/x")
        return name not in self.audience.without

    def write(self, path: str, text: str) -> None:
        """Write a file of the copy."""
        out = self.folder / path
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(text, encoding="utf-8")

    def read(self, path: str) -> str:
        """A file of the site without what is not the audience's."""
        try:
            text = cut((REPORTS / path).read_text(encoding="utf-8"), self.is_allowed)
        except MarkerError as error:
            raise AudienceError(f"reports/{path}: {error}") from error
        if not path.endswith((".md", ".sql")):
            return text
        linked = LINK.sub(self.link, text)
        for alias in NO_LINK.findall(linked):
            linked = without_promise(linked, alias)
        return linked

    def link(self, match: re.Match[str]) -> str:
        """A column of links, empty when it leads to pages that the audience does not have."""
        address = match["address"]
        is_open = self.audience.may_open(address + "x" if address.endswith("/") else address)
        return match[0] if is_open else f"null as {match['alias']}"

    def page(self, path: str) -> str:
        """A page; a shared query that is cut from its head is no longer handed to a component."""
        text = self.read(path)
        for _, file in SHARED_QUERY.findall(text):
            for alias in NO_LINK.findall(self.read(f"queries/{file}")):
                text = without_promise(text, alias)
        before = SHARED_QUERY.findall((REPORTS / path).read_text(encoding="utf-8"))
        for name in {name for name, _ in before} - {name for name, _ in SHARED_QUERY.findall(text)}:
            text = re.sub(rf" (?:\w+=)?\{{{name}\}}", "", text)
        return text

    def copy(self) -> None:
        """Copy pages, and of queries, partials, components and sources what they use."""
        pages = {}
        for page in sorted((REPORTS / "pages").rglob("*.md")):
            relative = page.relative_to(REPORTS / "pages")
            if self.audience.may_open(address_of(relative)):
                pages[f"pages/{relative}"] = self.page(f"pages/{relative}")
        queries = {f"queries/{file}" for text in pages.values() for _, file in SHARED_QUERY.findall(text)}
        texts = pages | {name: self.read(name) for name in sorted(queries)}
        for name, text in pages.items():
            texts[name] = PARTIAL.sub(self.partial, text)
        layout = self.read("pages/+layout.svelte")
        texts["pages/+layout.svelte"] = layout.replace(
            'title="BESS Analytics"', f'title="BESS Analytics · {self.audience.title}"'
        )
        texts |= self.components(texts)
        for name, text in texts.items():
            self.write(name, text)
        self.sources({name for text in texts.values() for name in RELATION.findall(text)})
        for name in ("evidence.config.yaml", "evidence.settings.json"):
            shutil.copyfile(REPORTS / name, self.folder / name)
        (self.folder / "node_modules").symlink_to(os.path.relpath(ROOT / "node_modules", self.folder))

    def partial(self, match: re.Match[str]) -> str:
        """The line that includes a partial, and the partial beside it, or nothing when none of it is left."""
        name = f"partials/{match[1]}"
        text = definition_text(self.read(name), self.audience, self.withheld)
        if not text:
            return ""
        self.write(name, text)
        return match[0]

    def components(self, texts: dict[str, str]) -> dict[str, str]:
        """Components and scripts that pages use, those that these use, and the columns of the audience's topics."""
        topical = sorted((REPORTS / "components").glob("tables/columns/*/*.js"))
        files = {
            path.name: path.relative_to(REPORTS).as_posix()
            for path in (REPORTS / "components").rglob("*")
            if path.suffix in (".svelte", ".js") and path not in topical
        }
        found: dict[str, str] = {}
        waiting = list(texts.values())
        while waiting:
            text = waiting.pop()
            used = set(IMPORT.findall(text)) | {f"{tag}.svelte" for tag in TAG.findall(text)} | {"partials.svelte"}
            used |= {"FreshnessTable.svelte"} if "freshness.md" in text else set()
            for path in sorted({files[name] for name in used & set(files)} - set(found)):
                found[path] = self.read(path)
                waiting.append(found[path])
        for path in (path.relative_to(REPORTS).as_posix() for path in topical if self.is_allowed(path.parent.name)):
            if f"components/tables/columns/{path.rpartition('/')[2]}" in found:
                found[path] = self.read(path)
        return found

    def sources(self, relations: set[str]) -> None:
        """Sources of the relations that pages read, without withheld columns, over the audience's extract."""
        for relation in sorted(relations):
            if relation not in self.audience.columns:
                raise AudienceError(f"{self.audience.name}: a page reads {relation}, which is not among its relations")
            text = (REPORTS / "sources" / "bess" / f"{relation}.sql").read_text(encoding="utf-8")
            head, rest = text.split("\nfrom ", 1)
            kept = {column.name for column in self.audience.columns[relation]}
            withheld = {column.name for column in self.known[relation]} - kept
            # What it was only sorted by goes too.
            rest = re.sub(rf"(, )?\b({'|'.join(withheld)})\b( desc)?", "", rest) if withheld else rest
            columns = [line.strip(" ,") for line in head.splitlines()[1:] if line.strip(" ,") in kept]
            self.write(f"sources/bess/{relation}.sql", "select\n    " + ",\n    ".join(columns) + f"\nfrom {rest}")
        self.write(
            "sources/bess/connection.yaml",
            "name: bess\ntype: duckdb\noptions:\n  filename: ../../../bess.duckdb\n",
        )

    def words(self, manifest: dict[str, Any], facts: dict[str, str]) -> None:
        """Catalog, definitions and lineage: what the site says about itself."""
        catalog = yaml.safe_load((ROOT / "dashboard_catalog.yaml").read_text(encoding="utf-8"))
        text = catalog_text(catalog, self.audience, self.withheld)
        self.write("components/generated/dashboard_catalog.yaml", text)
        # The glossary defines what the audience's pages show, and nothing else.
        shown = {path.stem for path in (self.folder / "partials" / "kpi").glob("*.md")}
        shown |= set(re.findall(r"^ +definition: kpi_(\w+)$", text, re.MULTILINE))
        definitions = {}
        for name in sorted(shown):
            definition = definition_text(self.read(f"partials/kpi/{name}.md"), self.audience, self.withheld)
            if definition:
                definitions[f"kpi_{name}"] = definition
        self.write("components/generated/kpi_definitions.json", json.dumps(definitions, indent="\t"))
        rows = lineage_rows(lineage(manifest), self.audience, self.withheld)
        self.write("components/generated/lineage.json", json.dumps(rows, indent="\t"))
        self.write("components/generated/world.json", json.dumps(facts, indent="\t"))

    def own_names(self) -> set[str]:
        """Names that the copy's queries give to results of their own, where no withheld column goes into them."""
        is_own: dict[str, bool] = {}
        for path in (one for one in self.folder.rglob("*") if one.suffix in (".md", ".sql")):
            for line in path.read_text(encoding="utf-8").splitlines():
                words = WORD.findall(line)
                for name in ALIAS.findall(line):
                    is_own[name] = is_own.get(name, True) and words.count(name) == 1
        return {name for name, own in is_own.items() if own}

    def complaints(self) -> Iterator[str]:
        """Every line of the copy that names or says what is not the audience's."""
        folders = sorted({path.name for path in (REPORTS / "pages").iterdir() if path.is_dir() or path.suffix == ".md"})
        names = "|".join(name.removesuffix(".md") for name in folders if name != "index.md")
        address = re.compile(ADDRESS.pattern.replace("{folders}", names + "|minutes|evidence"))
        withheld = self.withheld - self.own_names() - OWN_NAMES
        for path in sorted(self.folder.rglob("*")):
            if path.is_dir() or {"node_modules", "static"} & set(path.parts) or path.name == "evidence.config.yaml":
                continue
            text = path.read_text(encoding="utf-8")
            place = path.relative_to(self.folder)
            for number, line in enumerate(text.splitlines(), 1):
                for word in sorted(withheld & set(WORD.findall(line))):
                    yield f"{place}:{number}: names {word}"
            text = COLOUR.sub("", text)
            said = COMMENTS.sub(lambda match: "\n" * match[0].count("\n"), text) if path.suffix in PROSE else text
            for number, line in enumerate(said.splitlines(), 1):
                for found in self.audience.words.finditer(line) if self.audience.words else ():
                    yield f"{place}:{number}: says {found[0]!r}"
                for found in address.finditer(line) if path.suffix in PROSE else ():
                    target = found[1] + "x" if found[1].endswith("/") else found[1]
                    if not self.audience.may_open(target):
                        yield f"{place}:{number}: leads to {found[1]}"


def prepare(world: World, name: str, folder: Path) -> None:
    """Write an audience's extract, and the copy of the project that shows it.

    Parameters
    ----------
    world : World
        A world whose warehouse is published; dbt's manifest and compiled SQL lie in `target/` beside it.
    name : str
        A name of `audience_names`.
    folder : Path
        Receives `bess.duckdb` and `reports/`; what it held of both is replaced.
    """
    warehouse = world.warehouse
    extract(warehouse, name, folder / "bess.duckdb")
    reports = folder / "reports"
    shutil.rmtree(reports, ignore_errors=True)
    reports.mkdir(parents=True)
    audience = audiences_of(warehouse)[name]
    project = Project(audience, known_columns(warehouse), reports)
    project.copy()
    manifest = json.loads((warehouse.parent / "target" / "manifest.json").read_text(encoding="utf-8"))
    project.words(manifest, world_facts(world))
    complaints = list(project.complaints())
    if complaints:
        raise AudienceError("\n".join(f"{reports.relative_to(folder)}/{line}" for line in complaints))
    if audience.may_open("/minutes/x"):
        export_minutes(folder / "bess.duckdb", reports / "static" / "minutes")
    if audience.may_open("/evidence/x"):
        if not audience.sees_everything:
            raise AudienceError(f"{name}: packets of evidence hold rows of many tables, for the owner alone")
        shutil.copytree(world.evidence, reports / "static" / "evidence")
