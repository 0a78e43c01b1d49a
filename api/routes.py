"""The addresses of the API over what a warehouse holds: typed lists over the marts, read-only."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Annotated, Any

from fastapi import FastAPI, Path, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, create_model

from api.answers import Api, Asking, Assets, Health, Services, Sites, Texts, Within, as_json, page_model
from api.contracts import Relation, row_model
from api.endpoints import ENDPOINTS, HEALTH_TRENDS, Endpoint, HealthTrend, Period
from api.formats import MEDIA_TYPES, Format
from api.limits import Limits
from api.live import live_router
from api.problems import Problem, Refusal, told

LISTS = {endpoint.path: endpoint for endpoint in ENDPOINTS}
SITE, SITE_METRICS, BATTERY_HEALTH = "/sites/{site_id}", "/metrics/site/{site_id}", "/metrics/battery_health"
NOT_SHARED = "This is not part of what is shared with you."
FILES: dict[str, Any] = {media.partition(";")[0]: {} for form, media in MEDIA_TYPES.items() if form is not Format.JSON}
REFUSED: dict[int | str, dict[str, Any]] = {
    403: {"model": Problem, "description": "A parameter chooses by what is not shared with you."},
    404: {"model": Problem, "description": "There is no such site, service or asset; `valid` lists those there are."},
    422: {
        "model": Problem,
        "description": "A parameter is not understood, a span is empty or too long.",
    },
    503: {"model": Problem, "description": "No warehouse is published."},
    504: {"model": Problem, "description": "The query took too long and was stopped."},
}


def schema_of(endpoint: Endpoint) -> type[BaseModel]:
    """Schema of a page of a list."""
    name = endpoint.path.strip("/").replace("/", "_")
    return page_model(row_model(endpoint.relation, endpoint.columns, name if endpoint.sums_by else None))


def app_over(held: Mapping[str, Relation], limits: Limits) -> FastAPI:
    """The endpoints over what a warehouse holds; its document names nothing else.

    Parameters
    ----------
    held : mapping
        What the warehouse holds of the contracts, by relation.
    limits : Limits
        How long the engine may work, and how many rows a file may have.
    """
    app = FastAPI(
        title="BESS Analytics",
        version="1.0.0",
        description="Read-only lists over the published warehouse. Times are UTC; a null means what its column says.",
        openapi_tags=[{"name": "sites"}, {"name": "metrics"}, {"name": "operation"}],
        # The documentation pages of the framework load scripts from elsewhere.
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
    )
    api = Api(held, limits)
    lists = {path: seen for path, endpoint in LISTS.items() if (seen := endpoint.within(held))}
    trends = {trend: seen for trend, endpoint in HEALTH_TRENDS.items() if (seen := endpoint.within(held))}
    _refuse_in_sentences(app)
    _serve_sites(app, api, lists)
    _serve_money(app, api, lists)
    _serve_operation(app, api, lists, trends)
    app.include_router(live_router(api))

    @app.get("/health", tags=["operation"], summary="Whether the server runs")
    def health() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/ready", tags=["operation"], summary="What is served, and how old it is", responses={503: REFUSED[503]})
    def ready(request: Request) -> Health:
        return api.health(request)

    _refuse_the_rest(app)
    _name_only_what_is_held(app, lists, trends)
    return app


def served(
    app: FastAPI, path: str, endpoint: Endpoint | None, schema: Any = None
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Serve a list at its path, with its schema and what can go wrong; nothing where it is not held."""
    if endpoint is None:
        return lambda handler: handler
    return app.get(
        path,
        response_model=schema or schema_of(endpoint),
        summary=endpoint.summary if path in LISTS else "Trends of state of health and state of charge",
        responses={200: {"content": FILES}, **REFUSED},
        tags=["metrics" if path.startswith("/metrics") else "sites"],
    )


Lists = Mapping[str, Endpoint]


def _has_sites(held: Mapping[str, Relation], relation_name: str) -> bool:
    return relation_name in held and "site_id" in held[relation_name].names


