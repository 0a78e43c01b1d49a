-- One row per pair of vendors, how their failure rates, availability and efficiency differ, and whether data can tell.
with

pairs as (
    select * from {{ ref('fact_benchmark_pair') }}
),

bins as (
    select * from {{ ref('fact_benchmark_efficiency') }}
),

availability as (
    select * from {{ ref('fact_benchmark_entity') }}
    where entity_type = 'vendor'
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

-- Bins weigh the same, so that a vendor whose plants idle more is not compared at another load.
efficiency as (
    select
        pairs.vendor_a,
        pairs.vendor_b,
        count(*) as common_load_bin_count,
        cast(sum(bins_a.block_minutes) as bigint) as efficiency_block_minutes_a,
        cast(sum(bins_b.block_minutes) as bigint) as efficiency_block_minutes_b,
        avg({{ safe_ratio('bins_a.output_mwh', 'bins_a.input_mwh') }})
        - avg({{ safe_ratio('bins_b.output_mwh', 'bins_b.input_mwh') }}) as efficiency_difference_ratio
    from pairs
    inner join bins as bins_a on pairs.vendor_a = bins_a.vendor
    inner join bins as bins_b on pairs.vendor_b = bins_b.vendor and bins_a.load_bin = bins_b.load_bin
    group by 1, 2
),

tested as (
    select
        pairs.*,
        least(
            {{ safe_ratio('cast(known_a.known_block_minutes as double)', 'known_a.block_minutes') }},
            {{ safe_ratio('cast(known_b.known_block_minutes as double)', 'known_b.block_minutes') }}
        ) as coverage_ratio,
        coalesce(efficiency.common_load_bin_count, 0) as common_load_bin_count,
        efficiency.efficiency_block_minutes_a,
        efficiency.efficiency_block_minutes_b,
        efficiency.efficiency_difference_ratio,
        least(pairs.site_count_a, pairs.site_count_b) >= {{ var('benchmark_minimum_site_count') }}
            as is_separable_from_site,
        case when pairs.rate_ratio_lower > 1 then 1 when pairs.rate_ratio_upper < 1 then -1 else 0 end as rate_sign,
        case
            when pairs.availability_difference_lower_ratio > 0 then 1
            when pairs.availability_difference_upper_ratio < 0 then -1
            else 0
        end as availability_sign
    from pairs
    left join efficiency on pairs.vendor_a = efficiency.vendor_a and pairs.vendor_b = efficiency.vendor_b
    left join availability as known_a on pairs.vendor_a = known_a.entity_id
    left join availability as known_b on pairs.vendor_b = known_b.entity_id
),

exposed as (
    select
        *,
        least(operating_block_hours_a, operating_block_hours_b) >= {{ limit_of('benchmark_minimum_block_hours') }}
        and coverage_ratio >= {{ var('minimum_coverage_ratio') }} as is_exposure_sufficient
    from tested
),

judged as (
    select
        *,
        rate_sign <> 0 as do_rates_differ,
        availability_sign <> 0 as do_availabilities_differ,
        is_exposure_sufficient and is_separable_from_site and (rate_sign <> 0 or availability_sign <> 0)
        -- A vendor that fails more often and yet is more available is better at neither.
        and rate_sign <> availability_sign as is_separable
    from exposed
),

comparisons as (
    select
        vendor_a,
        vendor_b,
        site_count_a,
        site_count_b,
        failure_count_a,
        failure_count_b,
        operating_block_hours_a,
        operating_block_hours_b,
        {{ if_covered('rate_ratio', 'coverage_ratio') }} as rate_ratio,
        rate_ratio_lower,
        rate_ratio_upper,
        p_value,
        do_rates_differ,
        {{ if_covered('availability_difference_ratio', 'coverage_ratio') }} as availability_difference_ratio,
        availability_difference_lower_ratio,
        availability_difference_upper_ratio,
        do_availabilities_differ,
        common_load_bin_count,
        efficiency_block_minutes_a,
        efficiency_block_minutes_b,
        {{ if_covered('efficiency_difference_ratio', 'coverage_ratio') }} as efficiency_difference_ratio,
        is_exposure_sufficient,
        is_separable_from_site,
        is_separable,
        case
            when is_separable and availability_sign > rate_sign then vendor_a
            when is_separable then vendor_b
        end as better_vendor,
        case
            when not is_separable_from_site then 'not separable from site'
            when not is_exposure_sufficient then 'not enough exposure'
            when is_separable then 'separable'
            else 'not distinguishable'
        end as verdict,
        case
            when not is_separable_from_site and site_count_a <= site_count_b
                then vendor_a || ' has too few sites: what differs may be the site'
            when not is_separable_from_site
                then vendor_b || ' has too few sites: what differs may be the site'
            when not is_exposure_sufficient then 'too few block-hours known to rank'
            when rate_sign <> 0 and rate_sign = availability_sign then 'failure rate and availability point apart'
            when is_separable then 'an interval excludes equality'
            else 'every interval includes equality'
        end as verdict_reason,
        coverage_ratio
    from judged
)

select * from comparisons
