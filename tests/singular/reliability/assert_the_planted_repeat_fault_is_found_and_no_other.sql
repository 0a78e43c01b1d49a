-- Calling the wrong blocks repeat offenders sends crew, spare and claim to the wrong maker.
with

codes as (
    select * from {{ ref('mart_fault_code_30d') }}
    where is_to_be_escalated
),

assets as (
    select * from {{ ref('mart_fault_asset_code') }}
    where failure_count > 0
),

windows as (
    select * from {{ ref('fact_fault_window') }}
),

planted as (
    select
        outages.site_id,
        outages.asset_id,
        outages.code as fault_code,
        count(*) over (partition by outages.site_id, outages.code) as planted_count,
        windows.observed_minutes
    from {{ raw_rows('truth', 'truth_outage') }} as outages
    inner join windows on outages.site_id = windows.site_id
    where outages.is_repeat_fault and outages.started_at_utc >= windows.window_from_at
),

-- Fewer days than the schedule was planted for hold part of the series, which need not show its trend.
expected as (
    select distinct
        site_id,
        asset_id,
        fault_code,
        observed_minutes >= 29 * 24 * 60 as must_be_found
    from planted
),

found as (
    select
        assets.site_id,
        assets.asset_id,
        assets.fault_code
    from assets
    inner join codes on assets.site_id = codes.site_id and assets.fault_code = codes.fault_code
)

select
    coalesce(expected.site_id, found.site_id) as site_id,
    coalesce(expected.asset_id, found.asset_id) as asset_id,
    coalesce(expected.fault_code, found.fault_code) as fault_code,
    found.asset_id is not null as is_found,
    expected.asset_id is not null as is_planted
from expected
full outer join found
    on expected.asset_id = found.asset_id and expected.fault_code = found.fault_code
where expected.asset_id is null or (found.asset_id is null and expected.must_be_found)
