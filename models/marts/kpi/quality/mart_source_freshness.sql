-- One row per raw table that is delivered regularly, fresh or late by its own contract.
with

sources as (
    select * from {{ ref('fact_source_freshness') }}
),

judged as (
    select
        source_table,
        row_count,
        quarantined_count,
        newest_at,
        as_of_at,
        age_hours,
        allowed_age_hours,
        age_hours <= allowed_age_hours as is_fresh
    from sources
)

select * from judged
