"""The HTTP API: typed lists over the marts, read-only. `create_app` makes it; `python -m api` serves it."""

from __future__ import annotations

import hashlib
from collections.abc import Awaitable, Callable
from typing import Annotated, Any

from fastapi import FastAPI, Path, Query, Request, Response
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, create_model

from api.answers import Api, Asking, Assets, Health, Problem, Refusal, Services, Sites, Texts, Within, page_model
from api.contracts import relations, row_model
from api.endpoints import ENDPOINTS, HEALTH_TRENDS, Endpoint, HealthTrend, Period
from api.formats import MEDIA_TYPES, Format
from api.live import live_router
from api.warehouse import NotPublishedError, Warehouse

LISTS = {endpoint.path: endpoint for endpoint in ENDPOINTS}
FILES: dict[str, Any] = {media.partition(";")[0]: {} for form, media in MEDIA_TYPES.items() if form is not Format.JSON}
REFUSED: dict[int | str, dict[str, Any]] = {
    404: {"model": Problem, "description": "There is no such site, service or asset; `valid` lists those there are."},
    422: {"model": Problem, "description": "A parameter is not understood, or a span ends before it begins."},
    503: {"model": Problem, "description": "No warehouse is published."},
}

SiteRow = row_model(relations()["dim_site"])
LiveRow = row_model(relations()["mart_site_live_latest"])
DETAIL: dict[str, Any] = {"site": (SiteRow, ...), "latest": (LiveRow | None, None)}
SiteDetail: type[BaseModel] = create_model("site_detail", __doc__="A site and its newest minute.", **DETAIL)


def schema_of(endpoint: Endpoint) -> type[BaseModel]:
    """Schema of a page of a list."""
    name = endpoint.path.strip("/").replace("/", "_")
    return page_model(row_model(endpoint.relation, endpoint.columns, name if endpoint.sums_by else None))


