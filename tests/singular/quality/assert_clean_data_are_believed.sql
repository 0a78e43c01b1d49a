-- Checks that cry wolf are switched off; telemetry without planted sensor faults must pass but for a few samples.
with

-- A charge that its BMS has counted past full is impossible, and planted: it is flagged rightly.
impossible as (
    select
        telemetry.site_id,
        telemetry.asset_type,
        count(*) as impossible_count
    from {{ ref('fact_telemetry') }} as telemetry
    inner join {{ ref('telemetry_tags') }} as rules
        on
            telemetry.asset_type = rules.asset_type
            and rules.tag = 'soc_pct'
            and (telemetry.soc_pct < rules.minimum or telemetry.soc_pct > rules.maximum)
    group by 1, 2
),

flagged as (
    select
        site_id,
        asset_type,
        sum(flagged_count) as flagged_count,
        sum(sample_count) as sample_count
    from {{ ref('fact_data_quality') }}
    group by 1, 2
)

select
    flagged.site_id,
    flagged.asset_type,
    flagged.flagged_count,
    impossible.impossible_count,
    flagged.sample_count
from flagged
left join impossible on flagged.site_id = impossible.site_id and flagged.asset_type = impossible.asset_type
where flagged.flagged_count - coalesce(impossible.impossible_count, 0) > 0.005 * flagged.sample_count
