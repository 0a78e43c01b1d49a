-- How many MW moved at the worst instant of each frequency event, and how many were sold? Asked by the grid compliance engineer.
with

samples as (
    select
        samples.*,
        abs(samples.f_hz - 50) as deviation_hz,
        {{ period_start('samples.sampled_at', 'sites.period_minutes') }} as period_start_at
    from {{ ref('fact_frequency_capture') }} as samples
    inner join {{ ref('dim_site') }} as sites on samples.site_id = sites.site_id
),

worst as (
    select *
    from samples
    qualify row_number() over (partition by capture_id order by deviation_hz desc, sample_index asc) = 1
),

sold as (
    select * from {{ ref('fact_contract') }}
    where service_id = 'frequency_response'
)

-- The whole of a contract is due at half a hertz only; below that the service curve asks for a part.
select
    worst.capture_id,
    worst.site_id,
    worst.sampled_at,
    round(worst.f_hz, 4) as f_hz,
    round((worst.p_kw - worst.baseline_kw) / 1000, 3) as moved_mw,
    sold.component,
    sold.contracted_mw as sold_mw
from worst
left join sold
    on
        worst.site_id = sold.site_id
        and worst.period_start_at = sold.interval_start_at
        and sold.direction = case when worst.f_hz < 50 then 'export' else 'import' end
order by worst.capture_id
