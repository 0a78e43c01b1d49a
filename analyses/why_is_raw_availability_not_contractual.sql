-- Why is raw availability not the contractual one this month, entry by entry? Asked by the asset manager.
with

register as (
    select * from {{ ref('mart_exclusion_register') }}
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

-- An entry that began before the month counts with what it excused in the month.
excused as (
    select
        states.status_id,
        sum(states.lost_mw_minutes) as excused_lost_mw_minutes
    from {{ ref('int_availability__block_state_daily') }} as states
    inner join as_of
        on states.site_id = as_of.site_id and {{ within_window('states.site_local_date', 'mtd', 'as_of') }}
    group by 1
),

availability as (
    select
        availability.site_id,
        sum(availability.raw_available_mw_minutes) / sum(availability.raw_counted_mw_minutes) as raw_ratio,
        {{ safe_ratio(
            'sum(availability.contractual_available_mw_minutes)', 'sum(availability.contractual_counted_mw_minutes)'
        ) }} as contractual_ratio
    from {{ ref('mart_availability_daily') }} as availability
    inner join as_of
        on
            availability.site_id = as_of.site_id
            and {{ within_window('availability.site_local_date', 'mtd', 'as_of') }}
    group by 1
)

select
    availability.site_id,
    round(availability.raw_ratio, 5) as raw_ratio,
    round(availability.contractual_ratio, 5) as contractual_ratio,
    register.status_id,
    register.asset_id,
    register.exclusion_category,
    register.registered_by,
    register.document_reference,
    round(excused.excused_lost_mw_minutes / (sites.rated_mw * 60), 2) as excused_equivalent_hours
from availability
inner join sites on availability.site_id = sites.site_id
left join
    (register inner join excused on register.status_id = excused.status_id)
    on availability.site_id = register.site_id
order by availability.site_id, register.status_id
