-- Which raw tables had rows refused, by which rule, and how many were read? Asked by the data steward.
with

delivered as (
    select * from {{ ref('fact_source_freshness') }}
),

refused as (
    select
        source_table,
        quarantine_reason,
        count(*) as refused_count
    from {{ ref('fact_quarantine') }}
    group by 1, 2
)

select
    coalesce(delivered.source_table, refused.source_table) as source_table,
    delivered.row_count,
    refused.quarantine_reason,
    coalesce(refused.refused_count, 0) as refused_count,
    delivered.newest_at
from delivered
full outer join refused on delivered.source_table = refused.source_table
order by refused_count desc, source_table
