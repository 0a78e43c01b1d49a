"""What routes depend on: the published build, what of it is shared, and the parameters that several routes take."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import Depends, Query, Request

from api.contracts import Relation
from api.endpoints import LISTS
from api.errors import NOT_SHARED, RequestError
from api.formats import Format, accepted_format
from api.lists import ListReader, PageRequest, TimeSpan
from api.published import PublishedBuild
from api.warehouse import NotPublishedError

DEFAULT_LIMIT, LARGEST_LIMIT = 100, 10_000


async def published_build(request: Request) -> PublishedBuild:
    """The build that the request began with."""
    build: PublishedBuild | NotPublishedError = request.state.build
    if isinstance(build, NotPublishedError):
        raise RequestError(503, str(build))
    return build


Build = Annotated[PublishedBuild, Depends(published_build)]


def shared_list(path: str) -> Any:
    """Dependency of a list's route: reads the list, or refuses the request where the list is not shared.

    Parameters
    ----------
    path : str
        Path of the list in `api/endpoints.py`.
    """
    endpoint = LISTS[path]

    async def reader(build: Build) -> ListReader:
        shared = build.contents.lists.get(endpoint.path)
        if shared is None:
            raise RequestError(403, NOT_SHARED)
        return ListReader(build, shared)

    return Depends(reader)


def shared_relation_of_sites(name: str) -> Any:
    """Dependency of a route of one site: a relation with a row per site, or a refusal where it is not shared.

    Parameters
    ----------
    name : str
        The relation.
    """

    async def relation(build: Build) -> Relation:
        found = build.contents.relation_of_sites(name)
        if found is None:
            raise RequestError(403, NOT_SHARED)
        return found

    return Depends(relation)


async def page_request(
    request: Request,
    form: Annotated[
        Format | None,
        Query(alias="format", description="Format of the response; the Accept header decides where it is left out."),
    ] = None,
    limit: Annotated[int, Query(ge=1, le=LARGEST_LIMIT, description="Most rows of a page of JSON.")] = DEFAULT_LIMIT,
    offset: Annotated[int, Query(ge=0, le=2**31, description="Rows before the page of JSON.")] = 0,
) -> PageRequest:
    """Format and page of the response."""
    return PageRequest(request.url, form or accepted_format(request.headers.get("accept", "")), limit, offset)


async def time_span(
    start: Annotated[
        str | None, Query(alias="from", description="First day or instant (UTC).", examples=["2024-03-01"])
    ] = None,
    end: Annotated[
        str | None, Query(alias="to", description="First day or instant after the span.", examples=["2024-03-08"])
    ] = None,
) -> TimeSpan:
    """Half-open span of time."""
    return TimeSpan(start, end)


Page = Annotated[PageRequest, Depends(page_request)]
Span = Annotated[TimeSpan, Depends(time_span)]
Sites = Annotated[
    list[str], Query(default_factory=list, description="Sites; all where left out.", examples=[["thames"]])
]
Services = Annotated[list[str], Query(default_factory=list, description="Services; all where left out.")]
Assets = Annotated[list[str], Query(default_factory=list, description="Assets; all where left out.")]
Values = Annotated[
    list[str], Query(default_factory=list, description="Only rows with one of these values; all where left out.")
]
