-- One row per dispute, its age, the money at risk and the days left until its day is final.
with

disputes as (
    select
        *,
        closed_date is null as is_open
    from {{ ref('stg_finance__dispute') }}
    where quarantine_reason is null
),

sites as (
    select * from {{ ref('dim_site') }}
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

runs as (
    select * from {{ ref('settlement_runs') }}
    where run_type = 'RF'
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

aged as (
    select
        disputes.dispute_id,
        disputes.site_id,
        sites.site_name,
        disputes.partner_id,
        disputes.service_id,
        disputes.settlement_date,
        disputes.opened_date,
        disputes.closed_date,
        disputes.is_open,
        disputes.reason,
        as_of.as_of_date,
        {{ dbt.datediff('disputes.opened_date', 'coalesce(disputes.closed_date, as_of.as_of_date)', 'day') }}
            as age_days,
        {{ working_days_later('disputes.settlement_date', 'runs.working_days') }} as final_run_date,
        disputes.amount_pence,
        case when disputes.is_open then disputes.amount_pence else 0 end as at_risk_pence
    from disputes
    inner join sites on disputes.site_id = sites.site_id
    inner join as_of on disputes.site_id = as_of.site_id
    cross join runs
),

bucketed as (
    select
        *,
        case
            when age_days <= {{ limit_of('dispute_age_first') }} then 1
            when age_days <= {{ limit_of('dispute_age_second') }} then 2
            when age_days <= {{ limit_of('dispute_age_third') }} then 3
            else 4
        end as age_bucket_order
    from aged
),

dispute_ages as (
    select
        dispute_id,
        site_id,
        site_name,
        partner_id,
        service_id,
        settlement_date,
        opened_date,
        closed_date,
        is_open,
        reason,
        as_of_date,
        cast(age_days as bigint) as age_days,
        cast(age_bucket_order as bigint) as age_bucket_order,
        case age_bucket_order when 1 then '0–30' when 2 then '31–60' when 3 then '61–90' else '>90' end
            as age_bucket,
        final_run_date,
        cast({{ dbt.datediff('as_of_date', 'final_run_date', 'day') }} as bigint)  -- noqa: LT05
            as days_to_final,
        amount_pence,
        at_risk_pence,
        {{ pence_to_gbp('amount_pence') }} as amount_gbp,
        {{ pence_to_gbp('at_risk_pence') }} as at_risk_gbp
    from bucketed
)

select * from dispute_ages
