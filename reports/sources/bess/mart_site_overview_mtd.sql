select * from mart_site_overview_mtd
