-- One row per battery, limit and minute outside the conditions that the warranty holds under.
with

minutes as (
    select * from {{ ref('int_cycling__battery_minute') }}
),

days as (
    select * from {{ ref('int_cycling__battery_day') }}
),

windows as (
    select * from {{ ref('warranty_windows') }}
),

{%- set quantities = {
    'temperature_max_c': 'minutes.temp_c_max',
    'temperature_mean_c': 'minutes.temp_c_avg',
    'soc_ratio': 'case when minutes.is_valid then minutes.soc_counted_ratio end',
    'c_rate': 'abs(minutes.dc_power_mw) * 1000 / minutes.nameplate_dc_kwh',
    'cycles_per_day': 'days.discharged_dc_mwh / days.nameplate_dc_mwh',
} %}

measured as (
    select
        minutes.site_id,
        minutes.battery_id,
        minutes.interval_start_at,
        windows.limit_id,
        windows.comparison,
        windows.limit_value,
        windows.unit,
        windows.minimum_minutes,
        case windows.quantity
            {%- for quantity, expression in quantities.items() %}
            when '{{ quantity }}' then {{ expression }}
            {%- endfor %}
        end as measured_value
    from minutes
    inner join windows on minutes.battery_model = windows.battery_model
    left join days
        on minutes.battery_id = days.battery_id and minutes.site_local_date = days.site_local_date
),

outside as (
    select
        *,
        case when comparison = 'at_most' then measured_value - limit_value else limit_value - measured_value end
            as excess
    from measured
    where
        case when comparison = 'at_most' then measured_value > limit_value else measured_value < limit_value end
)

select * from outside
