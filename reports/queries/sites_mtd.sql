select *, '/sites/' || site_id as site_link
from bess.mart_site_overview_mtd
order by budget_gap_gbp
