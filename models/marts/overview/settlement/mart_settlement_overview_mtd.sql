-- One row per portfolio: settlement against own computation, month to date.
with

as_of as (
    select * from {{ ref('dim_as_of') }}
),

reconciliations as (
    select * from {{ ref('mart_settlement_reconciliation_daily') }}
),

-- What can still be disputed: every day settled by a run before the final one, whatever its month.
contestable as (
    select
        cast(sum(mart.unreconciled_pence) as bigint) as unreconciled_pence,
        count(*) filter (where mart.reconciliation_status = 'breach') as breach_count
    from reconciliations as mart
    where mart.run not in ('RF', 'DF')
),

complete as (
    select
        sum(
            case
                when {{ within_window('mart.settlement_date', 'mtd', 'as_of') }} then mart.missing_period_count
                else 0
            end
        )
            as missing_interval_count,
        sum(case when mart.run not in ('RF', 'DF') then mart.missing_period_count else 0 end) as contestable_count
    from {{ ref('mart_settlement_completeness_daily') }} as mart
    inner join as_of on mart.site_id = as_of.site_id
),

traded as (
    select
        sum(mart.sold_value_gbp) as sold_value_gbp,
        sum(mart.priced_discharged_mwh) as priced_discharged_mwh,
        sum(mart.bought_value_gbp) as bought_value_gbp,
        sum(mart.priced_charged_mwh) as priced_charged_mwh,
        sum(mart.planned_absolute_mwh) as planned_absolute_mwh,
        sum(mart.deviation_mwh) as deviation_mwh,
        {{ safe_ratio('cast(sum(mart.planned_measured_period_count) as double)', 'sum(mart.planned_period_count)') }}
            as dispatch_coverage_ratio,
        max(as_of.as_of_date) as as_of_date,
        min(as_of.month_start_date) as month_start_date
    from as_of
    left join {{ ref('mart_market_daily') }} as mart
        on as_of.site_id = mart.site_id and {{ within_window('mart.settlement_date', 'mtd', 'as_of') }}
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

disputed as (
    select
        count(*) filter (where is_open) as open_dispute_count,
        cast(coalesce(sum(at_risk_pence), 0) as bigint) as disputed_pence
    from {{ ref('fact_dispute') }}
),

settled as (
    select
        cast(sum(mart.settled_pence) as bigint) as settled_revenue_mtd_pence,
        cast(sum(mart.expected_pence) as bigint) as expected_settled_revenue_mtd_pence,
        cast(sum(mart.unreconciled_pence) as bigint) as unreconciled_pence,
        cast(sum(mart.tolerance_pence) as bigint) as reconciliation_tolerance_pence,
        count(*) filter (where mart.reconciliation_status = 'breach') as breach_count,
        count(*) filter (where mart.reconciliation_status = 'performance') as performance_count,
        count(*) as reconciled_count,
        {{ safe_ratio('cast(sum(mart.settled_period_count) as double)', 'sum(mart.expected_period_count)') }}
            as coverage_ratio,
        max(mart.settlement_date) as last_settlement_date
    from reconciliations as mart
    inner join as_of on mart.site_id = as_of.site_id
    where {{ within_window('mart.settlement_date', 'mtd', 'as_of') }}
),

overview as (
    select
        traded.as_of_date,
        traded.month_start_date,
        settled.last_settlement_date,
        {{ pence_to_gbp('settled.settled_revenue_mtd_pence') }} as settled_revenue_mtd_gbp,
        {{ pence_to_gbp('settled.expected_settled_revenue_mtd_pence') }} as expected_settled_revenue_mtd_gbp,
        {{ pence_to_gbp('settled.unreconciled_pence') }} as unreconciled_gbp,
        {{ pence_to_gbp('settled.reconciliation_tolerance_pence') }} as reconciliation_tolerance_gbp,
        {{ pence_to_gbp('contestable.unreconciled_pence') }} as contestable_unreconciled_gbp,
        contestable.breach_count as contestable_breach_count,
        settled.breach_count,
        settled.performance_count,
        settled.reconciled_count,
        cast(complete.missing_interval_count as bigint) as missing_interval_count,
        cast(complete.contestable_count as bigint) as contestable_missing_interval_count,
        traded.planned_absolute_mwh,
        traded.deviation_mwh,
        traded.dispatch_coverage_ratio,
        {{ if_covered(
            '1 - ' ~ safe_ratio('traded.deviation_mwh', 'traded.planned_absolute_mwh'),
            'traded.dispatch_coverage_ratio'
        ) }} as dispatch_accuracy_ratio,
        {{ limit_of('dispatch_accuracy') }} as dispatch_accuracy_target_ratio,
        traded.sold_value_gbp,
        traded.priced_discharged_mwh,
        {{ safe_ratio('traded.sold_value_gbp', 'traded.priced_discharged_mwh') }} as average_price_gbp_per_mwh,
        {{ safe_ratio('traded.bought_value_gbp', 'traded.priced_charged_mwh') }} as average_buy_price_gbp_per_mwh,
        disputed.open_dispute_count,
        {{ pence_to_gbp('disputed.disputed_pence') }} as disputed_gbp,
        settled.coverage_ratio
    from settled
    cross join contestable
    cross join complete
    cross join traded
    cross join disputed
)

select * from overview
