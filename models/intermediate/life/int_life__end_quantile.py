# One row per site and end (contract no longer delivered, end of life), age at which health falls so low.
from methods.augmentation import crossing_quantiles, project_sites
from methods.frames import typed

COLUMNS = {
    "site_id": "str", "life_end": "str", "needed_soh_ratio": "float64",
    "p10": "float64", "p50": "float64", "p90": "float64",
}  # fmt: skip


def model(dbt, session):
    dbt.config(materialized="table")
    assumed = dbt.ref("dim_life_assumption").df().set_index("assumption_id")["assumed_value"]
    states = dbt.ref("int_life__site_state").df()
    measured = dbt.ref("int_life__soh_measurement").filter("basis = 'weekly'").df()
    rows = []
    for site in project_sites(dbt.config.get("meta"), states, measured):
        needs = {"contract": site.needed_soh, "end_of_life": float(assumed["end_of_life_soh"])}
        for end, needed in needs.items():
            reached = crossing_quantiles(site.ages, site.paths, needed)
            rows.append({"site_id": site.site_id, "life_end": end, "needed_soh_ratio": needed} | reached)
    return typed(rows, COLUMNS)
