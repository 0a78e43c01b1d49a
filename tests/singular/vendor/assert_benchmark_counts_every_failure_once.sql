-- A failure missing from its vendor's count flatters the vendor; one counted twice slanders it.
with

faults as (
    select count(*) as failure_count
    from {{ ref('fact_fault') }}
    where is_failure
),

kinds as (
    select
        entity_type,
        sum(failure_count) as failure_count,
        sum(operating_block_hours) as operating_block_hours
    from {{ ref('mart_vendor_entity') }}
    where entity_type in ('site', 'vendor')
    group by 1
),

blocks as (
    select sum(online_block_minutes) / 60.0 as operating_block_hours
    from {{ ref('fact_availability_daily') }}
)

select
    kinds.entity_type,
    kinds.failure_count,
    faults.failure_count as logged_failure_count,
    kinds.operating_block_hours,
    blocks.operating_block_hours as online_block_hours
from kinds
cross join faults
cross join blocks
where
    kinds.failure_count <> faults.failure_count
    or abs(kinds.operating_block_hours - blocks.operating_block_hours) > 0.001
