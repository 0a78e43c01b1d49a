-- One row per site and fault code of the last thirty days, its failures, repetitions, trend and what it cost.
with

faults as (
    select * from {{ ref('fact_fault') }}
),

windows as (
    select * from {{ ref('fact_fault_window') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

losses as (
    select * from {{ ref('fact_event_loss') }}
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

totals as (
    select
        faults.site_id,
        faults.fault_code,
        max(faults.description) as description,
        max(windows.observed_minutes) as observed_minutes,
        max({{ safe_ratio('windows.known_block_minutes', 'windows.expected_block_minutes') }}) as coverage_ratio,
        count(distinct faults.asset_id) as asset_count,
        count(*) as event_count,
        count(*) filter (where faults.is_failure) as failure_count,
        count(*) filter (where faults.is_repeat) as repeat_fault_count,
        count(*) filter (where faults.is_open) as open_event_count,
        avg({{ elapsed_minutes('windows.window_from_at', 'faults.started_at') }}) filter (where faults.is_failure)
            as mean_age_minutes,
        cast(sum(faults.lost_block_minutes) as bigint) as lost_block_minutes,
        sum(faults.lost_mw_minutes) / 60 as lost_mwh,
        cast(sum(coalesce(losses.loss_pence, 0)) as bigint) as loss_pence
    from faults
    inner join windows
        on
            faults.site_id = windows.site_id
            and faults.started_at >= windows.window_from_at
            and faults.started_at < windows.window_to_at
    left join losses on faults.event_id = losses.event_id
    group by 1, 2
),

tested as (
    select
        totals.site_id,
        sites.site_name,
        totals.fault_code,
        totals.description,
        totals.asset_count,
        totals.event_count,
        totals.failure_count,
        totals.repeat_fault_count,
        totals.open_event_count,
        totals.repeat_fault_count > 0 as is_repeat_fault,
        case
            when totals.failure_count >= {{ limit_of('trend_minimum_events') }}
                then {{ laplace_trend('totals.mean_age_minutes', 'totals.observed_minutes', 'totals.failure_count') }}
        end as trend_statistic,
        {{ limit_of('trend_statistic') }} as trend_statistic_limit,
        totals.lost_block_minutes,
        totals.lost_mwh,
        totals.loss_pence,
        {{ pence_to_gbp('totals.loss_pence') }} as loss_gbp,
        totals.coverage_ratio
    from totals
    inner join sites on totals.site_id = sites.site_id
),

site_codes as (
    select
        *,
        coalesce(trend_statistic > trend_statistic_limit, false) as is_worsening,
        case
            when trend_statistic is null then 'too few to tell'
            when trend_statistic > trend_statistic_limit then 'getting worse'
            when trend_statistic < -trend_statistic_limit then 'getting better'
            else 'not distinguishable'
        end as trend_verdict,
        is_repeat_fault and coalesce(trend_statistic > trend_statistic_limit, false) as is_to_be_escalated,
        row_number() over (partition by site_id order by loss_pence desc, lost_mwh desc, fault_code asc) as rank_in_site
    from tested
)

select * from site_codes
