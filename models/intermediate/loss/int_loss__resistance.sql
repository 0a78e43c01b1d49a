-- One row per site, resistance and hysteresis of one block's battery as the steps of its current show them.
with

site_minutes as (
    select * from {{ ref('int_loss__site_minute') }}
),

judged as (
    select
        *,
        grid_lost_ratio + planned_lost_ratio + forced_lost_ratio + derate_lost_ratio = 0
        and not is_comms_lost as is_whole
    from site_minutes
),

-- From minute to minute the open-circuit voltage hardly moves: what the terminal voltage does is the current's doing.
steps as (
    select
        site_id,
        block_voltage_v - lag(block_voltage_v) over site_order as voltage_step_v,
        block_current_a - lag(block_current_a) over site_order as current_step_a,
        sign(block_current_a) - sign(lag(block_current_a) over site_order) as direction_step,
        is_whole and lag(is_whole) over site_order as is_usable
    from judged
    window site_order as (partition by site_id order by interval_start_at)
),

moments as (
    select
        site_id,
        covar_pop(voltage_step_v, current_step_a) as voltage_current,
        covar_pop(voltage_step_v, direction_step) as voltage_direction,
        covar_pop(current_step_a, direction_step) as current_direction,
        var_pop(current_step_a) as current_spread,
        var_pop(direction_step) as direction_spread
    from steps
    where is_usable and voltage_step_v is not null and current_step_a is not null
    group by 1
),

-- Least squares with two regressors, current and its direction.
fitted as (
    select
        site_id,
        {{ safe_ratio(
            '-(voltage_current * direction_spread - voltage_direction * current_direction)',
            '(current_spread * direction_spread - current_direction * current_direction)'
        ) }} as resistance_ohm,
        {{ safe_ratio(
            '-(voltage_direction * current_spread - voltage_current * current_direction)',
            '(current_spread * direction_spread - current_direction * current_direction)'
        ) }} as hysteresis_v
    from moments
)

select * from fitted
