"""Settings of a simulation: frozen dataclasses, read from YAML with a clear sentence for every bad setting."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml
from pydantic import ConfigDict, TypeAdapter, ValidationError

HERE = Path(__file__).parent
# A setting that nobody reads is an error.
STRICT = ConfigDict(extra="forbid")
VENDORS = ("TMEIC", "OtherPCS")
RESPONSE_PRODUCTS = ("DCL", "DCH", "DML", "DMH", "DRL", "DRH")
SETTLEMENT_FAULTS = (
    "missing_periods", "duplicate_line", "wrong_price", "wrong_volume", "performance_factor", "run_correction",
    "short_payment",
)  # fmt: skip
OUTAGE_STATES = (
    "force_majeure", "grid_outage", "instructed", "planned_maintenance", "forced_outage", "derated",
)  # fmt: skip


class ConfigError(ValueError):
    """A setting that makes no sense, told in one sentence."""


@dataclass(frozen=True)
class PlantedOutage:
    """Outages of one kind, placed by day and time so that every seed meets the same schedule.

    `starts` are `"<day of 30> <HH:MM>"` in UTC; days shrink with shorter horizons, and so do durations over 12 hours.
    `blocks` are block numbers from 1, one per start or one for all; empty means the whole site.
    """

    __pydantic_config__ = STRICT

    state: str
    code: str
    description: str
    starts: tuple[str, ...]
    hours: float
    blocks: tuple[int, ...] = ()
    derate_ratio: float = 1.0
    is_repeat_fault: bool = False
    is_trip: bool = False
    has_hvac_failure: bool = False


@dataclass(frozen=True)
class CommsTraits:
    """Communication with the plant controller.

    Attributes
    ----------
    latency_median_ms, latency_sigma : float
        Lognormal round-trip latency [ms], [-].
    drop_ratio : float
        Packet loss in normal service [0-1].
    gap_count : int
        Communication losses per 30 days.
    gap_mean_minutes, gap_sigma : float
        Lognormal length [min], [-]; sigma 0 makes all equal.
    longest_gap_minutes : int
        Length of the one longest gap [min]; 0 for none.
    hold_minutes : int
        Minutes the controller holds its last setpoint in a gap before it goes to zero; 0 means it follows the
        schedule stored in it.
    """

    __pydantic_config__ = STRICT

    latency_median_ms: float
    latency_sigma: float
    drop_ratio: float
    gap_count: int
    gap_mean_minutes: float
    gap_sigma: float = 0.0
    longest_gap_minutes: int = 0
    hold_minutes: int = 0
    alarms_per_hour: float = 1.5
    alarm_floods: int = 0


@dataclass(frozen=True)
class ControlTraits:
    """How the plant follows its setpoint.

    Attributes
    ----------
    tracking_mae_ratio : float
        Mean absolute tracking error over rated power [0-1].
    delay_seconds : float
        Delay between command and power [s].
    charge_shortfall_ratio : float
        Share of commanded charging that is not delivered [0-1].
    response_slope_ratio, response_delay_seconds : float
        Delivered over contracted response [ratio]; delay of the response [s].
    """

    __pydantic_config__ = STRICT

    tracking_mae_ratio: float
    delay_seconds: float = 0.0
    charge_shortfall_ratio: float = 0.0
    response_slope_ratio: float = 1.0
    response_delay_seconds: float = 0.35


@dataclass(frozen=True)
class BatteryTraits:
    """Battery health: true SOH at the first and after the 30th day of the demo's horizon, and stress for the rest.

    Attributes
    ----------
    soh_start_pct, soh_end_pct : float
        True SOH [% of installed DC energy] at the start of the horizon and 30 days later.
    cycles_per_day : float
        Equivalent full cycles per day before the horizon [1/day].
    fade_scalar : float
        Multiplier on calendar and cycle fade [ratio].
    soc_bias_ratio : float
        Coulomb-counting bias of the BMS, multiple of the normal 0.3 pp/day drift [ratio].
    racks_out : tuple of str
        Racks out of service all through, as `"<block>-<rack>"`.
    """

    __pydantic_config__ = STRICT

    soh_start_pct: float
    soh_end_pct: float
    cycles_per_day: float
    fade_scalar: float = 1.0
    soc_bias_ratio: float = 1.0
    racks_out: tuple[str, ...] = ()
    warranted_cycles_per_day: float = 1.5


@dataclass(frozen=True)
class SiteConfig:
    """Everything that makes one site different from another."""

    __pydantic_config__ = STRICT

    site_id: str
    name: str
    vendor: str
    rated_mw: float
    contract_mwh: float
    connection_kv: float
    latitude: float
    longitude: float
    commercial_operation_date: date
    blocks: int
    block_kva: float
    racks_per_block: int
    pcs_model: str
    battery_model: str
    battery: BatteryTraits
    comms: CommsTraits
    control: ControlTraits
    outages: tuple[PlantedOutage, ...] = ()
    response_mw: dict[str, float] = field(default_factory=dict)
    reserve_mw: float = 0.0
    capacity_mw: float = 0.0
    availability_guarantee_ratio: float = 0.97
    settlement_faults: tuple[str, ...] = ()
    # Ages of open disputes at the as-of day [days].
    dispute_ages_days: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        _require(
            self.vendor in VENDORS, f"site {self.site_id}: vendor {self.vendor!r} is not one of {', '.join(VENDORS)}"
        )
        for name in ("rated_mw", "contract_mwh", "blocks", "block_kva", "racks_per_block"):
            _require(
                getattr(self, name) > 0, f"site {self.site_id}: {name} must be above zero, got {getattr(self, name)}"
            )
        for product in self.response_mw:
            _require(product in RESPONSE_PRODUCTS, f"site {self.site_id}: response product {product!r} is unknown")
        for fault in self.settlement_faults:
            _require(fault in SETTLEMENT_FAULTS, f"site {self.site_id}: settlement fault {fault!r} is unknown")
        for outage in self.outages:
            _require(outage.state in OUTAGE_STATES, f"site {self.site_id}: outage state {outage.state!r} is unknown")
            bad = [b for b in outage.blocks if not 1 <= b <= self.blocks]
            _require(
                not bad, f"site {self.site_id}: outage {outage.code} names block {bad}, the site has {self.blocks}"
            )


@dataclass(frozen=True)
class MarketConfig:
    """Market of the scenario.

    Attributes
    ----------
    source : str
        `synthetic` (DOMAIN C.7's process) or `gb_system_prices` (the real file carried in the project).
    day_ahead_mean_gbp_per_mwh : float
        Level of the synthetic day-ahead price [£/MWh].
    negative_price_day : int
        Day of 30 (from 1) on which a windy Sunday turns prices negative; 0 for none.
    trades_day_ahead : bool
        Whether the plan is sold day-ahead; if not, all metered volume settles at the system price.
    """

    __pydantic_config__ = STRICT

    source: str = "synthetic"
    day_ahead_mean_gbp_per_mwh: float = 63.0
    negative_price_day: int = 25
    trades_day_ahead: bool = True
    balancing_reserve_from: date = date(2024, 3, 12)
    frequency_event_count: int = 7

    def __post_init__(self) -> None:
        known = ("synthetic", "gb_system_prices")
        _require(self.source in known, f"market source {self.source!r} is not one of {', '.join(known)}")


@dataclass(frozen=True)
class ScenarioConfig:
    """One simulation: which sites, which days, which seed, which market."""

    __pydantic_config__ = STRICT

    name: str
    description: str
    start_date: date
    days: int
    seed: int
    sites: tuple[SiteConfig, ...]
    market: MarketConfig = field(default_factory=MarketConfig)
    timezone: str = "Europe/London"
    resolution_minutes: int = 1
    has_rack_telemetry: bool = False
    # Settlement runs published before this day have arrived; the end of the horizon by default.
    as_of_date: date | None = None

    def __post_init__(self) -> None:
        _require(self.days > 0, f"scenario {self.name}: days must be above zero, got {self.days}")
        _require(self.seed >= 0, f"scenario {self.name}: seed must not be negative, got {self.seed}")
        _require(
            self.resolution_minutes == 1, f"scenario {self.name}: resolution_minutes must be 1; telemetry is 1-minute"
        )
        ids = [site.site_id for site in self.sites]
        _require(len(ids) > 0, f"scenario {self.name}: at least one site is needed")
        _require(len(ids) == len(set(ids)), f"scenario {self.name}: a site_id stands twice")
        for site in self.sites:
            _require(
                site.commercial_operation_date < self.start_date,
                f"site {site.site_id}: commercial_operation_date must lie before the scenario's start",
            )


def _require(condition: bool, sentence: str) -> None:
    if not condition:
        raise ConfigError(sentence + ".")


def _validated(values: dict[str, Any], where: str) -> ScenarioConfig:
    """The settings of a mapping; raises ConfigError for the first that is unknown, missing or wrong."""
    try:
        return TypeAdapter(ScenarioConfig).validate_python(values)
    except ValidationError as error:
        first = error.errors()[0]
    refused = first.get("ctx", {}).get("error")
    if refused:
        raise ConfigError(str(refused))
    *places, name = (str(part) for part in first["loc"])
    problem = {
        "unexpected_keyword_argument": f"unknown setting {name}",
        "missing": f"setting {name} is missing",
    }.get(first["type"], f"{name}: {first['msg']}, got {first['input']!r}")
    raise ConfigError(f"{'.'.join([where, *places])}: {problem}.")


def _read(path: Path) -> dict[str, Any]:
    loaded = yaml.safe_load(path.read_text(encoding="utf-8"))
    _require(isinstance(loaded, dict), f"{path.name}: a mapping of settings is expected")
    return dict(loaded)


def scenario_names() -> list[str]:
    """Names of the scenarios shipped."""
    return sorted(path.stem for path in (HERE / "scenarios").glob("*.yaml"))


def load_scenario(name_or_path: str, **overrides: Any) -> ScenarioConfig:
    """Read a scenario by its shipped name or from a YAML file of one's own.

    Sites are names of files in `sites/`, or mappings with `like: <name>` and the settings that differ; `copies: N`
    makes N sites of one.

    Parameters
    ----------
    name_or_path : str
        Shipped scenario, or path of a YAML file.
    **overrides
        Settings that replace the file's, e.g. `seed=2`; None is ignored.

    Raises
    ------
    ConfigError
        One sentence naming the bad setting.
    """
    path = Path(name_or_path)
    if path.suffix not in (".yaml", ".yml"):
        path = HERE / "scenarios" / f"{name_or_path}.yaml"
        known = ", ".join(scenario_names())
        _require(path.exists(), f"scenario {name_or_path!r} is not known; shipped are {known}, or give a .yaml file")
    _require(path.exists(), f"scenario file {path} does not exist")
    values = _read(path) | {k: v for k, v in overrides.items() if v is not None}
    _require(isinstance(values.get("sites"), list), f"scenario {path.stem}: sites must be a list")
    values["sites"] = [site for entry in values["sites"] for site in _site_settings(entry, path.stem)]
    values.setdefault("name", path.stem)
    return _validated(values, f"scenario {path.stem}")


def _site_settings(entry: Any, scenario: str) -> list[dict[str, Any]]:
    if isinstance(entry, str):
        entry = {"like": entry}
    _require(isinstance(entry, dict), f"scenario {scenario}: a site is a name or a mapping, got {entry!r}")
    entry = dict(entry)
    base: dict[str, Any] = {}
    if (like := entry.pop("like", None)) is not None:
        path = HERE / "sites" / f"{like}.yaml"
        known = ", ".join(sorted(p.stem for p in (HERE / "sites").glob("*.yaml")))
        _require(path.exists(), f"scenario {scenario}: site {like!r} is not known; shipped are {known}")
        base = _read(path)
    copies = entry.pop("copies", 0)
    _require(
        isinstance(copies, int) and copies >= 0, f"scenario {scenario}: copies must be a whole number, got {copies!r}"
    )
    merged = base | entry
    if copies == 0:
        return [merged]
    return [
        merged | {"site_id": f"{merged['site_id']}-{n:03d}", "name": f"{merged['name']} {n}"}
        for n in range(1, copies + 1)
    ]
