"""Sites: all of them, and one with its newest minute or its KPIs."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Response

from api.contracts import Relation
from api.dependencies import Build, Page, shared_list, shared_relation_of_sites
from api.errors import ERROR_RESPONSES
from api.formats import FILE_RESPONSES, json_response
from api.lists import ListReader, site_rows

router = APIRouter(responses=ERROR_RESPONSES)
DIMENSION, NEWEST_MINUTE, MONTH_TO_DATE = "dim_site", "mart_site_live_latest", "mart_site_overview_mtd"
SiteId = Annotated[str, Path(examples=["thames"])]


@router.get("/sites", tags=["sites"], responses=FILE_RESPONSES)
def sites(reader: Annotated[ListReader, shared_list("/sites")], page: Page) -> Response:
    """One row per site."""
    return reader.respond(page)


@router.get("/sites/{site_id}", tags=["sites"], summary="One site with its newest minute")
def site(
    build: Build, dimension: Annotated[Relation, shared_relation_of_sites(DIMENSION)], site_id: SiteId
) -> Response:
    """A site; `latest` is its newest minute, where that is shared."""
    latest = build.contents.relation_of_sites(NEWEST_MINUTE)
    rows = site_rows(build, site_id, dimension.name, *([latest.name] if latest else []))
    return json_response(dict(zip(("site", "latest"), rows, strict=False)))


@router.get("/metrics/site/{site_id}", tags=["metrics"], summary="KPIs of one site, month to date")
def site_metrics(
    build: Build, month_to_date: Annotated[Relation, shared_relation_of_sites(MONTH_TO_DATE)], site_id: SiteId
) -> Response:
    """KPIs of a site from the first day of its month to the newest minute."""
    return json_response(site_rows(build, site_id, month_to_date.name)[0])
