# One row per site and end (contract no longer delivered, end of life), age at which health falls so low.
import pandas as pd

from methods.augmentation import FadeModel, crossing_quantiles, project_soh


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
    assumed = dbt.ref("life_assumptions").df().set_index("assumption_id")["assumed_value"]
    states = dbt.ref("int_life__site_state").df().sort_values("site_id")
    measured = dbt.ref("int_life__soh_measurement").filter("basis = 'weekly'").df().sort_values("measured_date")
    rows = []
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
        needs = {"contract": float(state.needed_soh_ratio), "end_of_life": float(assumed["end_of_life_soh"])}
        for end, needed in needs.items():
            reached = crossing_quantiles(ages, paths, needed)
            rows.append({"site_id": state.site_id, "life_end": end, "needed_soh_ratio": needed} | reached)
    frame = pd.DataFrame(rows, columns=["site_id", "life_end", "needed_soh_ratio", "p10", "p50", "p90"])
    return frame.astype({"p10": "float64", "p50": "float64", "p90": "float64"})
