select
    pair.vendor_a || ' less ' || pair.vendor_b as pair,
    a.load_from_ratio,
    a.conversion_efficiency_ratio as efficiency_a_ratio,
    b.conversion_efficiency_ratio as efficiency_b_ratio,
    a.conversion_efficiency_ratio - b.conversion_efficiency_ratio as gap_ratio,
    a.block_minutes as block_minutes_a,
    b.block_minutes as block_minutes_b
from bess.mart_vendor_comparison as pair
inner join bess.fact_benchmark_efficiency as a on pair.vendor_a = a.vendor
inner join bess.fact_benchmark_efficiency as b on pair.vendor_b = b.vendor and a.load_bin = b.load_bin
where '${inputs.vendor}' in ('all', pair.vendor_a, pair.vendor_b)
order by pair.vendor_a, pair.vendor_b, a.load_bin
