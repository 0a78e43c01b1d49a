"""A world: one YAML in worlds/ and one folder in data/, whose paths are named here and nowhere else."""

from __future__ import annotations

import csv
from functools import cached_property
from pathlib import Path

import yaml
from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

REPO = Path(__file__).resolve().parents[1]
WORLDS, DATA = REPO / "worlds", REPO / "data"
DEFAULT = "demo"


class WorldError(ValueError):
    """A world's file is missing or says something that cannot be: the sentence names file, key and what to do."""


class Strict(BaseModel):
    """A part of a world's file; an unknown key is an error."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Adapter(Strict):
    """An adapter of `ingest/adapters/` and the file it reads.

    Attributes
    ----------
    name : str
        Module below `ingest.adapters`.
    source : Path
        The file, relative to the repository.
    """

    name: str
    source: Path


class MadeOf(Strict):
    """What a world's raw files come from: exactly one of the three.

    Attributes
    ----------
    scenario : str, optional
        Scenario of the simulator (`seeds_generator/scenarios/`).
    adapter : Adapter, optional
        Adapter and the file it reads.
    folder : Path, optional
        Folder of raw files that already keep the raw contract; relative paths start at the repository.
    """

    scenario: str | None = None
    adapter: Adapter | None = None
    folder: Path | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> MadeOf:
        if sum(part is not None for part in (self.scenario, self.adapter, self.folder)) != 1:
            raise ValueError("name exactly one of scenario, adapter, folder")
        return self

    def __str__(self) -> str:
        """What the list of worlds shows."""
        if self.adapter:
            return f"adapter {self.adapter.name}, {self.adapter.source.name}"
        return f"scenario {self.scenario}" if self.scenario else f"folder {self.folder}"


class Market(Strict):
    """A row of `seeds/markets.csv`: where a world's energy is settled.

    Attributes
    ----------
    market_id, time_zone, currency : str
        Key, zone of settlement days, ISO 4217 code.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)

    market_id: str
    time_zone: str
    currency: str


class Declaration(Strict):
    """The world's file as written.

    Attributes
    ----------
    title : str
        What the site is called.
    description : str
        One sentence on what the world holds.
    made_of : MadeOf
        Where its raw files come from.
    market : str
        A `market_id` of `seeds/markets.csv`; gives currency and time zone.
    audiences : Path, optional
        Declaration of who may see what; without it the owner alone.
    """

    title: str
    description: str
    made_of: MadeOf
    market: str
    audiences: Path | None = None


class World(BaseModel):
    """A declared world and the places of everything that is made of it.

    Attributes
    ----------
    name : str
        Name of the file in `worlds/` and of the folder in `data/`.
    declared : Declaration
        What the file says.
    data : Path
        Folder that holds one folder a world.
    """

    model_config = ConfigDict(frozen=True, ignored_types=(cached_property,))

    name: str = Field(pattern=r"^[a-z0-9][a-z0-9-]*$")
    declared: Declaration
    data: Path = DATA

    @property
    def folder(self) -> Path:
        """Everything that is made of this world."""
        return self.data / self.name

    @property
    def raw(self) -> Path:
        """Raw root: `<system>/<table>/…/*.parquet`."""
        return self.folder / "raw"

    @property
    def warehouse(self) -> Path:
        """Published warehouse; builds replace it by an atomic rename."""
        return self.folder / "bess.duckdb"

    @property
    def site(self) -> Path:
        """Rendered site of the owner."""
        return self.folder / "site"

    @property
    def evidence(self) -> Path:
        """Evidence packets as ZIPs."""
        return self.folder / "evidence"

    @property
    def audiences(self) -> Path:
        """One folder an audience, with `bess.duckdb` and `site/`."""
        return self.folder / "audiences"

    @cached_property
    def market(self) -> Market:
        """The world's market; raises WorldError when seeds/markets.csv lacks it."""
        with (REPO / "seeds" / "markets.csv").open(encoding="utf-8", newline="") as file:
            rows = {row["market_id"]: row for row in csv.DictReader(file)}
        if self.declared.market not in rows:
            known = ", ".join(rows)
            raise WorldError(
                f"worlds/{self.name}.yaml: market: there is no {self.declared.market!r}; known are {known}."
            )
        return Market.model_validate(rows[self.declared.market])


def names() -> list[str]:
    """Names of the declared worlds."""
    return sorted(path.stem for path in WORLDS.glob("*.yaml"))


def load(name: str) -> World:
    """A world by its name.

    Raises
    ------
    WorldError
        When there is no such file, or a key of it is missing, unknown or wrong.
    """
    path = WORLDS / f"{name}.yaml"
    if not path.is_file():
        raise WorldError(f"There is no world {name!r}; `make worlds` lists {', '.join(names())}.")
    try:
        declared = Declaration.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
        world = World(name=name, declared=declared)
    except ValidationError as error:
        places = [f"worlds/{path.name}: {'.'.join(map(str, one['loc']))}: {one['msg']}" for one in error.errors()]
        raise WorldError("\n".join(places)) from error
    _ = world.market
    return world
