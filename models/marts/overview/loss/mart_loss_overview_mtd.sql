-- One row per portfolio, revenue lost in the month to date and what of it can be brought back.
with

buckets as (
    select * from {{ ref('mart_loss_mtd') }}
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

coverages as (
    select
        site_id,
        site_name,
        max(coverage_ratio) as coverage_ratio,
        cast(sum(loss_pence) as bigint) as loss_pence
    from buckets
    group by 1, 2
),

portfolio as (
    select
        min(coverage_ratio) as coverage_ratio,
        max_by(site_name, loss_pence) as top_loss_site_name
    from coverages
),

totals as (
    select
        min(month_start_date) as month_start_date,
        max(as_of_date) as as_of_date,
        cast(coalesce(sum(loss_pence), 0) as bigint) as loss_mtd_pence,
        cast(coalesce(sum(loss_pence) filter (where loss_group = 'faults'), 0) as bigint) as loss_from_faults_pence,
        cast(coalesce(sum(loss_pence) filter (where loss_group = 'curtailment'), 0) as bigint)
            as loss_from_curtailment_pence,
        cast(coalesce(sum(loss_pence) filter (where loss_group = 'data_gaps'), 0) as bigint)
            as loss_from_data_gaps_pence,
        cast(coalesce(sum(loss_pence) filter (where is_controllable), 0) as bigint) as controllable_loss_pence,
        -- Gains of other buckets bring nothing back: only losses count, on both sides of the ratio.
        cast(coalesce(sum(greatest(loss_pence, 0)) filter (where is_recoverable), 0) as bigint)
            as recoverable_loss_pence,
        cast(coalesce(sum(greatest(loss_pence, 0)), 0) as bigint) as gross_loss_pence,
        cast(coalesce(sum(loss_pence) filter (where cause = 'unexplained'), 0) as bigint) as unexplained_pence,
        cast(coalesce(sum(abs(loss_pence)), 0) as bigint) as moved_pence
    from buckets
),

overview as (
    select
        totals.month_start_date,
        totals.as_of_date,
        totals.loss_mtd_pence,
        totals.recoverable_loss_pence,
        totals.gross_loss_pence,
        totals.unexplained_pence,
        totals.moved_pence,
        {{ if_covered(pence_to_gbp('totals.loss_mtd_pence'), 'portfolio.coverage_ratio') }} as loss_mtd_gbp,
        {{ if_covered(pence_to_gbp('totals.loss_from_faults_pence'), 'portfolio.coverage_ratio') }}
            as loss_from_faults_gbp,
        {{ if_covered(pence_to_gbp('totals.loss_from_curtailment_pence'), 'portfolio.coverage_ratio') }}
            as loss_from_curtailment_gbp,
        {{ if_covered(pence_to_gbp('totals.loss_from_data_gaps_pence'), 'portfolio.coverage_ratio') }}
            as loss_from_data_gaps_gbp,
        {{ if_covered(pence_to_gbp('totals.controllable_loss_pence'), 'portfolio.coverage_ratio') }}
            as controllable_loss_gbp,
        {{ if_covered(safe_ratio('cast(totals.recoverable_loss_pence as double)', 'totals.gross_loss_pence'),
            'portfolio.coverage_ratio') }} as recoverable_ratio,
        {{ if_covered('portfolio.top_loss_site_name', 'portfolio.coverage_ratio') }} as top_loss_site_name,
        {{ safe_ratio('abs(cast(totals.unexplained_pence as double))', 'totals.moved_pence') }} as unexplained_ratio,
        {{ limit_of('unexplained_loss') }} as unexplained_limit_ratio,
        {{ limit_of('loss_cell_first') }} as loss_cell_first_gbp,
        {{ limit_of('loss_cell_second') }} as loss_cell_second_gbp,
        {{ limit_of('loss_cell_third') }} as loss_cell_third_gbp,
        portfolio.coverage_ratio
    from totals
    cross join portfolio
)

select * from overview
