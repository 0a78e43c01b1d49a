-- One row per controller, inverter or battery and hour, what arrived against what was due.
with

telemetry as (
    select * from {{ ref('fact_telemetry') }}
),

quarantined as (
    select * from {{ ref('fact_quarantine') }}
    where asset_id is not null and interval_start_at is not null
),

validity as (
    select * from {{ ref('int_quality__validity_hour') }}
),

assets as (
    select * from {{ ref('dim_asset') }}
    where asset_type in ('controller', 'inverter', 'battery')
),

-- Hours in which anything arrived from anywhere, so that an asset that fell silent still has its rows.
hours as (
    select {{ dbt.date_trunc('hour', 'interval_start_at') }} as hour_start_at
    from telemetry
    group by 1
),

arrived as (
    select
        asset_id,
        {{ dbt.date_trunc('hour', 'interval_start_at') }} as hour_start_at,
        count(*) as row_count,
        count(*) filter (where not is_comms_lost) as received_count,
        count(*) filter (
            where {{ elapsed_minutes('interval_start_at', 'ingested_at') }} <= 1 + {{ var('timely_minutes') }}
        ) as timely_count
    from telemetry
    group by 1, 2
),

refused as (
    select
        asset_id,
        {{ dbt.date_trunc('hour', 'interval_start_at') }} as hour_start_at,
        count(*) as quarantined_count
    from quarantined
    group by 1, 2
),

compared as (
    select
        assets.asset_id,
        assets.site_id,
        assets.asset_type,
        hours.hour_start_at,
        cast(60 as bigint) as expected_count,
        coalesce(arrived.row_count, 0) as row_count,
        coalesce(arrived.received_count, 0) as received_count,
        coalesce(arrived.timely_count, 0) as timely_count,
        coalesce(refused.quarantined_count, 0) as quarantined_count,
        {{ safe_ratio('coalesce(arrived.received_count, 0)', 'cast(60 as double)') }} as completeness_ratio,
        coalesce(validity.sample_count, 0) as sample_count,
        coalesce(validity.range_count, 0) as range_count,
        coalesce(validity.rate_count, 0) as rate_count,
        coalesce(validity.flat_count, 0) as flat_count,
        coalesce(validity.cross_count, 0) as cross_count,
        coalesce(validity.flagged_count, 0) as flagged_count
    from assets
    cross join hours
    left join arrived
        on assets.asset_id = arrived.asset_id and hours.hour_start_at = arrived.hour_start_at
    left join refused
        on assets.asset_id = refused.asset_id and hours.hour_start_at = refused.hour_start_at
    left join validity
        on assets.asset_id = validity.asset_id and hours.hour_start_at = validity.hour_start_at
)

select * from compared