def _serve_sites(app: FastAPI, api: Api, lists: Lists) -> None:
    @served(app, "/sites", lists.get("/sites"))
    def sites(asked: Asking) -> Any:
        return api.listing(lists["/sites"], asked)

    if _has_sites(api.held, "dim_site"):
        is_live = _has_sites(api.held, "mart_site_live_latest")
        detail: dict[str, Any] = {"site": (row_model(api.held["dim_site"]), ...)}
        if is_live:
            detail["latest"] = (row_model(api.held["mart_site_live_latest"]) | None, None)
        page = create_model("site_detail", __doc__="A site and its newest minute.", **detail)

        @app.get(
            SITE, response_model=page, responses=REFUSED, tags=["sites"], summary="One site with its newest minute"
        )
        def site(request: Request, site_id: Annotated[str, Path(examples=["thames"])]) -> Any:
            names = ["dim_site", "mart_site_live_latest"] if is_live else ["dim_site"]
            return as_json(dict(zip(detail, api.of_site(request, site_id, *names), strict=True)))

    if _has_sites(api.held, "mart_site_overview_mtd"):

        @app.get(
            SITE_METRICS, response_model=row_model(api.held["mart_site_overview_mtd"]), responses=REFUSED,
            tags=["metrics"], summary="KPIs of one site, month to date",
        )  # fmt: skip
        def site_metrics(request: Request, site_id: Annotated[str, Path(examples=["thames"])]) -> Any:
            return as_json(api.of_site(request, site_id, "mart_site_overview_mtd")[0])


def _serve_money(app: FastAPI, api: Api, lists: Lists) -> None:
    @served(app, "/metrics/portfolio", lists.get("/metrics/portfolio"))
    def portfolio(asked: Asking) -> Any:
        return api.listing(lists["/metrics/portfolio"], asked)

    @served(app, "/metrics/revenue", lists.get("/metrics/revenue"))
    def revenue(asked: Asking, within: Within, site: Sites, service: Services, period: Period = Period.DAY) -> Any:
        return api.listing(lists["/metrics/revenue"], asked, within, period, site=site, service=service)

    @served(app, "/metrics/revenue_loss", lists.get("/metrics/revenue_loss"))
    def revenue_loss(asked: Asking, within: Within, site: Sites, cause: Texts, period: Period = Period.DAY) -> Any:
        return api.listing(lists["/metrics/revenue_loss"], asked, within, period, site=site, cause=cause)

    @served(app, "/metrics/sla_report", lists.get("/metrics/sla_report"))
    def sla_report(asked: Asking, within: Within, site: Sites, clause: Texts) -> Any:
        return api.listing(lists["/metrics/sla_report"], asked, within, site=site, clause=clause)

    @served(app, "/metrics/pipeline", lists.get("/metrics/pipeline"))
    def pipeline(asked: Asking, stage: Texts) -> Any:
        return api.listing(lists["/metrics/pipeline"], asked, stage=stage)


