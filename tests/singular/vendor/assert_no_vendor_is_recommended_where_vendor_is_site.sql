-- Procuring a fleet on the luck of one site is the mistake that this benchmark exists to prevent.
with

vendor_sites as (
    select
        vendor,
        count(distinct site_id) as site_count
    from {{ ref('dim_asset') }}
    where asset_type = 'inverter'
    group by 1
),

expected as (
    select
        first.vendor as vendor_a,
        second.vendor as vendor_b,
        least(first.site_count, second.site_count) < 2 as must_be_inseparable
    from vendor_sites as first
    inner join vendor_sites as second on first.vendor < second.vendor
),

pairs as (
    select * from {{ ref('mart_vendor_comparison') }}
),

wrong_pairs as (
    select
        expected.vendor_a,
        expected.vendor_b,
        pairs.verdict
    from expected
    left join pairs on expected.vendor_a = pairs.vendor_a and expected.vendor_b = pairs.vendor_b
    where
        pairs.verdict is null
        or (pairs.verdict = 'not separable from site') <> expected.must_be_inseparable
        or (expected.must_be_inseparable and pairs.better_vendor is not null)
),

inseparable as (
    select coalesce(bool_and(expected.must_be_inseparable), false) as are_all_inseparable
    from expected
),

wrong_overview as (
    select
        'overview' as vendor_a,
        overview.recommended_vendor as vendor_b,
        'recommended' as verdict
    from {{ ref('mart_vendor_overview') }} as overview
    cross join inseparable
    where inseparable.are_all_inseparable and overview.recommended_vendor <> 'not separable'
)

select * from wrong_pairs
union all
select * from wrong_overview
