select * from mart_revenue_bridge_mtd
