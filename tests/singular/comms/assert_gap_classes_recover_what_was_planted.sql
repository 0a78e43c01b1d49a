-- A gap taken for an outage costs the contractor money that it does not owe; one taken for comms hides an outage.
with

planted as (
    select * from {{ raw_rows('truth', 'truth_comms_gap') }}
),

compared as (
    select
        count(*) as gap_count,
        count(*) filter (where gaps.gap_class = planted.gap_class) as right_count,
        count(*) filter (where planted.gap_class = 'comms' and gaps.gap_class = 'real') as false_outage_count
    from planted
    left join {{ ref('fact_comms_gap') }} as gaps
        on planted.site_id = gaps.site_id and planted.started_at_utc = gaps.started_at
)

select *
from compared
where right_count < 0.95 * gap_count or false_outage_count > 0
