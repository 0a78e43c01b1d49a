-- One row per PCS block and site-local day, availability raw, technical, contractual and time-based.
with

states as (
    select * from {{ ref('fact_availability_daily') }}
),

assets as (
    select * from {{ ref('dim_asset') }}
    where asset_type = 'inverter'
),

sites as (
    select * from {{ ref('dim_site') }}
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

reported as (
    select site_local_date
    from states
    group by 1
),

-- A block that was silent all day while others spoke must show as a day without data, not as no day.
days as (
    select
        assets.asset_id,
        assets.asset_name,
        assets.site_id,
        reported.site_local_date,
        assets.rated_kw / 1000 as rated_mw,
        {{ local_days_minutes(
            'reported.site_local_date', 'reported.site_local_date', 'sites.time_zone', 'as_of.as_of_at'
        ) }} as expected_block_minutes
    from assets
    inner join sites on assets.site_id = sites.site_id
    inner join as_of on assets.site_id = as_of.site_id
    cross join reported
),

totals as (
    select
        asset_id,
        site_local_date,
        {{ availability_sums() }}
    from states
    group by 1, 2
),

divided as (
    select
        days.site_id,
        days.asset_id,
        days.asset_name,
        days.site_local_date,
        {{ availability_columns('days.expected_block_minutes', 'days.rated_mw') }}
    from days
    left join totals on days.asset_id = totals.asset_id and days.site_local_date = totals.site_local_date
)

select * from divided
