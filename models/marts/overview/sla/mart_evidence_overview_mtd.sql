-- One row per portfolio: clauses met and breached this month, damages, claims and evidence ready.
with

as_of as (
    select * from {{ ref('dim_as_of') }}
),

clauses as (
    select * from {{ ref('mart_sla_compliance') }}
    where is_passed is not null
),

damages as (
    select * from {{ ref('mart_sla_damages') }}
),

packets as (
    select * from {{ ref('mart_sla_evidence') }}
),

breaches as (
    select * from {{ ref('mart_sla_breach_daily') }}
    where is_breached
),

claims as (
    select * from {{ ref('fact_maintenance') }}
    where is_claim_pending
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

clock as (
    select
        max(as_of_at) as as_of_at,
        max(as_of_date) as as_of_date,
        min(month_start_date) as month_start_date
    from as_of
),

clause_counts as (
    select
        count(*) as tested_clause_count,
        count(*) filter (where clauses.is_passed) as passed_clause_count,
        count(*) filter (where not clauses.is_passed) as sla_breach_count,
        min(clauses.coverage_ratio) as coverage_ratio
    from clauses
    inner join as_of
        on clauses.site_id = as_of.site_id and {{ within_window('clauses.month_start_date', 'mtd', 'as_of') }}
),

damage_totals as (
    select
        cast(coalesce(sum(damages.damages_pence), 0) as bigint) as penalty_exposure_pence,
        cast(coalesce(sum(damages.damages_year_pence), 0) as bigint) as damages_year_pence
    from damages
    inner join as_of
        on damages.site_id = as_of.site_id and {{ within_window('damages.month_start_date', 'mtd', 'as_of') }}
),

packet_counts as (
    select
        count(*) as evidence_packet_count,
        count(*) filter (where packets.pack_status = 'ready') as evidence_packet_ready_count
    from packets
    inner join clock on packets.month_start_date = clock.month_start_date
),

last_breach as (
    select max(breaches.site_local_date) as last_breach_date
    from breaches
    inner join clock on breaches.site_local_date <= clock.as_of_date
),

overview as (
    select
        clock.as_of_at,
        clock.as_of_date,
        clock.month_start_date,
        clause_counts.tested_clause_count,
        clause_counts.passed_clause_count,
        clause_counts.sla_breach_count,
        {{ safe_ratio('clause_counts.passed_clause_count', 'cast(clause_counts.tested_clause_count as double)') }}
            as sla_compliance_ratio,
        clause_counts.coverage_ratio,
        damage_totals.penalty_exposure_pence,
        {{ pence_to_gbp('damage_totals.penalty_exposure_pence') }} as penalty_exposure_gbp,
        {{ pence_to_gbp('damage_totals.damages_year_pence') }} as damages_year_gbp,
        (select count(*) from claims) as open_warranty_claim_count,
        packet_counts.evidence_packet_count,
        packet_counts.evidence_packet_ready_count,
        last_breach.last_breach_date,
        {{ limit_of('clause_scale_reach') }} as clause_scale_reach_ratio,
        cast(clock.as_of_date - last_breach.last_breach_date as bigint) as days_since_last_breach
    from clock
    cross join clause_counts
    cross join damage_totals
    cross join packet_counts
    cross join last_breach
)

select * from overview
