"""The portfolio: its KPIs, and its vendors compared."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Response

from api.dependencies import Page, shared_list
from api.errors import ERROR_RESPONSES
from api.formats import FILE_RESPONSES
from api.lists import ListReader

router = APIRouter(tags=["metrics"], responses={**ERROR_RESPONSES, **FILE_RESPONSES})


@router.get("/metrics/portfolio")
def portfolio(reader: Annotated[ListReader, shared_list("/metrics/portfolio")], page: Page) -> Response:
    """One row for the whole portfolio."""
    return reader.respond(page)


@router.get("/metrics/vendor_benchmark")
def vendor_benchmark(reader: Annotated[ListReader, shared_list("/metrics/vendor_benchmark")], page: Page) -> Response:
    """One row per pair of vendors."""
    return reader.respond(page)
