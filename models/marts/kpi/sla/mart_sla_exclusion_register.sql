-- One row per entry of the exclusion register, who excused what and by which document, with the minutes it excused.
with

entries as (
    select * from {{ ref('fact_exclusion') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

assets as (
    select * from {{ ref('dim_asset') }}
    where asset_type = 'inverter'
),

excused as (
    select * from {{ ref('fact_availability_minute') }}
    where is_contract_excluded
),

clauses as (
    select * from {{ ref('dim_sla') }}
    where metric = 'contractual_availability'
),

-- An entry for the plant controller means every block of the site.
block_entries as (
    select
        entries.status_id,
        entries.exclusion_category,
        entries.started_at,
        entries.ended_at,
        assets.asset_id
    from entries
    inner join assets
        on
            entries.site_id = assets.site_id
            and (entries.asset_id = assets.asset_id or entries.asset_id = assets.parent_asset_id)
),

-- Where entries overlap, the category that goes first takes the minute, so that no minute is excused twice.
block_minutes as (
    select
        block_entries.status_id,
        excused.rated_mw,
        excused.unavailable_ratio
    from excused
    inner join block_entries
        on
            excused.asset_id = block_entries.asset_id
            and excused.interval_start_at >= block_entries.started_at
            and (block_entries.ended_at is null or excused.interval_start_at < block_entries.ended_at)
    qualify
        row_number() over (
            partition by excused.asset_id, excused.interval_start_at
            order by block_entries.exclusion_category, block_entries.status_id
        ) = 1
),

totals as (
    select
        status_id,
        count(*) as excused_block_minutes,
        sum(rated_mw) as excused_mw_minutes,
        sum(rated_mw * unavailable_ratio) as excused_lost_mw_minutes
    from block_minutes
    group by 1
),

named as (
    select
        entries.status_id,
        entries.site_id,
        sites.site_name,
        entries.asset_id,
        entries.exclusion_category,
        entries.started_at,
        entries.ended_at,
        {{ site_local_date('entries.started_at', 'sites.time_zone') }} as site_local_date,
        entries.registered_by,
        entries.document_reference,
        entries.reason,
        coalesce(totals.excused_block_minutes, 0) as excused_block_minutes,
        coalesce(totals.excused_mw_minutes, 0) as excused_mw_minutes,
        coalesce(totals.excused_lost_mw_minutes, 0) as excused_lost_mw_minutes,
        {{ safe_ratio('coalesce(totals.excused_lost_mw_minutes, 0)', 'sites.rated_mw * 60') }}
            as excused_equivalent_hours
    from entries
    inner join sites on entries.site_id = sites.site_id
    left join totals on entries.status_id = totals.status_id
),

-- Whoever guarantees availability on that day is who the entry excuses.
register as (
    select
        named.*,
        clauses.counterparty
    from named
    left join clauses
        on
            named.site_id = clauses.site_id
            and named.site_local_date >= clauses.valid_from_date
            and (clauses.valid_to_date is null or named.site_local_date < clauses.valid_to_date)
)

select * from register
