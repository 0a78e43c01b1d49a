-- One row per clause version and calendar month, liquidated damages by the contract's own rule, under its yearly cap.
with

months as (
    select * from {{ ref('mart_sla_compliance') }}
),

periods as (
    select * from {{ ref('fact_sla_period') }}
),

clauses as (
    select * from {{ ref('dim_sla') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

ruled as (
    select
        months.sla_term_id,
        months.site_id,
        sites.site_name,
        months.clause,
        months.metric,
        months.counterparty,
        months.month_start_date,
        periods.contract_year_number,
        months.is_passed,
        clauses.damages_rule,
        clauses.damages_rate_gbp,
        case clauses.damages_rule
            -- Percentage points over the whole month: days to come have fallen short by nothing yet.
            when 'per_point_below_gbp_per_mw'
                then
                    months.shortfall * 100 * sites.rated_mw
                    * {{ safe_ratio('periods.period_minutes', 'periods.month_minutes') }}
            -- Only the hours that were below, and none while the month as a whole keeps the clause.
            when 'per_hour_below_gbp'
                then case when months.is_passed then 0.0 else cast(months.breached_hours as double) end
            when 'per_failed_event_gbp' then cast(months.failed_event_count as double)
        end as damages_quantity,
        {{ gbp_to_pence('clauses.damages_cap_gbp_per_year') }} as cap_pence
    from months
    inner join periods
        on months.sla_term_id = periods.sla_term_id and months.month_start_date = periods.month_start_date
    inner join clauses on months.sla_term_id = clauses.sla_term_id
    inner join sites on months.site_id = sites.site_id
    where clauses.damages_rule <> 'none' and months.is_passed is not null
),

priced as (
    select
        *,
        {{ gbp_to_pence('damages_quantity * damages_rate_gbp') }} as uncapped_pence
    from ruled
),

summed as (
    select
        *,
        -- Versions of one clause share a contract year's cap.
        cast(
            sum(uncapped_pence) over (
                partition by site_id, metric, contract_year_number order by month_start_date, sla_term_id
                rows between unbounded preceding and current row
            ) as bigint
        ) as uncapped_year_pence
    from priced
),

capped as (
    select
        *,
        least(uncapped_year_pence, coalesce(cap_pence, uncapped_year_pence))
        - least(uncapped_year_pence - uncapped_pence, coalesce(cap_pence, uncapped_year_pence)) as damages_pence,
        least(uncapped_year_pence, coalesce(cap_pence, uncapped_year_pence)) as damages_year_pence,
        coalesce(uncapped_year_pence >= cap_pence, false) as is_cap_reached
    from summed
),

clause_months as (
    select
        sla_term_id,
        site_id,
        site_name,
        clause,
        metric,
        counterparty,
        month_start_date,
        contract_year_number,
        is_passed,
        damages_rule,
        damages_rate_gbp,
        damages_quantity,
        uncapped_pence,
        cap_pence,
        damages_pence,
        damages_year_pence,
        {{ pence_to_gbp('damages_pence') }} as damages_gbp,
        {{ pence_to_gbp('damages_year_pence') }} as damages_year_gbp,
        {{ pence_to_gbp('cap_pence') }} as cap_gbp,
        {{ safe_ratio('cast(damages_year_pence as double)', 'cap_pence') }} as cap_used_ratio,
        is_cap_reached
    from capped
)

select * from clause_months
