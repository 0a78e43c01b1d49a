-- One row per asset and fault code, failures over all time observed with their rate, interval and cost.
with

faults as (
    select * from {{ ref('fact_fault') }}
),

losses as (
    select * from {{ ref('fact_event_loss') }}
),

rates as (
    select * from {{ ref('fact_fault_rate') }}
),

states as (
    select * from {{ ref('fact_availability_daily') }}
),

assets as (
    select * from {{ ref('dim_asset') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

totals as (
    select
        faults.site_id,
        faults.asset_id,
        faults.fault_code,
        max(faults.description) as description,
        count(*) as event_count,
        count(*) filter (where faults.is_repeat) as repeat_fault_count,
        count(*) filter (where faults.is_open) as open_event_count,
        max(faults.started_at) as last_started_at,
        string_agg(
            printf(
                '%.1f',
                {{ elapsed_minutes('faults.previous_started_at', 'faults.started_at') }} / {{ var('minutes_per_day') }}
            ),
            ' → '
            order by faults.started_at
        ) as days_between,
        cast(sum(faults.lost_block_minutes) as bigint) as lost_block_minutes,
        sum(faults.lost_mw_minutes) / 60 as lost_mwh,
        cast(sum(coalesce(losses.loss_pence, 0)) as bigint) as loss_pence
    from faults
    left join losses on faults.event_id = losses.event_id
    group by 1, 2, 3
),

-- A controller has no block-minutes of its own, so that coverage is the site's.
coverages as (
    select
        site_id,
        {{ safe_ratio('cast(sum(known_block_minutes) as double)', 'sum(block_minutes)') }} as coverage_ratio
    from states
    group by 1
),

rated as (
    select
        totals.site_id,
        sites.site_name,
        totals.asset_id,
        assets.asset_name,
        assets.block_number,
        assets.vendor,
        totals.fault_code,
        totals.description,
        totals.event_count,
        coalesce(rates.failure_count, 0) as failure_count,
        totals.repeat_fault_count,
        totals.open_event_count,
        totals.last_started_at,
        totals.days_between,
        rates.operating_hours,
        {%- for rate in ['rate', 'rate_lower', 'rate_upper'] %}
        {{ if_covered('rates.' ~ rate ~ '_per_1000_hours', 'coverages.coverage_ratio') }} as {{ rate }}_per_1000_hours,
        {%- endfor %}
        {%- for column, rate in {
            'mtbf': 'rate', 'mtbf_lower': 'rate_upper', 'mtbf_upper': 'rate_lower'
        }.items() %}
        {{ if_covered(safe_ratio('1000', 'rates.' ~ rate ~ '_per_1000_hours'), 'coverages.coverage_ratio') }}
            as {{ column }}_hours,
        {%- endfor %}
        totals.lost_block_minutes,
        totals.lost_mwh,
        totals.loss_pence,
        {{ pence_to_gbp('totals.loss_pence') }} as loss_gbp,
        coverages.coverage_ratio
    from totals
    inner join assets on totals.asset_id = assets.asset_id
    inner join sites on totals.site_id = sites.site_id
    left join coverages on totals.site_id = coverages.site_id
    left join rates on totals.asset_id = rates.asset_id and totals.fault_code = rates.fault_code
)

select * from rated
