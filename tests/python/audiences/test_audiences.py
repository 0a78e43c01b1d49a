"""No audience gets anything of another: a value is planted in every column for every owner, and looked for everywhere.

Each relation of a copy of the small warehouse receives a row for every site or partner it has rows of, with a text
that exists nowhere else in each of its text columns and such a number in its numeric ones. What then arrives (extract,
copy of the site's project, the files its pages query) is searched byte by byte, raw and unpacked.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest

from audiences.declaration import Audience, audiences_of
from audiences.extract import audience_names
from audiences.search import TABULAR, files_below, numbers_in, tables_in, texts_in
from render.compose import compose
from worlds.world import load

REPO = Path(__file__).resolve().parents[3]
CANARY = re.compile(rb"canary(\d{6})z")
# Above every real number, by what a type has room for, and so far apart that no sum with a real one hits the next.
FIRST_NUMBER, FIRST_SMALL_NUMBER, STEP, MOST = 8_800_000_000, 880_000_000, 1_000, 20_000
KEYS = ("site_id", "partner_id")
# Rendered for real: the maker, the lender, and two partners of one site.
RENDERED = ("tmeic", "lender", "partner-bourton-estate", "partner-windrush-capital")
pytestmark = pytest.mark.warehouse


@dataclass(frozen=True)
class Canary:
    """What a planted value says about where it came from; the owner is a site, a partner or nobody."""

    relation: str
    column: str
    site_id: str | None
    partner_id: str | None


def planted_value(number: int, data_type: str) -> str | None:
    """A value of a type that no other row has, as SQL; None where the type has no room for one."""
    if data_type == "VARCHAR":
        return f"'canary{number:06d}z'"
    if data_type in ("BIGINT", "DOUBLE"):
        return str(FIRST_NUMBER + number * STEP) + (".0" if data_type == "DOUBLE" else "")
    return str(FIRST_SMALL_NUMBER + number * STEP) if data_type == "INTEGER" else None


def plant(warehouse: Path) -> dict[int, Canary]:
    """Give every relation of a warehouse a row of canaries for each of its owners; what was planted, by number."""
    planted: dict[int, Canary] = {}
    with duckdb.connect(str(warehouse)) as connection:
        partners = connection.execute("select partner_id, site_id from dim_partner").fetchall()
        sites = connection.execute("select site_id from dim_site").fetchall()
        relations = connection.execute("select table_name from duckdb_tables() where schema_name = 'main'").fetchall()
        for (relation,) in relations:
            columns = {row[0]: row[1] for row in connection.execute(f'describe from "{relation}"').fetchall()}
            if not connection.execute(f'select count(*) from "{relation}"').fetchall()[0][0]:
                continue
            owners: list[tuple[str | None, str | None]] = [(None, None)]
            if "partner_id" in columns:
                owners = [(site_id if "site_id" in columns else None, partner_id) for partner_id, site_id in partners]
            elif "site_id" in columns:
                owners = [(site_id, None) for (site_id,) in sites]
            for site_id, partner_id in owners:
                values = []
                for column, data_type in columns.items():
                    owner = {"site_id": site_id, "partner_id": partner_id}.get(column)
                    value = f"'{owner}'" if owner else planted_value(len(planted) + 1, data_type)
                    if value and not owner:
                        planted[len(planted) + 1] = Canary(relation, column, site_id, partner_id)
                    values.append(value or f'"{column}"')
                connection.execute(f'insert into "{relation}" select {", ".join(values)} from "{relation}" limit 1')
    assert len(planted) < MOST
    return planted


@dataclass(frozen=True)
class World:
    """A warehouse with canaries, and what each audience got of it."""

    planted: dict[int, Canary]
    audiences: dict[str, Audience]
    sites: dict[str, set[str]]
    folder: Path

    def owns(self, name: str, canary: Canary) -> bool:
        """Whether a canary is of a site and a partner of the audience, or of nobody."""
        is_partner = name.startswith("partner-")
        is_foreign_partner = canary.partner_id is not None and canary.partner_id != name.removeprefix("partner-")
        # Of what is a partner's the lender sees nothing but disputes, without the partner.
        sees_partner = not is_foreign_partner or (not is_partner and canary.relation == "fact_dispute")
        return sees_partner and (canary.site_id is None or canary.site_id in self.sites[name])

    def wanted(self, name: str) -> set[int]:
        """Numbers of the canaries that belong to the audience."""
        rules = self.audiences[name].columns
        return {
            number
            for number, canary in self.planted.items()
            if self.owns(name, canary) and canary.column in {column.name for column in rules.get(canary.relation, ())}
        }


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    folder = tmp_path_factory.mktemp("audiences")
    small = load("ci")
    planted_world = small.model_copy(update={"data": folder})
    planted_world.folder.mkdir()
    warehouse = planted_world.warehouse
    shutil.copyfile(small.warehouse, warehouse)
    (planted_world.folder / "target").symlink_to(small.folder / "target")
    planted = plant(warehouse)
    with duckdb.connect(str(warehouse), read_only=True) as connection:
        vendors = connection.execute("select site_id, vendor from dim_site where not vendor like 'canary%'").fetchall()
        partners = connection.execute("select distinct partner_id, site_id from dim_partner").fetchall()
    sites = {f"partner-{partner_id}": {site_id} for partner_id, site_id in partners}
    sites |= {"tmeic": {site for site, vendor in vendors if vendor == "TMEIC"}, "lender": {site for site, _ in vendors}}
    for name in sites:
        compose(planted_world, name)
    evidence = REPO / "node_modules" / ".bin" / "evidence"
    for name in RENDERED:
        subprocess.run(
            [evidence, "sources", "--strict"],
            cwd=planted_world.audiences / name / "reports",
            check=True,
            capture_output=True,
        )
    return World(planted, audiences_of(warehouse), sites, planted_world.audiences)


def canaries_in(folder: Path) -> Iterator[tuple[int, str]]:
    """Every canary in the files of a folder, with its place."""
    for path in files_below(folder):
        place = str(path.relative_to(folder))
        for found in CANARY.findall(path.read_bytes()):
            yield int(found), place
        if path.suffix not in TABULAR:
            continue
        for where, text in texts_in(path):
            for found in CANARY.findall(text.encode()):
                yield int(found), f"{place}: {where}"
        for first in (FIRST_NUMBER, FIRST_SMALL_NUMBER):
            for where, value in numbers_in(path, first + STEP, first + MOST * STEP):
                if (value - first) % STEP == 0:
                    yield int((value - first) / STEP), f"{place}: {where}"


def test_every_audience_but_the_owner_is_searched(world: World) -> None:
    assert set(world.sites) == set(audience_names(world.folder.parent / "bess.duckdb")) - {"enka"}
    assert len(world.planted) > 4000


def test_nobody_gets_what_is_another_s(world: World) -> None:
    leaks = []
    for name in world.sites:
        wanted = world.wanted(name)
        recomputed = set(world.audiences[name].recomputed)
        for number, place in canaries_in(world.folder / name):
            canary = world.planted.get(number)
            # A largest or only value of the audience's own rows may be one that stood in them.
            is_of_own_rows = canary is not None and world.owns(name, canary)
            if number in wanted or (is_of_own_rows and any(relation in place for relation in recomputed)):
                continue
            leaks.append(f"{name}: {place} holds {canary}")
    assert leaks == []


@pytest.mark.parametrize("name", ["tmeic", "lender", "partner-bourton-estate", "partner-estuary-ports"])
def test_everybody_gets_what_is_theirs(world: World, name: str) -> None:
    found = {number for number, _ in canaries_in(world.folder / name)}
    audience = world.audiences[name]
    # Rows that a condition of their own picks by a text cannot be picked when the text is a canary.
    picked = {relation for relation, rule in audience.conditions.items() if not any(key in rule for key in KEYS)}
    wanted = {number for number in world.wanted(name) if world.planted[number].relation not in picked}
    wanted = {number for number in wanted if world.planted[number].relation not in audience.recomputed}
    assert len(wanted) > 300
    assert [world.planted[number] for number in wanted - found] == []


@pytest.mark.parametrize("name", RENDERED)
def test_what_pages_query_is_the_audience_s(world: World, name: str) -> None:
    data = world.folder / name / "reports" / ".evidence" / "template" / "static" / "data"
    files = list(data.rglob("*.parquet"))
    assert {path.stem for path in files} <= set(world.audiences[name].columns)
    with_canaries = {place.split(":")[0].split("/")[-2] for _, place in canaries_in(data)}
    assert len(with_canaries) > 10


def test_the_maker_is_told_nothing_of_money_partners_or_competitors(world: World) -> None:
    spoken = re.compile(rb"_gbp|_pence|revenue|partner|yorkshire|otherpcs|windrush|wolds|estuary ports", re.IGNORECASE)
    folder = world.folder / "tmeic"
    packed = [
        (f"{path.name}: {place}", found)
        for path in files_below(folder)
        if path.suffix in TABULAR
        for place, text in texts_in(path)
        for found in spoken.findall(text.encode())
    ]
    raw = [
        (str(path.relative_to(folder)), found)
        for path in files_below(folder)
        if "reports/.evidence" not in path.as_posix()
        for found in spoken.findall(path.read_bytes())
    ]
    assert packed == []
    assert raw == []


def test_a_partner_reads_no_other_site_s_or_partner_s_name(world: World) -> None:
    others = re.compile(rb"cotswold|yorkshire|windrush|bourton|wolds|gridline", re.IGNORECASE)
    folder = world.folder / "partner-estuary-ports"
    with tables_in(folder / "bess.duckdb") as (connection, _):
        assert connection.execute(
            "select site_id from file.dim_site where site_name not like 'canary%'"
        ).fetchall() == [("thames",)]
    for path in files_below(folder):
        assert others.findall(path.read_bytes()) == [], path
        for place, text in texts_in(path) if path.suffix in TABULAR else ():
            assert others.findall(text.encode()) == [], place
