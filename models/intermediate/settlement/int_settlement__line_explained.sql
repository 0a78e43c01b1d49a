-- One row per site, settlement period, component and run, the variance of settled from expected split by cause.
with

matched as (
    select * from {{ ref('int_settlement__line_matched') }}
),

-- One factor after another goes from expected to settled: price, then volume, then performance. Each step is rounded
-- to the penny before it is subtracted, so the effects add up to the variance exactly.
stepped as (
    select
        *,
        {{ amount_pence('expected_quantity', 'settled_price_gbp', 'expected_performance_factor') }}
            as after_price_pence,
        {{ amount_pence('settled_quantity', 'settled_price_gbp', 'expected_performance_factor') }}
            as after_volume_pence,
        case
            when run_type = 'ACCRUAL' then 'accrued'
            when line_count = 0 then 'missing'
            when expected_quantity is null then 'unexpected'
            else 'settled'
        end as line_status
    from matched
),

explained as (
    select
        *,
        case line_status
            when 'accrued' then expected_pence
            else coalesce(line_pence, 0) + additional_pence
        end as amount_pence,
        case line_status when 'settled' then after_price_pence - expected_pence else 0 end as price_effect_pence,
        case line_status when 'settled' then after_volume_pence - after_price_pence else 0 end as volume_effect_pence,
        case line_status when 'settled' then line_pence - after_volume_pence else 0 end as performance_effect_pence,
        case line_status when 'missing' then -expected_pence else 0 end as missing_effect_pence,
        case line_status
            when 'unexpected' then line_pence + additional_pence
            else additional_pence
        end as additional_effect_pence
    from stepped
)

select * from explained
