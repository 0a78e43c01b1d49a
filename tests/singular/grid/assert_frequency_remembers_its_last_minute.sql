-- Frequency without memory is noise, not a grid: response energy and times computed on it would mean nothing.
with

minutes as (
    select
        site_id,
        f_hz,
        lag(f_hz) over (partition by site_id order by interval_start_at) as f_hz_before
    from {{ ref('fact_grid_minute') }}
)

select
    site_id,
    corr(f_hz, f_hz_before) as autocorrelation
from minutes
group by 1
having coalesce(corr(f_hz, f_hz_before), 0) < 0.93 or corr(f_hz, f_hz_before) > 0.999
