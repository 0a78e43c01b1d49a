"""Money: revenue, lost revenue and the verdicts of the service contract."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Response

from api.dependencies import Page, Services, Sites, Span, Values, shared_list
from api.endpoints import Period
from api.errors import ERROR_RESPONSES
from api.formats import FILE_RESPONSES
from api.lists import ListReader

router = APIRouter(tags=["metrics"], responses={**ERROR_RESPONSES, **FILE_RESPONSES})


@router.get("/metrics/revenue")
def revenue(
    reader: Annotated[ListReader, shared_list("/metrics/revenue")], page: Page, span: Span,
    site: Sites, service: Services, period: Period = Period.DAY,
) -> Response:  # fmt: skip
    """Amounts are summed over each period."""
    return reader.respond(page, span, period, site=site, service=service)


@router.get("/metrics/revenue_loss")
def revenue_loss(
    reader: Annotated[ListReader, shared_list("/metrics/revenue_loss")], page: Page, span: Span,
    site: Sites, cause: Values, period: Period = Period.DAY,
) -> Response:  # fmt: skip
    """Amounts are summed over each period."""
    return reader.respond(page, span, period, site=site, cause=cause)


@router.get("/metrics/sla_report")
def sla_report(
    reader: Annotated[ListReader, shared_list("/metrics/sla_report")], page: Page, span: Span,
    site: Sites, clause: Values,
) -> Response:  # fmt: skip
    """One row per version of a clause and calendar month."""
    return reader.respond(page, span, site=site, clause=clause)
