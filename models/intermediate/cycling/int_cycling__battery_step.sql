-- One row per battery and minute, how far current and the BMS each say that its state of charge moved.
with

banks as (
    select * from {{ ref('stg_bms__telemetry_battery') }}
    where quarantine_reason is null
),

racks as (
    select * from {{ ref('stg_bms__rack_daily') }}
    where quarantine_reason is null
),

assets as (
    select * from {{ ref('stg_finance__asset') }}
    where quarantine_reason is null and asset_type = 'battery'
),

battery_models as (
    select * from {{ ref('battery_models') }}
),

sites as (
    select * from {{ ref('int_site__market_joined') }}
),

days as (
    {{ local_days_of([ref('stg_bms__telemetry_battery')]) }}
),

rack_days as (
    select
        battery_id,
        measured_date,
        avg(case when is_online then 1.0 else 0.0 end) as online_ratio
    from racks
    group by 1, 2
),

-- For days without a rack report.
rack_means as (
    select
        battery_id,
        avg(online_ratio) as online_ratio
    from rack_days
    group by 1
),

sized as (
    select
        banks.*,
        {{ local_date_within('banks.interval_start_at', 'days') }} as site_local_date,
        assets.model as battery_model,
        assets.nameplate_dc_kwh,
        -- Charge between the ends of the usable window now, of the racks in service.
        assets.nameplate_dc_kwh * 1000 / (battery_models.cells_in_series * battery_models.cell_nominal_v)
        * battery_models.usable_window_ratio
        * coalesce(rack_days.online_ratio, rack_means.online_ratio, 1)
        * banks.soh_pct / 100 as usable_ah
    from banks
    inner join assets on banks.battery_id = assets.asset_id
    inner join days
        on banks.site_id = days.site_id and cast(banks.interval_start_at as date) = days.utc_date
    left join battery_models on assets.model = battery_models.battery_model
    left join rack_days
        on banks.battery_id = rack_days.battery_id and cast(banks.interval_start_at as date) = rack_days.measured_date
    left join rack_means on banks.battery_id = rack_means.battery_id
),

neighboured as (
    select
        *,
        soc_pct - lag(soc_pct) over (partition by battery_id order by interval_start_at) as minute_change_pct,
        -- While nothing is known the value stays; the first minute that is known again then holds the whole change.
        soc_pct - lag(last_soc_pct) over (partition by battery_id order by interval_start_at) as known_change_pct,
        0 - current_a / 60 / usable_ah as counted_step_ratio
    from (
        select
            *,
            {{ last_known('soc_pct') }} over (
                partition by battery_id order by interval_start_at
                rows between unbounded preceding and current row
            ) as last_soc_pct
        from sized
    ) as known
),

stepped as (
    select
        site_id,
        battery_id,
        battery_model,
        interval_start_at,
        site_local_date,
        nameplate_dc_kwh,
        soc_pct / 100 as soc_bms_ratio,
        voltage_v * current_a / 1e6 as dc_power_mw,
        temp_c_avg,
        temp_c_max,
        cycle_count,
        soc_pct is not null and usable_ah > 0 as is_valid,
        -- Across a gap the battery went from one known charge to the next in one step; more would be invented.
        case
            when minute_change_pct is not null then counted_step_ratio
            else coalesce(known_change_pct, 0) / 100
        end as soc_step_ratio,
        coalesce(
            abs(minute_change_pct / 100 - counted_step_ratio) >= {{ var('soc_reset_jump_ratio') }}, false
        ) as is_soc_reset
    from neighboured
)

select * from stepped
