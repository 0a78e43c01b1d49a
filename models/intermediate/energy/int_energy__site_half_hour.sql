-- One row per site and settlement period, energy by the site's own meters, rounded as its market settles.
-- A table: every settlement model starts from it.
{{ config(materialized='table') }}
with

minutes as (
    select * from {{ ref('int_energy__meter_minute') }}
),

sites as (
    select * from {{ ref('int_site__market_joined') }}
),

totals as (
    select
        minutes.site_id,
        {{ period_start('minutes.interval_start_at', 'sites.period_minutes') }} as interval_start_at,
        sum(minutes.exported_kwh) as exported_kwh,
        sum(minutes.imported_kwh) as imported_kwh,
        sum(minutes.auxiliary_kwh) as auxiliary_kwh,
        count(minutes.exported_kwh) as reading_count
    from minutes
    inner join sites on minutes.site_id = sites.site_id
    group by 1, 2
    -- The very first reading has no step; where it is alone in its period, nothing is known of the period.
    having count(minutes.exported_kwh) > 0
),

periods as (
    select
        totals.site_id,
        totals.interval_start_at,
        {{ site_local_date('totals.interval_start_at', 'sites.time_zone') }} as settlement_date,
        {{ settlement_period('totals.interval_start_at', 'sites.time_zone', 'sites.period_minutes') }}
            as settlement_period,
        cast(sites.period_minutes as double) / 60 as period_hours,
        {%- for flow in ['exported', 'imported', 'auxiliary'] %}
        {{ rounded_volume_mwh('totals.' ~ flow ~ '_kwh', 'sites.volume_decimals') }} as {{ flow }}_mwh,
        {%- endfor %}
        totals.reading_count,
        totals.reading_count * sites.meter_interval_minutes = sites.period_minutes as is_complete
    from totals
    inner join sites on totals.site_id = sites.site_id
)

select * from periods
