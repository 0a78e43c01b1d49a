"""Projects before operation."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Response

from api.dependencies import Page, Values, shared_list
from api.errors import ERROR_RESPONSES
from api.formats import FILE_RESPONSES
from api.lists import ListReader

router = APIRouter(tags=["metrics"], responses={**ERROR_RESPONSES, **FILE_RESPONSES})


@router.get("/metrics/pipeline")
def pipeline(reader: Annotated[ListReader, shared_list("/metrics/pipeline")], page: Page, stage: Values) -> Response:
    """One row per project."""
    return reader.respond(page, stage=stage)
