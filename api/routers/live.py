"""What the real-time page follows: the newest build, and its relations in the types of the site's own files."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pyarrow as pa
from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from api.contracts import Relation
from api.dependencies import Build
from api.errors import RequestError
from api.formats import MEDIA_TYPES, Format, stream
from api.published import PublishedBuild
from api.routers.health import health_of

# The relations of /tmeic/real-time, which are all small. No other relation is served here.
LIVE_RELATIONS = (
    "mart_alarm_live", "mart_block_live_latest", "mart_deliverability_half_hour", "mart_dispatch_hourly",
    "mart_site_live_latest", "fact_source_freshness",
)  # fmt: skip
BUILD_HEADER = "X-Build"

# These routes belong to the site's own page; the API's document leaves them out.
router = APIRouter(prefix="/live", include_in_schema=False)


class LiveState(BaseModel):
    """What a page needs to know to follow new builds."""

    build: str = Field(description="Name of the published build.")
    as_of_at: datetime | None = Field(description="Newest minute of any site [UTC].")
    published_at: datetime = Field(description="When that build was published [UTC].")
    relations: tuple[str, ...] = Field(description="Relations that can be followed.")


def followed_relations(build: PublishedBuild) -> tuple[str, ...]:
    """Live relations that a build holds."""
    return tuple(name for name in LIVE_RELATIONS if name in build.contents.relations)


@router.get("")
def state(build: Build) -> LiveState:
    """Name and age of the newest build, and the relations that can be followed."""
    health, snapshot = health_of(build), build.snapshot
    return LiveState(
        build=health.build,
        as_of_at=health.as_of_at,
        published_at=snapshot.published_at,
        relations=followed_relations(build),
    )


@router.get("/{name}")
def relation(build: Build, name: str) -> Response:
    """All rows of a live relation as Parquet."""
    followed = followed_relations(build)
    if name not in followed:
        raise RequestError(404, f"'{name}' is not followed live.", list(followed))
    rows = typed_rows(build, build.contents.relations[name])
    body = b"".join(stream(rows.schema, iter(rows.to_batches()), Format.PARQUET))
    headers = {BUILD_HEADER: build.snapshot.build}
    return Response(body, media_type=MEDIA_TYPES[Format.PARQUET], headers=headers)


def typed_rows(build: PublishedBuild, relation: Relation) -> pa.Table:
    """Rows of a relation in the types of the site's own files, where counts are doubles and dates are timestamps."""
    types: dict[Any, str] = {int: "double", date: "timestamp"}
    columns = ", ".join(
        f'cast("{column.name}" as {types[column.kind]}) as "{column.name}"'
        if column.kind in types
        else f'"{column.name}"'
        for column in relation.columns
    )
    with build.cursor() as cursor:
        return cursor.execute(f'select {columns} from "{relation.name}"').to_arrow_table()
