"""Health of the server: whether it runs, and how old the data are."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from fastapi import APIRouter
from pydantic import BaseModel, Field

from api.dependencies import Build
from api.errors import ERROR_RESPONSES
from api.lists import json_value
from api.published import PublishedBuild

router = APIRouter(tags=["operation"])


class Health(BaseModel):
    """The build that is served, and its age."""

    build: str = Field(
        description="Name of the published build; every ETag depends on it.", examples=["9f2c1a7b5d3e4f60"]
    )
    as_of_at: datetime | None = Field(description="Newest minute of any site [UTC].")
    age_minutes: float | None = Field(description="Minutes between that and now [min].")


def health_of(build: PublishedBuild) -> Health:
    """Name, newest minute and age of a build."""
    as_of_at: Any = None
    as_of = build.contents.relations.get("dim_as_of")
    if as_of and "as_of_at" in as_of.names:
        with build.cursor() as cursor:
            found = cursor.execute("select max(as_of_at) from dim_as_of").fetchone()
        as_of_at = json_value(found[0]) if found else None
    age_minutes = (datetime.now(UTC) - as_of_at).total_seconds() / 60 if as_of_at else None
    return Health(build=build.snapshot.build, as_of_at=as_of_at, age_minutes=age_minutes)


@router.get("/health", summary="Whether the server runs")
def health() -> dict[str, str]:
    """Answers before a warehouse is published, too."""
    return {"status": "ok"}


@router.get("/ready", summary="Which build is served, and how old it is", responses={503: ERROR_RESPONSES[503]})
def ready(build: Build) -> Health:
    """Refused before a warehouse is published."""
    return health_of(build)