def listed(app: FastAPI, path: str, schema: Any = None) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Serve a list at its path, with its schema and what can go wrong."""
    endpoint = LISTS.get(path)
    return app.get(
        path,
        response_model=schema or schema_of(LISTS[path]),
        summary=endpoint.summary if endpoint else "Trends of state of health and state of charge",
        responses={200: {"content": FILES}, **REFUSED},
        tags=["metrics" if path.startswith("/metrics") else "sites"],
        # Columns that were not asked for are left out; nulls are told.
        response_model_exclude_unset=True,
    )


def create_app(warehouse: Warehouse) -> FastAPI:
    """The application over a warehouse.

    Parameters
    ----------
    warehouse : Warehouse
        The published warehouse; it may be published later than the application starts.
    """
    app = FastAPI(
        title="BESS Analytics",
        version="1.0.0",
        description="Read-only lists over the published warehouse. Times are UTC; a null means what its column says.",
        openapi_tags=[{"name": "sites"}, {"name": "metrics"}, {"name": "operation"}],
        # The documentation pages of the framework load scripts from elsewhere.
        docs_url=None,
        redoc_url=None,
    )
    api = Api(warehouse)
    _refuse_in_sentences(app)
    _tag_by_build(app, warehouse)
    _serve_sites(app, api)
    _serve_money(app, api)
    app.include_router(live_router(api))
    _serve_operation(app, api)

    @app.get("/health", tags=["operation"], summary="Whether the server runs")
    def health() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/ready", tags=["operation"], summary="What is served, and how old it is", responses={503: REFUSED[503]})
    def ready() -> Health:
        return api.health()

    return app


def _serve_sites(app: FastAPI, api: Api) -> None:
    @listed(app, "/sites")
    def sites(asked: Asking) -> Any:
        return api.listing(LISTS["/sites"], asked)

    @app.get(
        "/sites/{site_id}", response_model=SiteDetail, responses=REFUSED, tags=["sites"],
        summary="One site with its newest minute",
    )  # fmt: skip
    def site(site_id: Annotated[str, Path(examples=["thames"])]) -> Any:
        api.check(site=[site_id])
        return {"site": api.one("dim_site", site_id), "latest": api.one("mart_site_live_latest", site_id)}

    overview = row_model(relations()["mart_site_overview_mtd"])

    @app.get(
        "/metrics/site/{site_id}", response_model=overview, responses=REFUSED, tags=["metrics"],
        summary="KPIs of one site, month to date",
    )  # fmt: skip
    def site_metrics(site_id: Annotated[str, Path(examples=["thames"])]) -> Any:
        api.check(site=[site_id])
        return api.one("mart_site_overview_mtd", site_id)


def _serve_money(app: FastAPI, api: Api) -> None:
    @listed(app, "/metrics/portfolio")
    def portfolio(asked: Asking) -> Any:
        return api.listing(LISTS["/metrics/portfolio"], asked)

    @listed(app, "/metrics/revenue")
    def revenue(asked: Asking, within: Within, site: Sites, service: Services, period: Period = Period.DAY) -> Any:
        return api.listing(LISTS["/metrics/revenue"], asked, within, period, site=site, service=service)

    @listed(app, "/metrics/revenue_loss")
    def revenue_loss(asked: Asking, within: Within, site: Sites, cause: Texts, period: Period = Period.DAY) -> Any:
        return api.listing(LISTS["/metrics/revenue_loss"], asked, within, period, site=site, cause=cause)

    @listed(app, "/metrics/sla_report")
    def sla_report(asked: Asking, within: Within, site: Sites, clause: Texts) -> Any:
        return api.listing(LISTS["/metrics/sla_report"], asked, within, site=site, clause=clause)

    @listed(app, "/metrics/pipeline")
    def pipeline(asked: Asking, stage: Texts) -> Any:
        return api.listing(LISTS["/metrics/pipeline"], asked, stage=stage)


def _serve_operation(app: FastAPI, api: Api) -> None:
    @listed(app, "/metrics/events")
    def events(
        asked: Asking, within: Within, site: Sites, asset: Assets,
        event_type: Annotated[list[str], Query(default_factory=list, alias="type", examples=[["trip"]])],
        severity: Texts,
    ) -> Any:  # fmt: skip
        return api.listing(
            LISTS["/metrics/events"], asked, within, site=site, asset=asset, type=event_type, severity=severity
        )

    @listed(app, "/metrics/telemetry")
    def telemetry(
        asked: Asking, within: Within, site: Sites, asset: Assets,
        tags: Annotated[list[str], Query(default_factory=list, description="All where left out.", examples=[["p_kw"]])],
    ) -> Any:  # fmt: skip
        return api.listing(
            LISTS["/metrics/telemetry"], asked, within, columns=telemetry_columns(tags), site=site, asset=asset
        )

    @listed(app, "/metrics/data_quality")
    def data_quality(
        asked: Asking, within: Within, site: Sites,
        asset_type: Annotated[list[str], Query(default_factory=list, alias="type", examples=[["battery"]])],
    ) -> Any:  # fmt: skip
        return api.listing(LISTS["/metrics/data_quality"], asked, within, site=site, type=asset_type)

    @listed(app, "/metrics/battery_health", page_of_either(*HEALTH_TRENDS.values()))
    def battery_health(asked: Asking, within: Within, site: Sites, trend: HealthTrend = HealthTrend.SOH) -> Any:
        return api.listing(HEALTH_TRENDS[trend], asked, within, site=site)

    @listed(app, "/metrics/dispatch")
    def dispatch(asked: Asking, within: Within, site: Sites) -> Any:
        return api.listing(LISTS["/metrics/dispatch"], asked, within, site=site)

    @listed(app, "/metrics/vendor_benchmark")
    def vendor_benchmark(asked: Asking) -> Any:
        return api.listing(LISTS["/metrics/vendor_benchmark"], asked)


def telemetry_columns(tags: list[str]) -> tuple[str, ...]:
    """Columns of the telemetry that belong to some tags; refuses tags that do not exist."""
    names = [column.name for column in LISTS["/metrics/telemetry"].columns]
    keys = ("asset_id", "site_id", "asset_type", "interval_start_at", "site_local_date", "is_comms_lost", "ingested_at")
    valid = [name for name in names if name not in keys]
    for tag in tags:
        if tag not in valid:
            raise Refusal(422, f"There is no tag '{tag}'.", valid)
    return ("asset_id", "interval_start_at", *(name for name in valid if name in tags)) if tags else ()


def page_of_either(*endpoints: Endpoint) -> Any:
    """Schema of a page of one of some lists."""
    either: Any = schema_of(endpoints[0])
    for endpoint in endpoints[1:]:
        either = either | schema_of(endpoint)
    return either


def _refuse_in_sentences(app: FastAPI) -> None:
    """Every refusal is a Problem: one sentence, and what would have been valid."""

    def told(status: int, problem: Problem) -> JSONResponse:
        return JSONResponse(problem.model_dump(), status_code=status)

    @app.exception_handler(Refusal)
    def refused(_: Request, refusal: Refusal) -> JSONResponse:
        return told(refusal.status, refusal.problem)

    @app.exception_handler(NotPublishedError)
    def not_published(_: Request, error: NotPublishedError) -> JSONResponse:
        return told(503, Problem(detail=str(error)))

    @app.exception_handler(RequestValidationError)
    def not_understood(_: Request, error: RequestValidationError) -> JSONResponse:
        said = "; ".join(f"`{found['loc'][-1]}`: {found['msg'].lower()}" for found in error.errors())
        return told(422, Problem(detail=f"Not understood: {said}."))


def _tag_by_build(app: FastAPI, warehouse: Warehouse) -> None:
    """An answer's ETag is its build, address and form: unchanged data are not sent twice."""

    @app.middleware("http")
    async def tagged(request: Request, call_next: Callable[[Request], Awaitable[Response]]) -> Response:
        if not request.url.path.startswith(("/sites", "/metrics", "/live")):
            return await call_next(request)
        try:
            build = warehouse.snapshot().build
        except NotPublishedError:
            return await call_next(request)
        said = f"{build} {request.url.path}?{request.url.query} {request.headers.get('accept', '')}"
        tag = f'"{hashlib.sha256(said.encode()).hexdigest()[:32]}"'
        if tag in request.headers.get("if-none-match", ""):
            return Response(status_code=304, headers={"ETag": tag})
        response = await call_next(request)
        if response.status_code == 200:
            response.headers["ETag"] = tag
            response.headers["Cache-Control"] = "no-cache"
            response.headers["Vary"] = "Accept"
        return response
