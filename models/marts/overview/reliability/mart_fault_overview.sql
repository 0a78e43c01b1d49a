-- One row per portfolio (a single row): failures of the last thirty days beside their limits.
with

sites as (
    select * from {{ ref('mart_fault_site_30d') }}
),

codes as (
    select * from {{ ref('mart_fault_code_30d') }}
),

code_totals as (
    select
        fault_code,
        sum(lost_mwh) as lost_mwh,
        cast(sum(loss_pence) as bigint) as loss_pence
    from codes
    group by 1
),

top_codes as (
    select
        fault_code as top_fault_code,
        lost_mwh as top_fault_lost_mwh,
        {{ pence_to_gbp('loss_pence') }} as top_fault_loss_gbp
    from code_totals
    where loss_pence > 0
    qualify row_number() over (order by loss_pence desc, lost_mwh desc, fault_code asc) = 1
),

escalated as (
    select count(*) as escalated_code_count
    from codes
    where is_to_be_escalated
),

totals as (
    select
        max(as_of_at) as as_of_at,
        {{ safe_ratio('sum(coverage_ratio * observed_days)', 'sum(observed_days)') }} as coverage_ratio,
        cast(sum(active_fault_count) as bigint) as active_fault_count,
        cast(sum(fault_count_7d) as bigint) as fault_count_7d,
        cast(sum(fault_count_30d) as bigint) as fault_count_30d,
        cast(sum(trip_count_30d) as bigint) as trip_count_30d,
        cast(sum(repeat_fault_count_30d) as bigint) as repeat_fault_count_30d,
        {{ safe_ratio('cast(sum(repeat_fault_count_30d) as double)', 'sum(fault_count_30d)') }} as repeat_fault_ratio,
        max(repeat_fault_limit_ratio) as repeat_fault_limit_ratio,
        cast(sum(repair_count) as bigint) as repair_count,
        {{ safe_ratio('sum(repair_minutes)', 'sum(repair_count) * 60') }} as mttr_hours,
        min(mttr_target_hours) as mttr_target_hours,
        count(*) filter (where mttr_hours > mttr_target_hours) as sites_over_mttr_count,
        sum(lost_mwh) as lost_mwh
    from sites
    having count(*) > 0
),

overview as (
    select
        totals.*,
        top_codes.top_fault_code,
        top_codes.top_fault_lost_mwh,
        top_codes.top_fault_loss_gbp,
        escalated.escalated_code_count
    from totals
    cross join escalated
    left join top_codes on true
)

select * from overview
