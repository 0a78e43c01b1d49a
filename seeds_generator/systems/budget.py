"""The owner's budget and monthly forecasts: expectations made before their days, never from what happened."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, datetime, timedelta
from typing import Any

from seeds_generator.config import ScenarioConfig, SiteConfig
from seeds_generator.world.clock import Horizon, stream
from seeds_generator.world.market import CAPACITY_PRICE_GBP_PER_MW_H, RESERVE_PRICE_GBP, RESPONSE_PRICE_GBP

# Net wholesale margin of a two-hour battery expected by the budget, after auxiliaries [£/MW/yr], and its month shape.
ARBITRAGE_GBP_PER_MW_YEAR = 24_000.0
MONTH_SHAPE = (1.10, 0.98, 1.02, 0.96, 0.92, 0.90, 0.92, 0.95, 1.02, 1.08, 1.10, 1.05)
WEEKEND_SHARE = 0.85
# The budget expects response contracts to be available and to pay in full for this share of hours.
RESPONSE_DELIVERY, RESERVE_HOURS_SHARE = 0.97, 0.95
FORECAST_SD = 0.05


def expected_by_service_gbp(site: SiteConfig, day: date, reserve_from: date | None = None) -> dict[str, float]:
    """Net revenue [£] that the budget expects of a day, by service."""
    weekend = WEEKEND_SHARE if day.weekday() >= 5 else (7 - 2 * WEEKEND_SHARE) / 5
    arbitrage = ARBITRAGE_GBP_PER_MW_YEAR / 365 * MONTH_SHAPE[day.month - 1] * weekend * site.rated_mw
    response = sum(mw * RESPONSE_PRICE_GBP[product] for product, mw in site.response_mw.items()) * 24
    is_open = reserve_from is not None and day >= reserve_from
    reserve = sum(RESERVE_PRICE_GBP.values()) * site.reserve_mw * 24 * RESERVE_HOURS_SHARE if is_open else 0.0
    return {
        "arbitrage": arbitrage,
        "frequency_response": response * RESPONSE_DELIVERY,
        "reserve": reserve,
        "capacity": site.capacity_mw * CAPACITY_PRICE_GBP_PER_MW_H * 24,
    }


def expected_daily_gbp(site: SiteConfig, day: date) -> float:
    """Net revenue [£] that the budget expects of a day, all services."""
    return sum(expected_by_service_gbp(site, day).values())


def budget_rows(scenario: ScenarioConfig, site: SiteConfig, horizon: Horizon) -> list[dict[str, Any]]:
    """Budget and forecast of every day of the months that the horizon touches."""
    rows: list[dict[str, Any]] = []
    months = sorted({(day.year, day.month) for day in horizon.dates})
    for year, month in months:
        first = date(year, month, 1)
        rng = stream(scenario.seed, site.site_id, "forecast", first.isoformat())
        view = float(rng.lognormal(0.0, FORECAST_SD))
        versions = [
            ("budget", datetime(year - 1, 11, 30, 17), 1.0),
            (f"forecast {first:%Y-%m}", datetime.combine(first - timedelta(days=5), datetime.min.time()), view),
        ]
        for version, made_at, factor in versions:
            for number in range(monthrange(year, month)[1]):
                day = first + timedelta(days=number)
                expected = expected_by_service_gbp(site, day, scenario.market.balancing_reserve_from)
                for service, revenue in expected.items():
                    is_agreed = service == "capacity"
                    rows.append(
                        {
                            "site_id": site.site_id,
                            "service": service,
                            "settlement_date": day,
                            "version": version,
                            "made_at_utc": made_at,
                            "revenue_gbp": round(revenue * (1.0 if is_agreed else factor), 2),
                        }
                    )
    return rows
