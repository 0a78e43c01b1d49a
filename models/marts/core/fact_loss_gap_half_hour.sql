-- One row per site and settlement period, money of a plant that follows its schedule beside what was realised.
with

lines as (
    select * from {{ ref('int_settlement__line_explained') }}
),

day_runs as (
    select * from {{ ref('int_settlement__day_run') }}
    where is_latest_run
),

components as (
    select * from {{ ref('settlement_components') }}
),

energy_values as (
    select * from {{ ref('int_loss__energy_value') }}
),

measured as (
    select * from {{ ref('int_loss__measured_half_hour') }}
),

retained as (
    select
        site_id,
        interval_start_at,
        cast(sum(retained_pence) as bigint) as retained_pence
    from {{ ref('int_loss__cause_half_hour') }}
    group by 1, 2
),

realised as (
    select
        lines.site_id,
        lines.interval_start_at,
        cast(sum(lines.amount_pence) as bigint) as realised_pence,
        cast(sum(coalesce(lines.expected_pence, 0)) as bigint) as expected_pence,
        sum(coalesce(lines.expected_quantity, 0)) filter (where lines.component in ('day_ahead', 'imbalance'))
            as metered_mwh,
        cast(
            sum(coalesce(lines.expected_pence, 0)) filter (where lines.component in ('day_ahead', 'imbalance'))
            as bigint
        ) as energy_pence,
        cast(
            sum(case when components.component_kind = 'availability' then coalesce(lines.expected_pence, 0) else 0 end)
            as bigint
        ) as availability_pence,
        cast(
            sum(
                case
                    when components.component_kind = 'availability'
                        then coalesce(
                            {{ amount_pence('lines.expected_quantity', 'lines.expected_price_gbp', '1') }}, 0
                        )
                    else 0
                end
            ) as bigint
        ) as whole_availability_pence
    from lines
    inner join day_runs
        on
            lines.site_id = day_runs.site_id
            and lines.settlement_date = day_runs.settlement_date
            and lines.run_type = day_runs.run_type
    inner join components on lines.component = components.component
    group by 1, 2
),

valued as (
    select
        energy_values.site_id,
        energy_values.interval_start_at,
        energy_values.settlement_date,
        energy_values.settlement_period,
        coalesce(measured.measured_minutes, 0) as measured_minutes,
        energy_values.period_minutes as expected_minutes,
        realised.realised_pence,
        coalesce(retained.retained_pence, 0) as retained_pence,
        realised.expected_pence - realised.realised_pence as contract_penalty_pence,
        {{ energy_value_pence('cast(realised.metered_mwh as double)', 'energy_values.price_gbp_per_mwh') }}
        - realised.energy_pence as price_variance_pence,
        {{ energy_value_pence(
            'cast(realised.metered_mwh as double) + coalesce(measured.shortfall_mwh, 0)',
            'energy_values.price_gbp_per_mwh'
        ) }}
        + realised.whole_availability_pence
        + realised.expected_pence - realised.energy_pence - realised.availability_pence as baseline_pence
    from energy_values
    inner join realised
        on
            energy_values.site_id = realised.site_id
            and energy_values.interval_start_at = realised.interval_start_at
    left join measured
        on
            energy_values.site_id = measured.site_id
            and energy_values.interval_start_at = measured.interval_start_at
    left join retained
        on
            energy_values.site_id = retained.site_id
            and energy_values.interval_start_at = retained.interval_start_at
),

gaps as (
    select
        site_id,
        interval_start_at,
        settlement_date,
        settlement_period,
        baseline_pence,
        realised_pence,
        retained_pence,
        contract_penalty_pence,
        price_variance_pence,
        baseline_pence - realised_pence - retained_pence as gap_pence,
        measured_minutes,
        expected_minutes
    from valued
)

select * from gaps
