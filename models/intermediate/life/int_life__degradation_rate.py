# One row per site and basis, slope of its state of health with the 95 % interval.
from methods.degradation import fade_rate, fade_rate_of_batteries
from methods.frames import typed

COLUMNS = {
    "site_id": "str", "basis": "str", "slope": "float64", "low": "float64", "high": "float64",
    "standard_error": "float64", "measurements": "int64", "span_days": "float64",
}  # fmt: skip


def model(dbt, session):
    dbt.config(materialized="table")
    options = dbt.config.get("meta")
    measured = dbt.ref("int_life__soh_measurement").df().sort_values(["site_id", "basis", "measured_date"])
    rows = []
    for (site_id, basis), history in measured.groupby(["site_id", "basis"]):
        if history["battery_id"].notna().any():
            by_battery = history.pivot_table(index="measured_date", columns="battery_id", values="soh_ratio")
            complete = by_battery.dropna()
            days = (complete.index - complete.index[0]).days.to_numpy(dtype=float) if len(complete) else []
            rate = fade_rate_of_batteries(days, complete.to_numpy(dtype=float).T)
            if rate is not None:
                rows.append({"site_id": site_id, "basis": basis} | rate._asdict())
            continue
        days = (history["measured_date"] - history["measured_date"].iloc[0]).dt.days.to_numpy(dtype=float)
        rate = fade_rate(
            days,
            history["soh_ratio"].to_numpy(dtype=float),
            resamples=int(options["resamples"]),
            block_length=int(options["block_length"]),
            seed=int(options["seed"]),
        )
        if rate is not None:
            rows.append({"site_id": site_id, "basis": basis} | rate._asdict())
    return typed(rows, COLUMNS)
