-- One row per portfolio: its headline KPIs of the month to date beside their targets.
with

sites as (
    select * from {{ ref('mart_site_overview_mtd') }}
),

round_trips as (
    select * from {{ ref('mart_round_trip_efficiency_mtd') }}
),

losses as (
    select * from {{ ref('mart_loss_overview_mtd') }}
),

settlements as (
    select * from {{ ref('mart_settlement_overview_mtd') }}
),

revenue as (
    select * from {{ ref('mart_revenue_daily') }}
),

site_days as (
    select
        site_id,
        settlement_date,
        sum(revenue_pence) as revenue_pence,
        max(rated_mw_hours) as rated_mw_hours
    from revenue
    group by 1, 2
),

rate_totals as (
    select
        sum(site_days.revenue_pence) as revenue_pence,
        sum(site_days.rated_mw_hours) as rated_mw_hours
    from site_days
    inner join sites on site_days.site_id = sites.site_id
    where {{ within_window('site_days.settlement_date', 'mtd', 'sites') }}
),

round_trip_totals as (
    select
        {{ safe_ratio('sum(complete_period_count)', 'cast(sum(due_period_count) as double)') }} as coverage_ratio,
        {{ soc_corrected_efficiency(
            'sum(discharged_mwh)', 'sum(charged_with_auxiliaries_mwh)', 'sum(stored_change_mwh)'
        ) }} as rte_net_ratio
    from round_trips
),

totals as (
    select
        max(as_of_at) as as_of_at,
        max(as_of_date) as as_of_date,
        min(month_start_date) as month_start_date,
        max(last_settlement_date) as last_settlement_date,
        count(*) as site_count,
        sum(rated_mw) as rated_mw,
        {{ pence_to_gbp('sum(revenue_mtd_pence)') }} as revenue_mtd_gbp,
        {{ pence_to_gbp('sum(' ~ gbp_to_pence('settled_revenue_mtd_gbp') ~ ')') }} as settled_revenue_mtd_gbp,
        {{ pence_to_gbp('sum(' ~ gbp_to_pence('accrued_revenue_mtd_gbp') ~ ')') }} as accrued_revenue_mtd_gbp,
        {{ pence_to_gbp('sum(budget_mtd_pence)') }} as budget_mtd_gbp,
        {{ pence_to_gbp('sum(revenue_mtd_pence - budget_mtd_pence)') }} as budget_gap_gbp,
        sum(contractual_available_mw_minutes) as contractual_available_mw_minutes,
        sum(contractual_counted_mw_minutes) as contractual_counted_mw_minutes,
        {{ safe_ratio('sum(availability_target_ratio * rated_mw)', 'sum(rated_mw)') }} as availability_target_ratio,
        sum(discharged_mwh) as discharged_mwh,
        min(coverage_ratio) as lowest_coverage_ratio,
        cast(sum(active_fault_count) as bigint) as active_fault_count,
        count(*) filter (where is_below_target) as sites_below_target_count,
        count(*) filter (
            where contractual_availability_ratio < availability_target_ratio
        ) as sites_below_availability_count,
        count(*) filter (where soh_ratio < guaranteed_soh_ratio) as sites_below_soh_count,
        {{ safe_ratio('sum(soh_ratio * soh_weight_mwh)', 'sum(soh_weight_mwh)') }} as soh_ratio,
        {{ safe_ratio('sum(guaranteed_soh_ratio * soh_weight_mwh)', 'sum(soh_weight_mwh)') }} as guaranteed_soh_ratio
    from sites
),

overview as (
    select
        totals.*,
        {{ safe_ratio('totals.settled_revenue_mtd_gbp', 'totals.revenue_mtd_gbp') }} as settled_ratio,
        {{ safe_ratio('totals.contractual_available_mw_minutes', 'totals.contractual_counted_mw_minutes') }}
            as contractual_availability_ratio,
        {{ gbp_per_mw_year('rate_totals.revenue_pence', 'rate_totals.rated_mw_hours') }} as revenue_gbp_per_mw_year,
        {{ if_covered('round_trip_totals.rte_net_ratio', 'round_trip_totals.coverage_ratio') }} as rte_net_ratio,
        losses.controllable_loss_gbp,
        settlements.disputed_gbp,
        least(totals.lowest_coverage_ratio, round_trip_totals.coverage_ratio) as coverage_ratio
    from totals
    cross join rate_totals
    cross join round_trip_totals
    left join losses on true
    left join settlements on true
)

select * from overview
