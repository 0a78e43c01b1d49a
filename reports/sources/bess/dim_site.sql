select * from dim_site
