"""The catalog of dashboards, less what an audience may not see."""

from __future__ import annotations

from typing import Any

import yaml

from audiences.declaration import Audience
from audiences.wording import is_clean


def is_given(metric: str, audience: Audience) -> bool:
    """Whether a metric of the catalog, `relation.column`, is among the audience's columns."""
    relation, _, column = metric.partition(".")
    return any(one.name == column for one in audience.columns.get(relation, ()))


def kept_kpi(kpi: dict[str, Any], audience: Audience, withheld: set[str]) -> dict[str, Any] | None:
    """A KPI of the catalog with the target and details the audience may see; None when its own metric is withheld."""
    if not is_given(kpi["metric"], audience) or not is_clean(kpi["label"], audience, withheld):
        return None
    kept = dict(kpi)
    target = dict(kpi.get("target", {}))
    is_told = is_clean(str(target.get("label")), audience, withheld)
    if not is_told or not is_given(target.get("metric", kpi["metric"]), audience):
        target = {}
    if not is_clean(str(target.get("source")), audience, withheld):
        del target["source"]
    kept.pop("target", None)
    kept |= {"target": target} if target else {}
    details = [one for one in kpi.get("details", ()) if is_given(one["metric"], audience)]
    kept.pop("details", None)
    return kept | ({"details": details} if details else {})


def catalog_text(catalog: dict[str, Any], audience: Audience, withheld: set[str]) -> str:
    """The catalog with the audience's dashboards only, as YAML."""

    def clean(texts: list[str]) -> list[str]:
        return [text for text in texts if is_clean(text, audience, withheld)]

    def cleaned(entry: dict[str, Any]) -> dict[str, Any]:
        sources = [
            source | {"tables": clean(source["tables"]), "note": "".join(clean([source["note"]]))}
            for source in entry["data_sources"]
        ]
        return entry | {
            "personas": clean(entry["personas"]),
            "decisions": clean(entry["decisions"]),
            "data_sources": [
                source | {"note": "".join(clean([source["note"]]))} for source in sources if source["tables"]
            ],
            "kpis": [kpi for one in entry["kpis"] if (kpi := kept_kpi(one, audience, withheld))],
        }

    dashboards = [
        cleaned(entry) for entry in catalog["dashboards"] if audience.may_open(f"/{entry['pack']}/{entry['slug']}")
    ]
    # Pages of sites show the KPIs of the portfolio.
    portfolio = next(entry for entry in catalog["dashboards"] if entry["slug"] == "portfolio")
    site = {key: cleaned(portfolio)[key] for key in ("data_sources", "freshness", "kpis")}
    if not audience.may_open("/sites/x"):
        site = {"data_sources": [], "freshness": {}, "kpis": []}
    packs = [pack for pack in catalog["packs"] if any(entry["pack"] == pack["slug"] for entry in dashboards)]
    described = [pack | {"audience": "".join(clean([pack["audience"]]))} for pack in packs]
    kept = {"packs": described, "dashboards": dashboards, "site": site}
    return yaml.safe_dump(kept, sort_keys=False, allow_unicode=True, width=120)
