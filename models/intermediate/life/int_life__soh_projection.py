# One row per site and future month, state of health that its measured fade leads to.
from methods.augmentation import fan, project_sites
from methods.frames import stacked

COLUMNS = {
    "site_id": "str", "projected_date": "datetime64[us]", "age_days": "float64",
    "soh_p10": "float64", "soh_p50": "float64", "soh_p90": "float64",
}  # fmt: skip


def model(dbt, session):
    dbt.config(materialized="table")
    states = dbt.ref("int_life__site_state").df()
    measured = dbt.ref("int_life__soh_measurement").filter("basis = 'weekly'").df()
    fans = []
    for site in project_sites(dbt.config.get("meta"), states, measured):
        months = fan(site.commissioned, site.ages, site.paths)
        months.insert(0, "site_id", site.site_id)
        fans.append(months)
    return stacked(fans, COLUMNS)
