-- One row per site and minute, share of its power that each cause took from its blocks and what the others delivered.
-- A table: every step of the attribution starts from it, and it reads all block-minutes.
{{ config(materialized='table') }}
{%- set outages = {
    'grid': "('force_majeure', 'grid_outage', 'instructed')", 'planned': "('planned_maintenance')",
    'forced': "('forced_outage')", 'derate': "('derated')",
} %}
with

block_minutes as (
    select * from {{ ref('int_availability__block_minute') }}
),

telemetry as (
    select * from {{ ref('stg_tmeic__telemetry_block') }}
    where quarantine_reason is null
),

assets as (
    select * from {{ ref('stg_finance__asset') }}
    where quarantine_reason is null and asset_type = 'inverter'
),

exhausted_minutes as (
    select * from {{ ref('int_loss__exhausted_minute') }}
),

batteries as (
    select * from {{ ref('int_energy__battery_half_hour') }}
),

sites as (
    select * from {{ ref('int_site__market_joined') }}
),

rated as (
    select
        block_minutes.site_id,
        block_minutes.interval_start_at,
        block_minutes.availability_state,
        block_minutes.unavailable_ratio,
        block_minutes.is_comms_lost,
        assets.rated_kw,
        -- A block that is out may be empty or full besides: it could not have followed in that direction.
        assets.rated_kw * block_minutes.unavailable_ratio as out_kw,
        coalesce(exhausted_minutes.is_empty, false) as is_empty,
        coalesce(exhausted_minutes.is_full, false) as is_full,
        telemetry.p_kw,
        telemetry.voltage_v,
        telemetry.current_a,
        -- What the block would do if all of it were in service: the controller asks the same of every block.
        case
            when block_minutes.unavailable_ratio < 1
                then telemetry.p_kw / ((1 - block_minutes.unavailable_ratio) * assets.rated_kw)
        end as load_ratio
    from block_minutes
    inner join assets on block_minutes.inverter_id = assets.asset_id
    left join exhausted_minutes
        on
            block_minutes.inverter_id = exhausted_minutes.inverter_id
            and block_minutes.interval_start_at = exhausted_minutes.interval_start_at
    left join telemetry
        on
            block_minutes.inverter_id = telemetry.inverter_id
            and block_minutes.interval_start_at = telemetry.interval_start_at
),

totals as (
    select
        site_id,
        interval_start_at,
        sum(rated_kw) as rated_kw,
        {%- for cause, states in outages.items() %}
        {#- Rounded, because a plant that is all out has to lack nothing: what is left over would be divided by. #}
        round(sum(case when availability_state in {{ states }} then out_kw else 0 end) / sum(rated_kw), 12)
            as {{ cause }}_lost_ratio,
        round(
            sum(case when availability_state in {{ states }} and is_empty then out_kw else 0 end) / sum(rated_kw), 12
        ) as {{ cause }}_empty_ratio,
        round(
            sum(case when availability_state in {{ states }} and is_full then out_kw else 0 end) / sum(rated_kw), 12
        ) as {{ cause }}_full_ratio,
        {%- endfor %}
        -- No block in service at all: nothing shows what the plant would have done.
        max(case when unavailable_ratio < 1 then 1 else 0 end) = 0 as is_all_out,
        max(case when is_comms_lost then 1 else 0 end) = 1 as is_comms_lost,
        sum(p_kw) as blocks_kw,
        sum(voltage_v * current_a) / 1000 as dc_kw,
        avg(voltage_v) as block_voltage_v,
        avg(current_a) as block_current_a,
        count(*) as block_count,
        -- The hardest-working block shows what was asked: blocks at the end of their charge do less, none does more.
        max_by(load_ratio, abs(load_ratio)) as asked_load_ratio
    from rated
    group by 1, 2
),

-- State of charge of the half-hour: what a plant that is out could have drawn on.
site_minutes as (
    select
        totals.*,
        batteries.soc_end_pct / 100 as soc_ratio
    from totals
    inner join sites on totals.site_id = sites.site_id
    left join batteries
        on
            totals.site_id = batteries.site_id
            and {{ period_start('totals.interval_start_at', 'sites.period_minutes') }} = batteries.interval_start_at
)

select * from site_minutes
