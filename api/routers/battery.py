"""Batteries: trends of their health."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated

from fastapi import APIRouter, Depends, Response

from api.dependencies import Build, Page, Sites, Span
from api.endpoints import HealthTrend, SharedList
from api.errors import ERROR_RESPONSES, NOT_SHARED, RequestError
from api.formats import FILE_RESPONSES
from api.lists import ListReader

router = APIRouter(tags=["metrics"], responses={**ERROR_RESPONSES, **FILE_RESPONSES})


async def shared_trends(build: Build) -> Mapping[HealthTrend, SharedList]:
    """Trends that are shared; refuses the request where none is."""
    if not build.contents.trends:
        raise RequestError(403, NOT_SHARED)
    return build.contents.trends


@router.get("/metrics/battery_health", summary="Trends of state of health and state of charge")
def battery_health(
    build: Build, trends: Annotated[Mapping[HealthTrend, SharedList], Depends(shared_trends)], page: Page, span: Span,
    site: Sites, trend: HealthTrend = HealthTrend.SOH,
) -> Response:  # fmt: skip
    """One row per site, day and basis (state of health), or per site and local day (state of charge)."""
    if trend not in trends:
        raise RequestError(403, NOT_SHARED, [shared.value for shared in trends])
    return ListReader(build, trends[trend]).respond(page, span, site=site)
