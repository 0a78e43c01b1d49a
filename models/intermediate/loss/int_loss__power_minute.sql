-- One row per site and minute, power at the point of connection as scheduled, as the plant set out to do, as it did.
with

site_minutes as (
    select * from {{ ref('int_loss__site_minute') }}
),

commands as (
    select * from {{ ref('stg_ems__dispatch_command') }}
    where quarantine_reason is null
),

plants as (
    select * from {{ ref('stg_tmeic__telemetry_plant') }}
    where quarantine_reason is null
),

meters as (
    select * from {{ ref('int_energy__meter_minute') }}
),

watchdog_minutes as (
    select * from {{ ref('int_loss__watchdog_minute') }}
),

gathered as (
    select
        site_minutes.*,
        -- Not the command: that is nothing while the plant is known to be out.
        greatest(-site_minutes.rated_kw, least(site_minutes.rated_kw, commands.baseline_kw + commands.response_kw))
            as asked_kw,
        -- A plant answers late: only the setpoint that has stood for a minute can be missed.
        case
            when plants.setpoint_kw > 0
                then greatest(0, least(plants.setpoint_kw, lag(plants.setpoint_kw) over site_order))
            else least(0, greatest(plants.setpoint_kw, lag(plants.setpoint_kw) over site_order))
        end as standing_setpoint_kw,
        plants.p_kw,
        -- A reading after a hole holds the energy of the whole hole: it is no power of its minute.
        case
            when lag(meters.interval_start_at) over site_order is not null
                then (meters.exported_kwh - meters.imported_kwh) * 60
        end as meter_kw,
        watchdog_minutes.site_id is not null as is_watchdog_trip
    from site_minutes
    left join commands
        on
            site_minutes.site_id = commands.site_id
            and site_minutes.interval_start_at = commands.interval_start_at
    left join plants
        on site_minutes.site_id = plants.site_id and site_minutes.interval_start_at = plants.interval_start_at
    left join meters
        on site_minutes.site_id = meters.site_id and site_minutes.interval_start_at = meters.interval_start_at
    left join watchdog_minutes
        on
            site_minutes.site_id = watchdog_minutes.site_id
            and site_minutes.interval_start_at = watchdog_minutes.interval_start_at
    window site_order as (partition by site_minutes.site_id order by site_minutes.interval_start_at)
),

-- Telemetry, meter, command: where one is missing the next one counts; a minute without any shows no loss.
powers_by_source as (
    select
        *,
        coalesce(p_kw, meter_kw, asked_kw) as delivered_kw,
        coalesce(meter_kw, p_kw, asked_kw) as metered_kw,
        coalesce(asked_kw, p_kw, meter_kw) as scheduled_kw,
        round(grid_lost_ratio + planned_lost_ratio + forced_lost_ratio + derate_lost_ratio, 12) as lost_ratio,
        coalesce(
            p_kw * asked_load_ratio * rated_kw / nullif(blocks_kw, 0), asked_load_ratio * rated_kw
        ) as shown_kw
    from gathered
),

aimed as (
    select
        site_id,
        interval_start_at,
        rated_kw,
        grid_lost_ratio,
        planned_lost_ratio,
        forced_lost_ratio,
        derate_lost_ratio,
        lost_ratio,
        {%- for cause in ['grid', 'planned', 'forced'] %}
        {{ cause }}_empty_ratio,
        {{ cause }}_full_ratio,
        {%- endfor %}
        is_comms_lost,
        asked_kw is not null and meter_kw is not null as is_measured,
        -- Out or not, an empty plant cannot discharge and a full one cannot charge.
        is_all_out and (
            (scheduled_kw > 0 and soc_ratio < {{ var('exhausted_soc_ratio') }})
            or (scheduled_kw < 0 and soc_ratio > 1 - {{ var('exhausted_soc_ratio') }})
        ) as is_exhausted,
        scheduled_kw,
        delivered_kw,
        metered_kw,
        case
            when scheduled_kw is null then 0
            -- A controller that had let go would have stood with all its blocks in service too.
            when is_all_out and is_watchdog_trip then 0
            when is_all_out then scheduled_kw
            when is_comms_lost then delivered_kw / (1 - lost_ratio)
            -- All blocks far below the setpoint: none shows what was asked, the setpoint does.
            when
                abs(standing_setpoint_kw) > rated_kw * {{ var('scheduled_power_ratio') }}
                and abs(shown_kw) < abs(standing_setpoint_kw) * {{ var('starved_power_ratio') }}
                then standing_setpoint_kw
            else coalesce(shown_kw, delivered_kw / (1 - lost_ratio))
        end as aimed_kw
    from powers_by_source
),

directed as (
    select
        *,
        case when aimed_kw > 0 then grid_empty_ratio when aimed_kw < 0 then grid_full_ratio else 0 end
            as grid_exhausted_ratio,
        case when aimed_kw > 0 then planned_empty_ratio when aimed_kw < 0 then planned_full_ratio else 0 end
            as planned_exhausted_ratio,
        case when aimed_kw > 0 then forced_empty_ratio when aimed_kw < 0 then forced_full_ratio else 0 end
            as forced_exhausted_ratio
    from aimed
)

select * from directed
