select
    vendor,
    load_bin,
    load_from_ratio,
    block_minutes,
    input_mwh,
    output_mwh,
    conversion_efficiency_ratio
from fact_benchmark_efficiency
order by vendor, load_bin
