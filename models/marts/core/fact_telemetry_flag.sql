-- One row per controller, inverter or battery and minute whose data are not good, and why.
-- What is good has no row: a flag for each of millions of good minutes would say nothing.
with

telemetry as (
    select * from {{ ref('fact_telemetry') }}
),

refused as (
    select
        asset_id,
        interval_start_at
    from {{ ref('fact_quarantine') }}
    where asset_id is not null and interval_start_at is not null
    group by 1, 2
),

checks as (
    select * from {{ ref('int_quality__telemetry_flagged') }}
),

assets as (
    select * from {{ ref('dim_asset') }}
    where asset_type in ('controller', 'inverter', 'battery')
),

-- Minutes in which anything arrived from anywhere, so that an asset that fell silent is flagged.
minutes as (
    select interval_start_at
    from telemetry
    group by 1
),

compared as (
    select
        assets.asset_id,
        assets.site_id,
        assets.asset_type,
        minutes.interval_start_at,
        case
            when telemetry.asset_id is null and refused.asset_id is not null then 'quarantined'
            when telemetry.asset_id is null then 'missing'
            when telemetry.is_comms_lost then 'empty'
            when checks.flagged_count > 0 then 'implausible'
            when
                {{ elapsed_minutes('telemetry.interval_start_at', 'telemetry.ingested_at') }}
                > 1 + {{ var('timely_minutes') }}
                then 'late'
            else 'good'
        end as quality,
        coalesce(checks.range_count, 0) as range_count,
        coalesce(checks.rate_count, 0) as rate_count,
        coalesce(checks.flat_count, 0) as flat_count,
        coalesce(checks.cross_count, 0) as cross_count
    from assets
    cross join minutes
    left join telemetry
        on assets.asset_id = telemetry.asset_id and minutes.interval_start_at = telemetry.interval_start_at
    left join refused
        on assets.asset_id = refused.asset_id and minutes.interval_start_at = refused.interval_start_at
    left join checks
        on assets.asset_id = checks.asset_id and minutes.interval_start_at = checks.interval_start_at
),

not_good as (
    select
        asset_id,
        site_id,
        asset_type,
        interval_start_at,
        quality,
        cast(range_count as bigint) as range_count,
        cast(rate_count as bigint) as rate_count,
        cast(flat_count as bigint) as flat_count,
        cast(cross_count as bigint) as cross_count
    from compared
    where quality != 'good'
)

select * from not_good
