"""Refusals: why a request is not answered, in a sentence, and what would have been accepted."""

from __future__ import annotations

from collections.abc import Mapping

from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field


class Problem(BaseModel):
    """Why a request was refused, in a sentence, and what would have been accepted."""

    detail: str = Field(examples=["There is no site 'atlantis'."])
    valid: list[str] | None = Field(default=None, examples=[["cotswold", "thames", "yorkshire"]])


class Refusal(Exception):  # noqa: N818  it is no error of ours
    """A request that is refused: status, sentence and what would be valid."""

    def __init__(self, status: int, detail: str, valid: list[str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.problem = status, Problem(detail=detail, valid=valid)


def told(
    status: int, detail: str, headers: Mapping[str, str] | None = None, valid: list[str] | None = None
) -> JSONResponse:
    """A refusal as an answer."""
    return JSONResponse(Problem(detail=detail, valid=valid).model_dump(), status_code=status, headers=headers)
