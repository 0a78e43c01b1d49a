-- A settlement period that is not counted as missing is never asked for.
with

planted as (
    select
        site_id,
        settlement_date,
        run_type,
        count(distinct settlement_period) as missing_period_count
    from {{ raw_rows('truth', 'truth_settlement_break') }}
    where break_type = 'missing_period'
    group by 1, 2, 3
),

counted as (
    select * from {{ ref('mart_settlement_completeness_daily') }}
)

select
    counted.site_id,
    counted.settlement_date,
    counted.missing_period_count,
    planted.missing_period_count as planted_count
from counted
left join planted
    on
        counted.site_id = planted.site_id
        and counted.settlement_date = planted.settlement_date
        and counted.run = planted.run_type
where counted.missing_period_count <> coalesce(planted.missing_period_count, 0)
