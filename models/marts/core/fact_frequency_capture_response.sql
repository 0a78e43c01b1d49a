-- One row per capture and 50-ms sample, power that the curves asked for, what is allowed, and what came.
with

samples as (
    select * from {{ ref('fact_frequency_capture') }}
),

captures as (
    select * from {{ ref('fact_frequency_response') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

-- The contract in force where frequency was farthest off: a capture may begin in the period before.
extremes as (
    select
        capture_id,
        arg_max(sampled_at, abs(f_hz - {{ var('nominal_frequency_hz') }})) as extreme_at
    from samples
    group by 1
),

sold as (
    select
        captures.capture_id,
        contracts.contracted_mw,
        products.direction,
        products.deadband_hz,
        products.knee_hz,
        products.knee_ratio,
        products.full_hz,
        case
            when captures.nadir_hz < {{ var('nominal_frequency_hz') }} then 'export' else 'import'
        end as capture_direction
    from captures
    inner join extremes on captures.capture_id = extremes.capture_id
    inner join sites on captures.site_id = sites.site_id
    inner join {{ ref('fact_contract') }} as contracts
        on
            captures.site_id = contracts.site_id
            and contracts.interval_start_at = {{ period_start('extremes.extreme_at', 'sites.period_minutes') }}
    inner join {{ ref('dim_service_product') }} as products on contracts.component = products.component
    where products.full_hz is not null and contracts.contracted_mw > 0
),

asked as (
    select
        samples.capture_id,
        samples.sample_index,
        sold.capture_direction,
        sum(sold.contracted_mw * {{ response_ratio('samples.f_hz', 'sold') }}) as asked_mw
    from samples
    inner join sold on samples.capture_id = sold.capture_id
    group by 1, 2, 3
),

answered as (
    select
        samples.capture_id,
        captures.site_id,
        captures.site_local_date,
        asked.capture_direction as direction,
        samples.sample_index,
        date_diff('millisecond', captures.started_at, samples.sampled_at) / cast(1000 as double) as seconds,
        samples.sampled_at,
        samples.f_hz,
        (samples.p_kw - samples.baseline_kw) / 1000 as response_mw,
        asked.asked_mw,
        captures.contracted_mw,
        captures.initiation_limit_seconds,
        captures.delay_seconds
    from samples
    inner join captures on samples.capture_id = captures.capture_id
    inner join asked on samples.capture_id = asked.capture_id and samples.sample_index = asked.sample_index
),

-- Between the demand of now and the oldest that the product still allows to be answered.
bounded as (
    select
        *,
        min(asked_mw) over permitted as least_asked_mw,
        max(asked_mw) over permitted as most_asked_mw
    from answered
    window permitted as (
        partition by capture_id order by seconds range between initiation_limit_seconds preceding and current row
    )
),

sample_responses as (
    select
        bounded.capture_id,
        bounded.site_id,
        bounded.site_local_date,
        bounded.direction,
        bounded.sample_index,
        bounded.seconds,
        bounded.sampled_at,
        bounded.f_hz,
        earlier.f_hz as answered_f_hz,
        bounded.response_mw,
        bounded.asked_mw,
        bounded.least_asked_mw - abs(bounded.least_asked_mw) * {{ limit_of('response_slope_tolerance') }}
        - bounded.contracted_mw * {{ limit_of('response_offset_tolerance') }} as allowed_low_mw,
        bounded.most_asked_mw + abs(bounded.most_asked_mw) * {{ limit_of('response_slope_tolerance') }}
        + bounded.contracted_mw * {{ limit_of('response_offset_tolerance') }} as allowed_high_mw,
        bounded.contracted_mw,
        {{ safe_ratio('bounded.response_mw', 'bounded.contracted_mw') }} as response_ratio
    from bounded
    -- The recorder's step is 50 ms; the plant answers what frequency was its own delay before.
    left join samples as earlier
        on
            bounded.capture_id = earlier.capture_id
            and bounded.sample_index - cast(round(bounded.delay_seconds * 20) as bigint) = earlier.sample_index
)

select * from sample_responses
