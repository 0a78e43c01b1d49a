"""Settings: shipped scenarios load, and a bad setting gives one clear sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from seeds_generator.__main__ import main
from seeds_generator.config import ConfigError, load_scenario, scenario_names


def test_every_shipped_scenario_loads() -> None:
    assert scenario_names() == ["ci", "demo", "dst-autumn", "dst-spring", "fleet", "gb-2018"]
    for name in scenario_names():
        assert load_scenario(name).name == name


def test_demo_is_the_documented_fleet() -> None:
    demo = load_scenario("demo")
    assert [(s.rated_mw, s.contract_mwh, s.blocks, s.blocks * s.racks_per_block) for s in demo.sites] == [
        (50, 100, 13, 325),
        (40, 80, 11, 275),
        (30, 60, 13, 195),
    ]


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"days": -3}, "days must be above zero, got -3"),
        ({"days": "ten"}, "days: Input should be a valid integer, unable to parse string as an integer, got 'ten'"),
        ({"horizon": 3}, "unknown setting horizon"),
        ({"sites": []}, "at least one site is needed"),
        ({"sites": ["atlantis"]}, "site 'atlantis' is not known"),
        ({"sites": ["thames", "thames"]}, "a site_id stands twice"),
        ({"sites": [{"like": "thames", "colour": "blue"}]}, "unknown setting colour"),
        ({"sites": [{"like": "thames", "vendor": "Acme"}]}, "vendor 'Acme' is not one of"),
        ({"sites": [{"like": "thames", "rated_mw": 0}]}, "rated_mw must be above zero"),
        ({"sites": [{"like": "thames", "response_mw": {"FFR": 5}}]}, "response product 'FFR' is unknown"),
        ({"sites": [{"like": "thames", "commercial_operation_date": yaml.safe_load("2030-01-01")}]}, "must lie before"),
        ({"market": {"source": "crystal ball"}}, "market source 'crystal ball' is not one of"),
        ({"resolution_minutes": 5}, "resolution_minutes must be 1"),
    ],
)
def test_a_bad_setting_gives_one_sentence(tmp_path: Path, change: dict[str, object], sentence: str) -> None:
    settings = {
        "description": "x",
        "start_date": yaml.safe_load("2024-02-15"),
        "days": 2,
        "seed": 1,
        "sites": ["thames"],
    }
    path = tmp_path / "mine.yaml"
    path.write_text(yaml.safe_dump(settings | change))
    with pytest.raises(ConfigError) as error:
        load_scenario(str(path))
    assert sentence in str(error.value)
    assert "\n" not in str(error.value)


def test_a_site_without_a_vendor_is_refused(tmp_path: Path) -> None:
    site = yaml.safe_load((Path("seeds_generator/sites/thames.yaml")).read_text())
    del site["vendor"]
    path = tmp_path / "mine.yaml"
    path.write_text(
        yaml.safe_dump(
            {"description": "x", "start_date": yaml.safe_load("2024-02-15"), "days": 2, "seed": 1, "sites": [site]}
        )
    )
    with pytest.raises(ConfigError, match="setting vendor is missing"):
        load_scenario(str(path))


def test_the_command_line_tells_what_is_wrong_and_exits_with_2(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    assert main(["--scenario", "ci", "--days", "-1", "--out", str(tmp_path / "raw")]) == 2
    assert "days must be above zero" in capsys.readouterr().err


def test_the_command_line_does_not_replace_files_it_did_not_write(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    (tmp_path / "precious.csv").write_text("1")
    assert main(["--scenario", "ci", "--out", str(tmp_path)]) == 2
    assert "did not write" in capsys.readouterr().err
    assert (tmp_path / "precious.csv").exists()
