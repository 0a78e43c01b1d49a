-- One row per site and minute in which any site delivered, its connection, round trip and what went on unseen.
with

telemetry as (
    select * from {{ ref('stg_tmeic__telemetry_plant') }}
    where quarantine_reason is null
),

meters as (
    select * from {{ ref('int_energy__meter_minute') }}
),

sites as (
    select * from {{ ref('int_site__market_joined') }}
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

-- Minutes in which anything came from anywhere: a site that fell silent keeps its rows and is seen to be silent.
minutes as (
    select interval_start_at
    from telemetry
    group by 1
),

observed as (
    select
        sites.site_id,
        minutes.interval_start_at,
        {{ site_local_date('minutes.interval_start_at', 'sites.time_zone') }} as site_local_date,
        telemetry.site_id is not null as is_recorded,
        coalesce(telemetry.comms_drop_rate < 1, false) as is_connected,
        -- What a driver writes for "no answer" is no round trip.
        case
            when telemetry.comms_drop_rate < 1
                then {{ without_sentinels('comms_latency_ms', 'telemetry.comms_latency_ms') }}
        end as latency_ms,
        case when telemetry.comms_drop_rate < 1 then telemetry.comms_drop_rate end as packet_drop_ratio,
        (meters.exported_kwh - meters.imported_kwh) / 1000 as metered_mwh,
        coalesce(
            abs(meters.exported_kwh - meters.imported_kwh) * 60
            > sites.rated_mw * 1000 * {{ limit_of('blind_power') }},
            false
        ) as has_notable_power
    from sites
    cross join minutes
    left join telemetry
        on sites.site_id = telemetry.site_id and minutes.interval_start_at = telemetry.interval_start_at
    left join meters
        on sites.site_id = meters.site_id and minutes.interval_start_at = meters.interval_start_at
),

judged as (
    select
        site_id,
        interval_start_at,
        site_local_date,
        is_recorded,
        is_connected,
        latency_ms,
        packet_drop_ratio,
        has_notable_power and not is_connected as is_blind,
        case when has_notable_power and not is_connected then abs(metered_mwh) else 0 end as blind_mwh
    from observed
)

select * from judged
