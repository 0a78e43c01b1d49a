# One row per site and future month, state of health that its measured fade leads to.
import pandas as pd

from methods.augmentation import FadeModel, fan, project_soh


def model(dbt, session):
    dbt.config(materialized="table")
    options = dbt.config.get("meta")
    fade = FadeModel(
        calendar_exponent=float(options["calendar_exponent"]),
        cycle_exponent=float(options["cycle_exponent"]),
        resamples=int(options["resamples"]),
        block_length=int(options["block_length"]),
        seed=int(options["seed"]),
    )
    states = dbt.ref("int_life__site_state").df().sort_values("site_id")
    measured = dbt.ref("int_life__soh_measurement").filter("basis = 'weekly'").df().sort_values("measured_date")
    fans = []
    for state in states.itertuples():
        history = measured[measured["site_id"] == state.site_id]
        days = (history["measured_date"] - state.commercial_operation_date).dt.days.to_numpy(dtype=float)
        from_day = float((state.last_date - state.commercial_operation_date).days)
        ages, paths = project_soh(
            fade,
            days,
            history["cycle_count"].to_numpy(dtype=float),
            history["soh_ratio"].to_numpy(dtype=float),
            from_day,
            float(options["years"]),
        )
        months = fan(state.commercial_operation_date.date(), ages, paths)
        months.insert(0, "site_id", state.site_id)
        fans.append(months)
    return pd.concat(fans, ignore_index=True)
