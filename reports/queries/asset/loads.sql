select
    bins.load_from_ratio,
    max(bins.pcs_efficiency_ratio) filter (where bins.asset_id = '${params.asset_id}') as own_ratio,
    min(bins.pcs_efficiency_ratio) as lowest_ratio,
    max(bins.pcs_efficiency_ratio) as highest_ratio
from bess.mart_pcs_efficiency_bin as bins
inner join bess.mart_asset_overview as assets on bins.site_id = assets.site_id
where assets.asset_id = '${params.asset_id}' and assets.asset_type = 'inverter' and bins.direction = 'export'
group by bins.load_from_ratio
order by bins.load_from_ratio
