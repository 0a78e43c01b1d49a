-- One row per site, kind of asset and historian tag, how many samples came of those due, and how they are.
with

tag_values as (
    select * from {{ ref('fact_telemetry_tag') }}
),

tags as (
    select * from {{ ref('dim_telemetry_tag') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

delivered as (
    select * from {{ ref('fact_data_quality') }}
),

due as (
    select
        site_id,
        asset_type,
        count(distinct asset_id) as asset_count,
        sum(expected_count) as due_sample_count,
        sum(row_count) as row_count,
        sum(quarantined_count) as quarantined_count,
        sum(row_count - timely_count) as late_count
    from delivered
    group by 1, 2
),

samples as (
    select
        site_id,
        asset_type,
        tag,
        count(*) as sample_count,
        min(interval_start_at) as first_sample_at,
        max(interval_start_at) as last_sample_at
    from tag_values
    group by 1, 2, 3
),

due_tags as (
    select
        due.*,
        tags.tag,
        coalesce(samples.sample_count, 0) as sample_count,
        samples.first_sample_at,
        samples.last_sample_at
    from due
    inner join tags on due.asset_type = tags.asset_type
    left join samples
        on due.site_id = samples.site_id and due.asset_type = samples.asset_type and tags.tag = samples.tag
),

tag_coverage as (
    select
        due_tags.site_id,
        sites.site_name,
        due_tags.asset_type,
        due_tags.tag,
        due_tags.asset_count,
        due_tags.sample_count,
        cast(due_tags.due_sample_count as bigint) as due_sample_count,
        cast(due_tags.row_count - due_tags.sample_count as bigint) as empty_count,
        cast(greatest(due_tags.due_sample_count - due_tags.row_count - due_tags.quarantined_count, 0) as bigint)
            as missing_count,
        cast(due_tags.quarantined_count as bigint) as quarantined_count,
        cast(due_tags.late_count as bigint) as late_count,
        {{ safe_ratio('cast(due_tags.sample_count as double)', 'due_tags.due_sample_count') }} as coverage_ratio,
        due_tags.first_sample_at,
        due_tags.last_sample_at
    from due_tags
    inner join sites on due_tags.site_id = sites.site_id
)

select * from tag_coverage
