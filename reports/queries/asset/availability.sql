select
    blocks.site_local_date, blocks.forced_equivalent_hours, blocks.derated_equivalent_hours,
    blocks.excluded_equivalent_hours, blocks.contractual_availability_ratio
from bess.mart_availability_block_daily as blocks
inner join bess.mart_asset_overview as assets on blocks.asset_id = assets.logging_asset_id
where assets.asset_id = '${params.asset_id}'
union all
select
    sites.site_local_date, sites.forced_equivalent_hours, sites.derated_equivalent_hours,
    sites.excluded_equivalent_hours, sites.contractual_availability_ratio
from bess.mart_availability_daily as sites
inner join bess.mart_asset_overview as assets on sites.site_id = assets.site_id
where assets.asset_id = '${params.asset_id}' and assets.asset_type = 'controller'
order by site_local_date
