-- One row per PCS block and minute, the one state it was in and the share of its power that could not be had.
-- A table: availability, performance factors and losses all read it, and its windows run over all block-minutes.
{{ config(
    materialized='incremental' if var('is_live_update') else 'table',
    unique_key=['inverter_id', 'interval_start_at'],
    on_schema_change='fail'
) }}
with

telemetry as (
    select telemetry_block.*
    from {{ ref('stg_tmeic__telemetry_block') }} as telemetry_block
    {%- if is_live_increment() %}
    {%- set starts = live_block_starts(this, ref('int_comms__gap')) %}
    inner join ({{ starts }}) as starts
        on
            telemetry_block.inverter_id = starts.inverter_id
            and telemetry_block.interval_start_at >= starts.from_at
            and telemetry_block.interval_start_at >= {{ timestamp_of('select min(from_at) from (' ~ starts ~ ')') }}
    {%- endif %}
    where telemetry_block.quarantine_reason is null
),

exclusions as (
    select * from {{ ref('int_availability__exclusion_minute') }}
),

logged_outages as (
    select * from {{ ref('int_availability__logged_outage_minute') }}
),

gaps as (
    select * from {{ ref('int_comms__gap') }}
),

gathered as (
    select
        telemetry.site_id,
        telemetry.inverter_id,
        telemetry.interval_start_at,
        telemetry.pcs_state,
        telemetry.derate_ratio,
        exclusions.status as excluded_as,
        exclusions.status_id,
        gaps.gap_class,
        gaps.started_at as gap_started_at,
        logged_outages.inverter_id is not null as has_logged_outage,
        -- A derate lasts for days: what was known before the gap still holds in it.
        {{ last_known('telemetry.derate_ratio') }} over (
            partition by telemetry.inverter_id order by telemetry.interval_start_at
            rows between unbounded preceding and current row
        ) as known_derate_ratio,
        {{ last_known('telemetry.pcs_state') }} over (
            partition by telemetry.inverter_id order by telemetry.interval_start_at
            rows between unbounded preceding and current row
        ) as known_state,
        {{ last_known('telemetry.pcs_state') }} over (
            partition by telemetry.inverter_id order by telemetry.interval_start_at desc
            rows between unbounded preceding and current row
        ) as next_known_state
    from telemetry
    left join exclusions
        on
            telemetry.inverter_id = exclusions.inverter_id
            and telemetry.interval_start_at = exclusions.interval_start_at
    left join logged_outages
        on
            telemetry.inverter_id = logged_outages.inverter_id
            and telemetry.interval_start_at = logged_outages.interval_start_at
    left join gaps
        on
            telemetry.site_id = gaps.site_id
            and telemetry.interval_start_at >= gaps.started_at
            and telemetry.interval_start_at < gaps.ended_at
),

edged as (
    select
        *,
        case when known_state in ('FAULT', 'MAINTENANCE', 'GRID_OUTAGE') then 1 else 0 end
        + case when next_known_state in ('FAULT', 'MAINTENANCE', 'GRID_OUTAGE') then 1 else 0 end as out_edges,
        -- Where the log tells of an outage in the gap, it also tells when that ended.
        max(case when has_logged_outage then 1 else 0 end) over (
            partition by inverter_id, gap_started_at
        ) = 1 as is_told_by_log
    from gathered
),

judged as (
    select
        site_id,
        inverter_id,
        interval_start_at,
        excluded_as,
        status_id,
        pcs_state is null as is_comms_lost,
        case
            when excluded_as is not null then excluded_as
            -- Out without an entry in the register: nobody has excused it.
            when pcs_state in ('FAULT', 'MAINTENANCE', 'GRID_OUTAGE') then 'forced_outage'
            when pcs_state = 'DERATED' then 'derated'
            when pcs_state is not null then 'available'
            -- A plant may stand through a gap because its controller let go; out it was only if a block says so before
            -- or after. Out at both ends it was out throughout, whatever the other blocks sent through the meter.
            when has_logged_outage then 'forced_outage'
            when not is_told_by_log and (out_edges = 2 or (out_edges = 1 and gap_class = 'real')) then 'forced_outage'
            when known_state = 'DERATED' then 'derated'
            else 'available_comms_lost'
        end as availability_state,
        coalesce(derate_ratio, case when known_state = 'DERATED' then known_derate_ratio end) as derate_ratio
    from edged
),

weighed as (
    select
        *,
        availability_state in ('grid_outage', 'force_majeure') as is_grid_excluded,
        excluded_as is not null as is_contract_excluded,
        case
            when availability_state = 'forced_outage' then 1.0
            when availability_state = 'derated' then derate_ratio
            when availability_state in ('available', 'available_comms_lost') then 0.0
            -- The register says why, the block says how much; without word from it the whole block is out.
            else coalesce(derate_ratio, 1.0)
        end as unavailable_ratio
    from judged
)

select * from weighed
