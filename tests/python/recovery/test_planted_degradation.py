"""Rates of fade in each simulated world against the planted, noise-free health."""

from __future__ import annotations

import duckdb
import numpy as np
import pandas as pd
import pytest

from methods.degradation import DAYS_PER_YEAR, Rate, probability_not_faster, theil_sen
from tests.python.recovery.conftest import Compared
from worlds.world import load

DEMO, DEMO_RAW = load("demo").warehouse, load("demo").raw
# How often chance may make a right method fail: 3.89 standard errors are passed once in ten thousand times.
STANDARD_ERRORS = 3.89
MEASUREMENTS = {
    "weekly": "select site_id, estimated_date as day from fact_soh_weekly",
    "capacity_test": "select site_id, cast(tested_at as date) as day from fact_capacity_test",
}

pytestmark = pytest.mark.warehouse


def rates(connection: duckdb.DuckDBPyConnection, basis: str) -> dict[str, Rate]:
    rows = connection.execute(
        """
        select site_id, slope_ratio_per_year, slope_low_ratio_per_year, slope_high_ratio_per_year,
            standard_error_ratio_per_year, measurement_count, span_days
        from fact_degradation_rate where basis = ?
        """,
        [basis],
    ).fetchall()
    return {row[0]: Rate(*row[1:]) for row in rows}


def planted_health(simulated: Compared, basis: str) -> pd.DataFrame:
    """Noise-free state of health on the days of the measurements, by site and day."""
    truth = f"read_parquet('{simulated.raw}/truth/truth_soh/**/*.parquet', hive_partitioning = false)"
    with duckdb.connect(str(simulated.warehouse), read_only=True) as connection:
        return connection.execute(
            f"""
            select measured.site_id, epoch(measured.day) / 86400 as day, planted.soh_pct / 100 as soh
            from ({MEASUREMENTS[basis]}) as measured
            inner join {truth} as planted
                on measured.site_id = planted.site_id and measured.day = planted.measured_date
            order by 1, 2
            """
        ).df()


def planted_slopes(simulated: Compared, basis: str) -> dict[str, float]:
    """What the estimator makes of the planted health of each site [1/year]."""
    return {
        str(site): float(theil_sen(days["day"].to_numpy(), days["soh"].to_numpy())) * DAYS_PER_YEAR
        for site, days in planted_health(simulated, basis).groupby("site_id")
    }


@pytest.mark.parametrize("basis", MEASUREMENTS)
def test_the_same_estimator_on_planted_health_agrees(simulated: Compared, basis: str) -> None:
    with duckdb.connect(str(simulated.warehouse), read_only=True) as connection:
        found = rates(connection, basis)
    truth, slopes = planted_health(simulated, basis), planted_slopes(simulated, basis)
    assert {site: rate.measurements for site, rate in found.items()} == truth["site_id"].value_counts().to_dict()
    for site, rate in found.items():
        reach = STANDARD_ERRORS * rate.standard_error
        assert abs(rate.slope - slopes[site]) <= reach, (site, rate, slopes[site])


def test_the_site_planted_to_fade_fastest_is_seen_to(simulated: Compared) -> None:
    with duckdb.connect(str(simulated.warehouse), read_only=True) as connection:
        found = rates(connection, "weekly")
    slopes = planted_slopes(simulated, "weekly")
    fastest, slowest = min(slopes, key=lambda site: slopes[site]), max(slopes, key=lambda site: slopes[site])
    assert probability_not_faster(found[fastest], found[slowest]) < 0.01


def test_the_planted_faults_of_the_demo_and_no_others_are_found() -> None:
    with duckdb.connect(str(DEMO), read_only=True) as connection:
        hot = connection.execute(
            "select distinct asset_id from fact_window_violation where limit_id = 'temperature_high' order by 1"
        ).fetchall()
        alerted = connection.execute("select distinct site_id from mart_soc_accuracy where is_alerted").fetchall()
        indistinct = connection.execute(
            "select bool_and(is_indistinct) from mart_degradation_rate where basis = 'last_30_days'"
        ).fetchall()
        status = dict(connection.execute("select site_id, warranty_status from mart_warranty_site").fetchall())
    assert hot == [("yorkshire-bat-02",), ("yorkshire-bat-03",)]
    assert alerted == [("yorkshire",)]
    assert indistinct == [(True,)]
    assert status == {"cotswold": "amber", "thames": "amber", "yorkshire": "red"}


def test_extrapolated_health_of_the_demo_meets_the_planted_curve() -> None:
    # Calendar and cycle factors of the planted fade follow from any two of its days.
    with duckdb.connect(str(DEMO), read_only=True) as connection:
        months = connection.execute("select * from fact_soh_projection where age_years <= 10").df()
        truth = connection.execute(
            f"select * from read_parquet('{DEMO_RAW}/truth/truth_soh/**/*.parquet', hive_partitioning = false)"
            " order by measured_date"
        ).df()
    for site, future in months.groupby("site_id"):
        planted = truth[truth["site_id"] == site]
        ages = np.arange(1, len(planted) + 1, dtype=float)
        terms = np.column_stack([ages**0.526, ages**0.828])
        factors, *_ = np.linalg.lstsq(terms, 1 - planted["soh_pct"].to_numpy() / 100)
        age = future["age_years"].to_numpy() * DAYS_PER_YEAR
        expected = 1 - np.column_stack([age**0.526, age**0.828]) @ factors
        spread = (future["soh_p90_ratio"] - future["soh_p10_ratio"]).to_numpy() / 2.563
        assert (np.abs(future["soh_p50_ratio"].to_numpy() - expected) <= STANDARD_ERRORS * spread + 0.005).all()