def _serve_operation(app: FastAPI, api: Api, lists: Lists, trends: Mapping[HealthTrend, Endpoint]) -> None:
    @served(app, "/metrics/events", lists.get("/metrics/events"))
    def events(
        asked: Asking, within: Within, site: Sites, asset: Assets,
        event_type: Annotated[list[str], Query(default_factory=list, alias="type", examples=[["trip"]])],
        severity: Texts,
    ) -> Any:  # fmt: skip
        return api.listing(
            lists["/metrics/events"], asked, within, site=site, asset=asset, type=event_type, severity=severity
        )

    @served(app, "/metrics/telemetry", lists.get("/metrics/telemetry"))
    def telemetry(
        asked: Asking, within: Within, site: Sites, asset: Assets,
        tags: Annotated[list[str], Query(default_factory=list, description="All where left out.", examples=[["p_kw"]])],
    ) -> Any:  # fmt: skip
        endpoint = lists["/metrics/telemetry"]
        columns = telemetry_columns(endpoint, tags, api.known_tags(asked.request)) if tags else ()
        return api.listing(endpoint, asked, within, columns=columns, site=site, asset=asset)

    @served(app, "/metrics/data_quality", lists.get("/metrics/data_quality"))
    def data_quality(
        asked: Asking, within: Within, site: Sites,
        asset_type: Annotated[list[str], Query(default_factory=list, alias="type", examples=[["battery"]])],
    ) -> Any:  # fmt: skip
        return api.listing(lists["/metrics/data_quality"], asked, within, site=site, type=asset_type)

    @served(app, BATTERY_HEALTH, next(iter(trends.values()), None), page_of_either(*trends.values()))
    def battery_health(asked: Asking, within: Within, site: Sites, trend: HealthTrend = HealthTrend.SOH) -> Any:
        if trend not in trends:
            raise Refusal(403, NOT_SHARED, [shared.value for shared in trends])
        return api.listing(trends[trend], asked, within, site=site)

    @served(app, "/metrics/dispatch", lists.get("/metrics/dispatch"))
    def dispatch(asked: Asking, within: Within, site: Sites) -> Any:
        return api.listing(lists["/metrics/dispatch"], asked, within, site=site)

    @served(app, "/metrics/vendor_benchmark", lists.get("/metrics/vendor_benchmark"))
    def vendor_benchmark(asked: Asking) -> Any:
        return api.listing(lists["/metrics/vendor_benchmark"], asked)


def telemetry_columns(endpoint: Endpoint, tags: list[str], known: set[str]) -> tuple[str, ...]:
    """Columns of the telemetry that belong to some tags; refuses tags that do not exist."""
    names = endpoint.relation.names
    valid = [name for name in names if name in known]
    for tag in tags:
        if tag not in valid:
            raise Refusal(422, f"There is no tag '{tag}'.", valid)
    keys = [name for name in ("asset_id", "interval_start_at") if name in names]
    return (*keys, *(name for name in valid if name in tags))


def page_of_either(*endpoints: Endpoint) -> Any:
    """Schema of a page of one of some lists; none where there is none."""
    either: Any = None
    for endpoint in endpoints:
        either = either | schema_of(endpoint) if either else schema_of(endpoint)
    return either


def _name_only_what_is_held(app: FastAPI, lists: Lists, trends: Mapping[HealthTrend, Endpoint]) -> None:
    """Take out of the document the parameters that choose by columns which are not held."""
    whole = {**LISTS, BATTERY_HEALTH: HEALTH_TRENDS[HealthTrend.SOH]}
    seen = {**lists, **({BATTERY_HEALTH: found} if (found := next(iter(trends.values()), None)) else {})}
    document = app.openapi()
    for path, operations in document["paths"].items():
        if path in seen:
            hidden = set(whole[path].filters) - set(seen[path].filters)
            if whole[path].time_column and not seen[path].time_column:
                hidden |= {"from", "to"}
            operation = operations["get"]
            operation["parameters"] = [found for found in operation["parameters"] if found["name"] not in hidden]
    app.openapi = lambda: document  # type: ignore[method-assign]


def _refuse_the_rest(app: FastAPI) -> None:
    """An address that others may have says that this one may not."""
    known = {getattr(route, "path", None) for route in app.routes}

    def not_shared() -> None:
        raise Refusal(403, NOT_SHARED)

    for path in (*LISTS, SITE, SITE_METRICS, BATTERY_HEALTH):
        if path not in known:
            app.add_api_route(path, not_shared, include_in_schema=False)


def _refuse_in_sentences(app: FastAPI) -> None:
    """Every refusal is a Problem: one sentence, and what would have been valid."""

    @app.exception_handler(Refusal)
    def refused(_: Request, refusal: Refusal) -> JSONResponse:
        return JSONResponse(refusal.problem.model_dump(), status_code=refusal.status)

    @app.exception_handler(RequestValidationError)
    def not_understood(_: Request, error: RequestValidationError) -> JSONResponse:
        said = "; ".join(f"`{found['loc'][-1]}`: {found['msg'].lower()}" for found in error.errors())
        return told(422, f"Not understood: {said}.")
