-- One row per capture and half second that answers a frequency: few enough to be drawn over the service curve at once.
with

samples as (
    select * from {{ ref('fact_frequency_capture_response') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

answered as (
    select
        samples.capture_id,
        samples.site_id,
        sites.site_name,
        samples.site_local_date,
        samples.direction,
        samples.seconds,
        samples.answered_f_hz,
        samples.response_ratio
    from samples
    inner join sites on samples.site_id = sites.site_id
    -- Ten samples of 50 ms.
    where samples.answered_f_hz is not null and samples.sample_index % 10 = 0
)

select * from answered
