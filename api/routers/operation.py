"""Operation: events, telemetry, dispatch and data quality."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Response

from api.dependencies import Assets, Page, Sites, Span, Values, shared_list
from api.errors import ERROR_RESPONSES, RequestError
from api.formats import FILE_RESPONSES
from api.lists import ListReader

router = APIRouter(tags=["metrics"], responses={**ERROR_RESPONSES, **FILE_RESPONSES})
TAG_DICTIONARY = "dim_telemetry_tag"


@router.get("/metrics/events")
def events(
    reader: Annotated[ListReader, shared_list("/metrics/events")], page: Page, span: Span, site: Sites, asset: Assets,
    event_type: Annotated[list[str], Query(default_factory=list, alias="type", examples=[["trip"]])],
    severity: Values,
) -> Response:  # fmt: skip
    """One row per event; `from` and `to` bound its start."""
    return reader.respond(page, span, site=site, asset=asset, type=event_type, severity=severity)


@router.get("/metrics/telemetry")
def telemetry(
    reader: Annotated[ListReader, shared_list("/metrics/telemetry")], page: Page, span: Span,
    site: Sites, asset: Assets,
    tags: Annotated[
        list[str], Query(default_factory=list, description="Tags; all where left out.", examples=[["p_kw"]])
    ],
) -> Response:  # fmt: skip
    """One row per asset and minute, with one column per tag."""
    return reader.respond(page, span, columns=tag_columns(reader, tags), site=site, asset=asset)


@router.get("/metrics/data_quality")
def data_quality(
    reader: Annotated[ListReader, shared_list("/metrics/data_quality")], page: Page, span: Span, site: Sites,
    asset_type: Annotated[list[str], Query(default_factory=list, alias="type", examples=[["battery"]])],
) -> Response:  # fmt: skip
    """One row per site, type of asset and local day."""
    return reader.respond(page, span, site=site, type=asset_type)


@router.get("/metrics/dispatch")
def dispatch(
    reader: Annotated[ListReader, shared_list("/metrics/dispatch")], page: Page, span: Span, site: Sites
) -> Response:
    """One row per site and minute."""
    return reader.respond(page, span, site=site)


def tag_columns(reader: ListReader, tags: list[str]) -> tuple[str, ...]:
    """Columns of some telemetry tags with the key of the row; none where no tag is chosen.

    Parameters
    ----------
    reader : ListReader
        Reads the telemetry.
    tags : list of str
        Chosen tags; those that do not exist are refused.
    """
    if not tags:
        return ()
    if TAG_DICTIONARY not in reader.build.contents.relations:
        raise RequestError(403, "`tags` cannot be chosen: the dictionary of tags is not shared with you.")
    with reader.build.cursor() as cursor:
        known = {row[0] for row in cursor.execute(f"select distinct tag from {TAG_DICTIONARY}").fetchall()}
    names = reader.shared.relation.names
    valid = [name for name in names if name in known]
    for tag in tags:
        if tag not in valid:
            raise RequestError(422, f"There is no tag '{tag}'.", valid)
    keys = [name for name in ("asset_id", "interval_start_at") if name in names]
    return (*keys, *(name for name in valid if name in tags))
