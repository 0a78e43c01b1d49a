-- One row per site and site-local day, power-weighted availability raw, technical and contractual.
with

block_minutes as (
    select * from {{ ref('fact_availability_minute') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

clauses as (
    select * from {{ ref('dim_sla') }}
    where metric = 'contractual_availability'
),

totals as (
    select
        site_id,
        site_local_date,
        sum(rated_mw) as raw_counted_mw_minutes,
        sum(rated_mw * (1 - unavailable_ratio)) as raw_available_mw_minutes,
        sum(case when is_grid_excluded then 0 else rated_mw end) as technical_counted_mw_minutes,
        sum(case when is_grid_excluded then 0 else rated_mw * (1 - unavailable_ratio) end)
            as technical_available_mw_minutes,
        sum(case when is_contract_excluded then 0 else rated_mw end) as contractual_counted_mw_minutes,
        sum(case when is_contract_excluded then 0 else rated_mw * (1 - unavailable_ratio) end)
            as contractual_available_mw_minutes,
        sum(case when is_contract_excluded then rated_mw * unavailable_ratio else 0 end) as excluded_mw_minutes
    from block_minutes
    group by 1, 2
),

compared as (
    select
        totals.site_id,
        sites.site_name,
        totals.site_local_date,
        totals.raw_counted_mw_minutes,
        totals.raw_available_mw_minutes,
        {{ safe_ratio('totals.raw_available_mw_minutes', 'totals.raw_counted_mw_minutes') }} as raw_availability_ratio,
        totals.technical_counted_mw_minutes,
        totals.technical_available_mw_minutes,
        {{ safe_ratio('totals.technical_available_mw_minutes', 'totals.technical_counted_mw_minutes') }}
            as technical_availability_ratio,
        totals.contractual_counted_mw_minutes,
        totals.contractual_available_mw_minutes,
        {{ safe_ratio('totals.contractual_available_mw_minutes', 'totals.contractual_counted_mw_minutes') }}
            as contractual_availability_ratio,
        totals.excluded_mw_minutes,
        clauses.threshold as availability_target_ratio
    from totals
    inner join sites on totals.site_id = sites.site_id
    left join clauses
        on
            totals.site_id = clauses.site_id
            and totals.site_local_date >= clauses.valid_from_date
            and (clauses.valid_to_date is null or totals.site_local_date < clauses.valid_to_date)
)

select * from compared
