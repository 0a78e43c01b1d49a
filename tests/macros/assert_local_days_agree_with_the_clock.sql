-- The local date by a site's day is the one by the instant itself: 50 half-hours around clock changes, west and east.
with

sites as (
    select
        planted.site_id,
        planted.time_zone
    from (
        values ('london', 'Europe/London'), ('adelaide', 'Australia/Adelaide'), ('denver', 'America/Denver')
    ) as planted (site_id, time_zone)
),

digits as (
    select planted.digit
    from (values (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)) as planted (digit)
),

half_hours as (
    select
        sites.site_id,
        sites.time_zone,
        cast(changes.changed_at as timestamp) as changed_at,
        tens.digit * 10 + ones.digit as half_hour
    from sites
    cross join (
        values ('2024-03-10 00:00:00'), ('2024-03-31 00:00:00'), ('2024-04-06 00:00:00'), ('2024-10-27 00:00:00')
    ) as changes (changed_at)
    cross join digits as tens
    cross join digits as ones
),

minutes as (
    select
        site_id,
        time_zone,
        {{ minutes_later('changed_at', 'half_hour * 30 - 1440') }} as interval_start_at
    from half_hours
),

days as (
    {{ local_days_of(['minutes']) }}
),

compared as (
    select
        minutes.*,
        {{ site_local_date('minutes.interval_start_at', 'minutes.time_zone') }} as expected_date,
        {{ local_date_within('minutes.interval_start_at', 'days') }} as local_date
    from minutes
    inner join days on minutes.site_id = days.site_id and cast(minutes.interval_start_at as date) = days.utc_date
)

select *
from compared
where expected_date <> local_date
