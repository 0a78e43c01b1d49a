-- One row per raw table that is delivered regularly, fresh or late by its own contract.
with

plant as (
    select * from {{ ref('int_quality__delivered_plant') }}
),

market as (
    select * from {{ ref('int_quality__delivered_market') }}
),

as_of as (
    select max(as_of_at) as as_of_at
    from {{ ref('dim_as_of') }}
),

delivered as (
    select * from plant
    union all
    select * from market
),

aged as (
    select
        delivered.source_table,
        delivered.row_count,
        delivered.quarantined_count,
        delivered.newest_at,
        as_of.as_of_at,
        -- A plan reaches into the future; its age is no less than zero. Left to greatest(), a table that never came
        -- would count as new.
        case
            when delivered.newest_at is not null
                then greatest({{ elapsed_minutes('delivered.newest_at', 'as_of.as_of_at') }} / 60, 0)
        end as age_hours,
        delivered.allowed_age_hours
    from delivered
    cross join as_of
),

source_ages as (
    select
        *,
        age_hours <= allowed_age_hours as is_fresh
    from aged
)

select * from source_ages
