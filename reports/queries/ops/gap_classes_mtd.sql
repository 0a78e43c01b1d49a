select gaps.gap_class, count(*) as gap_count
from bess.fact_comms_gap as gaps
inner join bess.mart_comms_site_mtd as links
    on gaps.site_id = links.site_id and gaps.site_local_date >= links.month_start_date
group by gaps.gap_class
order by gap_count desc
