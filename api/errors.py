"""Error responses: one sentence that says why, and the values that would have been accepted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field

NOT_SHARED = "This is not part of what is shared with you."


class Problem(BaseModel):
    """Why a request was refused, in a sentence, and which values would have been accepted."""

    detail: str = Field(examples=["There is no site 'atlantis'."])
    valid: list[str] | None = Field(default=None, examples=[["cotswold", "thames", "yorkshire"]])


class RequestError(Exception):
    """A request that is refused: HTTP status, sentence, and the values that would have been accepted."""

    def __init__(self, status: int, detail: str, valid: list[str] | None = None) -> None:
        super().__init__(detail)
        self.status, self.detail, self.valid = status, detail, valid


def error_response(
    status: int, detail: str, headers: Mapping[str, str] | None = None, valid: list[str] | None = None
) -> JSONResponse:
    """Response of a refused request."""
    return JSONResponse(Problem(detail=detail, valid=valid).model_dump(), status_code=status, headers=headers)


ERROR_RESPONSES: dict[int | str, dict[str, Any]] = {
    403: {"model": Problem, "description": "A parameter selects by a column that is not shared with you."},
    404: {"model": Problem, "description": "There is no such site, service or asset; `valid` lists those there are."},
    422: {"model": Problem, "description": "A parameter is not understood, or a span is empty or too long."},
    503: {"model": Problem, "description": "No warehouse is published."},
    504: {"model": Problem, "description": "The query took too long and was stopped."},
}
