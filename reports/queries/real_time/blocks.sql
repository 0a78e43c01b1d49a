select *, '/assets/' || asset_id as asset_link
from bess.mart_block_live_latest
where site_id = '${inputs.site}' and '${inputs.live}' is not null
order by block_number
