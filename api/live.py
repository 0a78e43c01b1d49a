"""What the real-time page follows: the newest build, and its relations as the site ships them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
from fastapi import APIRouter, Response
from pydantic import BaseModel, Field

from api.answers import Api, Refusal
from api.contracts import Relation, relations
from api.formats import MEDIA_TYPES, Format, stream

# The relations of /tmeic/real-time; each is small. Nothing else can be asked for.
LIVE_RELATIONS = (
    "mart_alarm_live", "mart_block_live_latest", "mart_deliverability_half_hour", "mart_dispatch_hourly",
    "mart_site_live_latest", "mart_source_freshness",
)  # fmt: skip
BUILD_HEADER = "X-Build"


class LiveState(BaseModel):
    """What a page needs to know to follow."""

    build: str = Field(description="Name of the published build.")
    as_of_at: datetime | None = Field(description="Newest minute of any site [UTC].")
    published_at: datetime = Field(description="When that build was published [UTC].")
    relations: tuple[str, ...] = Field(default=LIVE_RELATIONS, description="Relations that can be followed.")


def live_router(api: Api) -> APIRouter:
    """Routes of the real-time page. They belong to the site, so the API's own description leaves them out.

    Parameters
    ----------
    api : Api
        Reads the published warehouse.
    """
    router = APIRouter(include_in_schema=False)

    @router.get("/live")
    def state() -> LiveState:
        health = api.health()
        published = datetime.fromtimestamp(api.warehouse.path.stat().st_mtime, UTC)
        return LiveState(build=health.build, as_of_at=health.as_of_at, published_at=published)

    @router.get("/live/{name}")
    def relation(name: str) -> Response:
        if name not in LIVE_RELATIONS:
            raise Refusal(404, f"'{name}' is not followed live.", list(LIVE_RELATIONS))
        build, rows = _rows(api, relations()[name])
        body = b"".join(stream(pa.RecordBatchReader.from_batches(rows.schema, rows.to_batches()), Format.PARQUET))
        return Response(body, media_type=MEDIA_TYPES[Format.PARQUET], headers={BUILD_HEADER: build})

    return router


def _rows(api: Api, relation: Relation) -> tuple[str, pa.Table]:
    """Build and rows of a relation, typed as in the site's own files: counts are doubles, dates instants."""
    kinds: dict[Any, str] = {int: "double", date: "timestamp"}
    columns = ", ".join(
        f'cast("{name}" as {kinds[kind]}) as "{name}"' if kind in kinds else f'"{name}"'
        for name, kind in ((column.name, column.kind) for column in relation.columns)
    )
    snapshot = api.warehouse.snapshot()
    with snapshot.connection.cursor() as cursor:
        cursor.execute("use published.main")
        return snapshot.build, cursor.execute(f'select {columns} from "{relation.name}"').to_arrow_table()
