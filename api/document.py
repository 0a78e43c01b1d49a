"""The OpenAPI document of a build: the routes that read what it holds, and the columns that it holds.

A route's own declaration names no columns, because they differ between builds and audiences. The document declares each
route again with the schema of its rows, and leaves out the routes and parameters of what is not shared.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from fastapi import APIRouter, FastAPI
from fastapi.responses import JSONResponse
from fastapi.routing import APIRoute
from pydantic import BaseModel, Field, create_model

from api.contracts import Relation, row_model
from api.dependencies import Build
from api.endpoints import LISTS, SharedList
from api.published import Contents
from api.routers import battery, health, money, operation, pipeline, portfolio, sites

DATA_ROUTERS = (sites.router, portfolio.router, money.router, operation.router, battery.router, pipeline.router)
router = APIRouter(include_in_schema=False)


@router.get("/openapi.json")
def openapi(build: Build) -> JSONResponse:
    """The OpenAPI document of what is shared."""
    return JSONResponse(document(build.contents))


@lru_cache(maxsize=32)
def document(contents: Contents) -> dict[str, Any]:
    """The OpenAPI document of the contents of a warehouse.

    Parameters
    ----------
    contents : Contents
        What the warehouse holds.
    """
    described = FastAPI(
        title="BESS Analytics",
        version="1.0.0",
        description="Read-only lists over the published warehouse. Times are UTC; a null means what its column says.",
        openapi_tags=[{"name": "sites"}, {"name": "metrics"}, {"name": "operation"}],
    )
    schemas = response_schemas(contents)
    for route in _routes(DATA_ROUTERS):
        if route.path in schemas:
            summary = LISTS[route.path].summary if route.path in LISTS else route.summary
            _describe(described, route, schemas[route.path], summary)
    for route in _routes([health.router]):
        _describe(described, route, route.response_model, route.summary)
    made = described.openapi()
    for path, names in hidden_parameters(contents).items():
        operation_object = made["paths"][path]["get"]
        operation_object["parameters"] = [one for one in operation_object["parameters"] if one["name"] not in names]
    return made


def _routes(routers: Iterable[APIRouter]) -> list[APIRoute]:
    return [route for router in routers for route in router.routes if isinstance(route, APIRoute)]


def _describe(app: FastAPI, route: APIRoute, schema: Any, summary: str | None) -> None:
    app.add_api_route(
        route.path, route.endpoint, response_model=schema, summary=summary, tags=route.tags, responses=route.responses
    )


def response_schemas(contents: Contents) -> dict[str, Any]:
    """Schema of the response of every route that reads what is shared, by path."""
    schemas: dict[str, Any] = {path: list_schema(shared) for path, shared in contents.lists.items()}
    if (dimension := contents.relation_of_sites(sites.DIMENSION)) is not None:
        schemas["/sites/{site_id}"] = site_schema(dimension, contents.relation_of_sites(sites.NEWEST_MINUTE))
    if (month_to_date := contents.relation_of_sites(sites.MONTH_TO_DATE)) is not None:
        schemas["/metrics/site/{site_id}"] = row_model(month_to_date)
    for trend in contents.trends.values():
        schema, path = list_schema(trend), trend.endpoint.path
        schemas[path] = schemas[path] | schema if path in schemas else schema
    return schemas


def hidden_parameters(contents: Contents) -> dict[str, frozenset[str]]:
    """Parameters that select by a column that is not shared, by path."""
    hidden = {path: shared.hidden_parameters for path, shared in contents.lists.items()}
    for trend in contents.trends.values():
        hidden[trend.endpoint.path] = hidden.get(trend.endpoint.path, trend.hidden_parameters) & trend.hidden_parameters
    return hidden


def list_schema(shared: SharedList) -> type[BaseModel]:
    """Schema of a page of a list."""
    name = shared.endpoint.path.strip("/").replace("/", "_") if shared.sums_by else None
    row = row_model(shared.relation, shared.columns, name)
    fields: dict[str, Any] = {
        "rows": (list[row], Field(description="Rows of this page.")),  # type: ignore[valid-type]
        "count": (int, Field(description="Rows of the whole list.")),
        "limit": (int, Field(description="Most rows of a page.")),
        "offset": (int, Field(description="Rows before this page.")),
        "next": (str | None, Field(default=None, description="Address of the next page; null on the last.")),
    }
    made: type[BaseModel] = create_model(f"{row.__name__}_page", **fields)
    return made


def site_schema(dimension: Relation, latest: Relation | None) -> type[BaseModel]:
    """Schema of a site with its newest minute."""
    fields: dict[str, Any] = {"site": (row_model(dimension), ...)}
    if latest:
        fields["latest"] = (row_model(latest) | None, None)
    made: type[BaseModel] = create_model("site_detail", __doc__="A site and its newest minute.", **fields)
    return made
