"""A world is one reviewed file: it loads, or a sentence names file, key and what to do."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from ingest import adapters
from seeds_generator.config import scenario_names
from worlds import world as worlds_module
from worlds.__main__ import listing, make_raw
from worlds.world import REPO, WorldError, load, names

SOUND = "title: A\ndescription: B.\nmade_of: {scenario: ci}\nmarket: gb\n"


@pytest.fixture
def declare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of worlds of its own."""
    folder = tmp_path / "worlds"
    folder.mkdir()
    monkeypatch.setattr(worlds_module, "WORLDS", folder)
    return folder


@pytest.mark.parametrize("name", names())
def test_a_shipped_world_names_what_exists(name: str) -> None:
    origin = load(name).declared.made_of
    if origin.scenario:
        assert origin.scenario in scenario_names()
    if origin.adapter:
        assert (REPO / origin.adapter.source).is_file()
        assert (Path(adapters.__path__[0]) / f"{origin.adapter.name}.py").is_file()
    declared = load(name).declared.audiences
    assert declared is None or (REPO / declared).is_file()


def test_every_scenario_is_a_world() -> None:
    assert set(scenario_names()) == {load(name).declared.made_of.scenario for name in names()} - {None}


def test_a_market_gives_currency_and_time_zone() -> None:
    assert (load("aemo-2022-01").market.currency, load("demo").market.time_zone) == ("AUD", "Europe/London")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (SOUND.replace("market: gb", "market: mars"), "worlds/mine.yaml: market: there is no 'mars'; known are gb,"),
        (SOUND + "colour: red\n", "worlds/mine.yaml: colour: Extra inputs are not permitted"),
        (SOUND.replace("title: A\n", ""), "worlds/mine.yaml: title: Field required"),
        (SOUND.replace("{scenario: ci}", "{}"), "name exactly one of scenario, adapter, folder"),
        (SOUND.replace("{scenario: ci}", "{scenario: ci, folder: x}"), "name exactly one of scenario, adapter, folder"),
    ],
)
def test_a_file_that_is_not_sound_is_refused_in_a_sentence(declare: Path, text: str, sentence: str) -> None:
    (declare / "mine.yaml").write_text(text)
    with pytest.raises(WorldError) as error:
        load("mine")
    assert sentence in str(error.value)


def test_an_unknown_world_is_refused_with_the_known_ones() -> None:
    with pytest.raises(WorldError, match=r"There is no world 'nowhere'.*demo"):
        load("nowhere")


def test_a_folder_of_raw_files_becomes_a_world(declare: Path, tmp_path: Path) -> None:
    delivered = tmp_path / "delivered"
    (delivered / "finance").mkdir(parents=True)
    (declare / "mine.yaml").write_text(SOUND.replace("{scenario: ci}", f"{{folder: {delivered}}}"))
    mine = load("mine").model_copy(update={"data": tmp_path / "data"})
    assert make_raw(mine) == 0
    assert make_raw(mine) == 0, "making it again changes nothing"
    assert (mine.raw / "finance").is_dir()


def test_a_folder_that_is_not_there_is_named(declare: Path, tmp_path: Path) -> None:
    (declare / "mine.yaml").write_text(SOUND.replace("{scenario: ci}", f"{{folder: {tmp_path / 'nothing'}}}"))
    with pytest.raises(WorldError, match=r"made_of\.folder: there is no folder .*nothing"):
        make_raw(load("mine"))


def test_the_list_names_every_world() -> None:
    lines = listing().splitlines()
    assert [line.split()[0] for line in lines[1:]] == names()


def test_places_of_a_world_are_named_in_one_module() -> None:
    """Whoever writes a world's path by hand serves one world only."""
    found = subprocess.run(
        ["git", "grep", "-nE", r"data/(warehouse|scenarios|raw|audiences|stamps/(site|evidence))|reports/build"],
        cwd=REPO, capture_output=True, text=True, check=False,
    ).stdout.splitlines()  # fmt: skip
    assert [line for line in found if not line.startswith(("DECISIONS.md", "tests/python/worlds/"))] == []
