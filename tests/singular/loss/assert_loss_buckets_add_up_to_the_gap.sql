-- A waterfall whose bars do not meet is no attribution: half-hour, day, month, site and portfolio, to the penny.
with

half_hours as (
    select
        gaps.site_id,
        gaps.settlement_date,
        gaps.interval_start_at,
        gaps.gap_pence,
        coalesce(sum(losses.loss_pence), 0) as bucket_pence
    from {{ ref('fact_loss_gap_half_hour') }} as gaps
    left join {{ ref('fact_loss_half_hour') }} as losses
        on gaps.site_id = losses.site_id and gaps.interval_start_at = losses.interval_start_at
    group by 1, 2, 3, 4
),

days as (
    select
        site_id,
        settlement_date,
        sum(gap_pence) as gap_pence
    from half_hours
    group by 1, 2
),

daily as (
    select
        site_id,
        settlement_date,
        sum(loss_pence) as bucket_pence
    from {{ ref('mart_loss_daily') }}
    group by 1, 2
),

month_buckets as (
    select
        site_id,
        month_start_date,
        as_of_date,
        sum(loss_pence) as bucket_pence
    from {{ ref('mart_loss_mtd') }}
    group by 1, 2, 3
),

monthly as (
    select
        month_buckets.site_id,
        max(month_buckets.bucket_pence) as bucket_pence,
        sum(days.gap_pence) as gap_pence
    from month_buckets
    inner join days
        on
            month_buckets.site_id = days.site_id
            and {{ within_window('days.settlement_date', 'mtd', 'month_buckets') }}
    group by 1
),

waterfalls as (
    select
        site_id,
        settlement_date,
        sum(case when step_key = 'expected' or step_type = 'change' then amount_pence else 0 end) as built_pence,
        sum(case when step_key = 'realised' then amount_pence else 0 end) as realised_pence
    from {{ ref('mart_loss_waterfall_daily') }}
    group by 1, 2
),

overviews as (
    select * from {{ ref('mart_loss_overview_mtd') }}
),

month_gaps as (
    select sum(gap_pence) as gap_pence
    from monthly
),

roll_ups as (
    select
        'half-hour' as roll_up,
        site_id,
        cast(interval_start_at as {{ dbt.type_string() }}) as moment,
        gap_pence,
        bucket_pence
    from half_hours
    union all
    select
        'day' as roll_up,
        days.site_id,
        cast(days.settlement_date as {{ dbt.type_string() }}) as moment,
        days.gap_pence,
        daily.bucket_pence
    from days
    left join daily on days.site_id = daily.site_id and days.settlement_date = daily.settlement_date
    union all
    select
        'month' as roll_up,
        site_id,
        'month to date' as moment,
        gap_pence,
        bucket_pence
    from monthly
    union all
    select
        'waterfall' as roll_up,
        site_id,
        cast(settlement_date as {{ dbt.type_string() }}) as moment,
        realised_pence as gap_pence,
        built_pence as bucket_pence
    from waterfalls
    union all
    select
        'portfolio' as roll_up,
        'all' as site_id,
        'month to date' as moment,
        month_gaps.gap_pence,
        overviews.loss_mtd_pence as bucket_pence
    from overviews
    cross join month_gaps
)

select * from roll_ups
where bucket_pence is null or gap_pence <> bucket_pence
