-- One row per site and site-local day, how the plant followed its commands and its plan.
with

minutes as (
    select * from {{ ref('fact_dispatch') }}
),

half_hours as (
    select * from {{ ref('fact_energy_half_hour') }}
),

plans as (
    select * from {{ ref('fact_dispatch_plan') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

thresholds as (
    select * from {{ ref('dim_threshold') }}
),

tracked as (
    select
        site_id,
        site_local_date,
        count(is_within_tolerance) as valid_minute_count,
        count(*) filter (where is_within_tolerance) as compliant_minute_count,
        count(is_within_tolerance) filter (where command_kw = 0) as zero_command_minute_count,
        count(*) filter (where is_within_tolerance and command_kw = 0) as zero_command_compliant_minute_count,
        count(*) filter (where is_tracking_judged) as judged_minute_count,
        sum(case when is_tracking_judged then abs(aligned_error_kw) else 0 end) / 1000 as absolute_error_mw_minutes,
        sum(case when is_tracking_judged then power(aligned_error_kw / 1000, 2) else 0 end)
            as squared_error_mw2_minutes,
        sum(case when is_tracking_judged then aligned_error_kw else 0 end) / 1000 as error_mw_minutes,
        sum(case when is_tracking_judged and aligned_command_kw < 0 then -aligned_command_kw else 0 end) / 60000
            as charge_commanded_mwh,
        sum(case when is_tracking_judged and aligned_command_kw < 0 then -actual_kw else 0 end) / 60000
            as charge_delivered_mwh,
        sum(case when is_tracking_judged and aligned_command_kw > 0 then aligned_command_kw else 0 end) / 60000
            as discharge_commanded_mwh,
        sum(case when is_tracking_judged and aligned_command_kw > 0 then actual_kw else 0 end) / 60000
            as discharge_delivered_mwh,
        max(abs(ramp_kw_per_minute)) / 1000 as highest_ramp_mw_per_minute
    from minutes
    group by 1, 2
),

planned as (
    select
        half_hours.site_id,
        half_hours.settlement_date,
        sum(abs(plans.planned_mw) * half_hours.period_hours) as planned_mwh,
        -- Too much is no more as planned than too little; at worst nothing was.
        sum(greatest(
            abs(plans.planned_mw) * half_hours.period_hours
            - abs(half_hours.exported_mwh - half_hours.imported_mwh - plans.planned_mw * half_hours.period_hours), 0
        )) as delivered_as_planned_mwh
    from half_hours
    inner join plans
        on half_hours.site_id = plans.site_id and half_hours.interval_start_at = plans.interval_start_at
    group by 1, 2
),

named as (
    select
        tracked.*,
        sites.site_name,
        sites.rated_mw,
        planned.planned_mwh,
        planned.delivered_as_planned_mwh,
        {{ due_periods('tracked.site_local_date', 'tracked.site_local_date', 'sites.time_zone', 1) }}
            as due_minute_count
    from tracked
    inner join sites on tracked.site_id = sites.site_id
    left join planned
        on tracked.site_id = planned.site_id and tracked.site_local_date = planned.settlement_date
),

divided as (
    select
        site_id,
        site_name,
        site_local_date,
        due_minute_count,
        valid_minute_count,
        compliant_minute_count,
        {{ safe_ratio('valid_minute_count', 'due_minute_count') }} as coverage_ratio,
        {{ if_covered(
            safe_ratio('cast(compliant_minute_count as double)', 'valid_minute_count'),
            safe_ratio('valid_minute_count', 'due_minute_count')
        ) }} as dispatch_compliance_ratio,
        {{ limit_of('dispatch_compliance') }} as dispatch_compliance_target_ratio,
        zero_command_minute_count,
        zero_command_compliant_minute_count,
        judged_minute_count,
        absolute_error_mw_minutes,
        squared_error_mw2_minutes,
        error_mw_minutes,
        judged_minute_count * rated_mw as judged_mw_minutes,
        {{ safe_ratio('absolute_error_mw_minutes', 'judged_minute_count * rated_mw') }} as tracking_mae_ratio,
        {{ safe_ratio('sqrt(' ~ safe_ratio('squared_error_mw2_minutes', 'judged_minute_count') ~ ')', 'rated_mw') }}
            as tracking_rmse_ratio,
        {{ safe_ratio('error_mw_minutes', 'judged_minute_count * rated_mw') }} as tracking_bias_ratio,
        charge_commanded_mwh,
        charge_delivered_mwh,
        {{ safe_ratio('charge_delivered_mwh', 'charge_commanded_mwh') }} as charge_delivery_ratio,
        discharge_commanded_mwh,
        discharge_delivered_mwh,
        {{ safe_ratio('discharge_delivered_mwh', 'discharge_commanded_mwh') }} as discharge_delivery_ratio,
        highest_ramp_mw_per_minute,
        planned_mwh,
        delivered_as_planned_mwh
    from named
)

select * from divided
