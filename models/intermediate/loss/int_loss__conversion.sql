-- One row per site, energy that leaves the store per energy at the meter: no-load, linear and quadratic loss.
-- A table: every minute is valued by it, and it is fitted over all minutes.
{{ config(materialized='table') }}
with

site_minutes as (
    select * from {{ ref('int_loss__site_minute') }}
),

plants as (
    select * from {{ ref('stg_tmeic__telemetry_plant') }}
    where quarantine_reason is null
),

resistances as (
    select * from {{ ref('int_loss__resistance') }}
),

sites as (
    select * from {{ ref('int_site__market_joined') }}
),

loads as (
    select
        site_minutes.site_id,
        abs(plants.p_kw) / site_minutes.rated_kw as load_ratio,
        plants.p_kw * plants.p_kw / (site_minutes.rated_kw * site_minutes.rated_kw) as load_square,
        (site_minutes.dc_kw - plants.p_kw) / site_minutes.rated_kw as loss_ratio,
        site_minutes.rated_kw * 1000 / site_minutes.block_count as block_rated_w,
        site_minutes.block_voltage_v
    from site_minutes
    inner join plants
        on site_minutes.site_id = plants.site_id and site_minutes.interval_start_at = plants.interval_start_at
    where
        site_minutes.grid_lost_ratio + site_minutes.planned_lost_ratio + site_minutes.forced_lost_ratio
        + site_minutes.derate_lost_ratio = 0
        and site_minutes.dc_kw is not null
        and plants.p_kw is not null
),

moments as (
    select
        site_id,
        covar_pop(loss_ratio, load_ratio) as loss_load,
        covar_pop(loss_ratio, load_square) as loss_square,
        covar_pop(load_ratio, load_square) as load_covar,
        var_pop(load_ratio) as load_spread,
        var_pop(load_square) as square_spread,
        avg(loss_ratio) as mean_loss,
        avg(load_ratio) as mean_load,
        avg(load_square) as mean_square,
        avg(block_rated_w) as block_rated_w,
        avg(block_voltage_v) as block_voltage_v
    from loads
    group by 1
),

fitted as (
    select
        *,
        {{ safe_ratio('loss_load * square_spread - loss_square * load_covar',
            'load_spread * square_spread - load_covar * load_covar') }} as linear_ratio,
        {{ safe_ratio('loss_square * load_spread - loss_load * load_covar',
            'load_spread * square_spread - load_covar * load_covar') }} as quadratic_ratio
    from moments
),

-- Between DC bus and meter the losses are measured; inside the battery current, resistance and hysteresis give them.
conversions as (
    select
        sites.site_id,
        coalesce(
            fitted.mean_loss - fitted.linear_ratio * fitted.mean_load - fitted.quadratic_ratio * fitted.mean_square, 0
        )
            as no_load_loss_ratio,
        coalesce(
            fitted.linear_ratio + {{ safe_ratio('resistances.hysteresis_v', 'fitted.block_voltage_v') }},
            {{ var('default_one_way_loss_ratio') }}
        ) as linear_loss_ratio,
        coalesce(
            fitted.quadratic_ratio + resistances.resistance_ohm * {{ safe_ratio(
                'fitted.block_rated_w', 'fitted.block_voltage_v * fitted.block_voltage_v'
            ) }},
            0
        ) as quadratic_loss_ratio
    from sites
    left join fitted on sites.site_id = fitted.site_id
    left join resistances on sites.site_id = resistances.site_id
)

select * from conversions
