"""What the real-time page follows: the newest build, and its relations as the site ships them."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pyarrow as pa
from fastapi import APIRouter, Request, Response
from pydantic import BaseModel, Field

from api.answers import Api, snapshot_of
from api.contracts import Relation
from api.formats import MEDIA_TYPES, Format, stream
from api.problems import Refusal
from api.warehouse import Snapshot

# The relations of /tmeic/real-time; each is small. Nothing else can be asked for.
LIVE_RELATIONS = (
    "mart_alarm_live", "mart_block_live_latest", "mart_deliverability_half_hour", "mart_dispatch_hourly",
    "mart_site_live_latest", "fact_source_freshness",
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
        Reads what the warehouse holds of the marts.
    """
    router = APIRouter(include_in_schema=False)
    followed = tuple(name for name in LIVE_RELATIONS if name in api.held)

    @router.get("/live")
    def state(request: Request) -> LiveState:
        health = api.health(request)
        published_at = snapshot_of(request).published_at
        return LiveState(build=health.build, as_of_at=health.as_of_at, published_at=published_at, relations=followed)

    @router.get("/live/{name}")
    def relation(request: Request, name: str) -> Response:
        if name not in followed:
            raise Refusal(404, f"'{name}' is not followed live.", list(followed))
        snapshot = snapshot_of(request)
        rows = _rows(snapshot, api.held[name])
        body = b"".join(stream(rows.schema, iter(rows.to_batches()), Format.PARQUET))
        return Response(body, media_type=MEDIA_TYPES[Format.PARQUET], headers={BUILD_HEADER: snapshot.build})

    return router


def _rows(snapshot: Snapshot, relation: Relation) -> pa.Table:
    """Rows of a relation, typed as in the site's own files: counts are doubles, dates instants."""
    kinds: dict[Any, str] = {int: "double", date: "timestamp"}
    columns = ", ".join(
        f'cast("{name}" as {kinds[kind]}) as "{name}"' if kind in kinds else f'"{name}"'
        for name, kind in ((column.name, column.kind) for column in relation.columns)
    )
    with snapshot.cursor() as cursor:
        return cursor.execute(f'select {columns} from "{relation.name}"').to_arrow_table()
