select * from (
    select 1 as step_order, 'expected' as step_key, 'Expected' as step_label, 'total' as step_type, sum(expected_gbp) as amount_gbp from ${site_days}
    union all select 2, 'price', 'Price', 'change', sum(price_effect_gbp) from ${site_days}
    union all select 3, 'volume', 'Volume', 'change', sum(volume_effect_gbp) from ${site_days}
    union all select 4, 'performance', 'Performance factor', 'change', sum(performance_effect_gbp) from ${site_days}
    union all select 5, 'missing', 'Missing lines', 'change', sum(missing_effect_gbp) from ${site_days}
    union all select 6, 'additional', 'Duplicate or unmatched', 'change', sum(additional_effect_gbp) from ${site_days}
    union all select 7, 'settled', 'Settled', 'total', sum(settled_gbp) from ${site_days}
)
where amount_gbp is not null
order by step_order
