-- Two runs of one day counted together would double its revenue.
select
    site_id,
    settlement_date,
    count(distinct run) as run_count
from {{ ref('fact_settlement_half_hour') }}
where is_latest_run
group by 1, 2
having count(distinct run) <> 1
