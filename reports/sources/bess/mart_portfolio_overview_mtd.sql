select * from mart_portfolio_overview_mtd
