# One row per site, settlement date and version, what perfect foresight would have earned.
import pandas as pd

from methods.dispatch_optimum import dispatch_optimum, one_way_efficiency
from methods.frames import typed

COLUMNS = {
    "site_id": "str", "settlement_date": "datetime64[us]", "version": "str", "optimum_pence": "int64",
    "one_way_efficiency_ratio": "float64", "usable_mwh": "float64",
}  # fmt: skip


def model(dbt, session):
    dbt.config(materialized="table")
    periods = dbt.ref("int_market__foresight_period").df().sort_values(["site_id", "interval_start_at"])
    numbers = [name for name in periods.columns if name.endswith(("_mwh", "_ratio"))]
    periods[numbers] = periods[numbers].astype(float)
    days = [day for _, site in periods.groupby("site_id") for day in site_days(site.reset_index(drop=True))]
    return typed(days, COLUMNS)


def site_days(site):
    usable = float(site["usable_mwh"].iloc[0])
    stored = (site["soc_end_ratio"].dropna() * usable).clip(0, usable)
    start, end = (stored.iloc[0], stored.iloc[-1]) if len(stored) else (usable / 2, usable / 2)
    efficiency = one_way_efficiency(site["imported_mwh"].sum(), site["exported_mwh"].sum(), end - start)
    if efficiency is None:
        return []
    shares = {"technical": 1.0}
    if site["available_ratio"].notna().any():
        shares["trader"] = site["available_ratio"].fillna(1.0)
    found = []
    for version, share in shares.items():
        frame = pd.DataFrame(
            {
                "price": site["trading_price_gbp_per_mwh"].astype(float),
                "limit_mwh": site["rated_mwh"] * share,
                "day": site["settlement_date"],
                "day_limit_mwh": site["day_limit_mwh"],
            }
        )
        optimum = dispatch_optimum(
            frame, usable_mwh=usable, efficiency=efficiency, start_mwh=start, end_mwh=min(start, end)
        )
        pence = (optimum["value"].groupby(site["settlement_date"]).sum() * 100).round()
        site_id = site["site_id"].iloc[0]
        found += [(site_id, day, version, value, efficiency, usable) for day, value in pence.items()]
    return found
