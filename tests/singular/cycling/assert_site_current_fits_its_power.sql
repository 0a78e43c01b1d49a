-- A current a thousandfold too small would make every cycle and loss vanish; at full power a site draws tens of kA.
with

batteries as (
    select
        site_id,
        interval_start_at,
        sum(current_a) as site_current_a
    from {{ ref('fact_telemetry') }}
    where asset_type = 'battery'
    group by 1, 2
),

controllers as (
    select * from {{ ref('fact_telemetry') }}
    where asset_type = 'controller'
),

sites as (
    select * from {{ ref('dim_site') }}
    where inverter_count > 0
),

-- Under heavy load the current is power over a voltage within the strings' window, with room for losses either way.
judged as (
    select
        sites.site_id,
        count(controllers.p_kw) as heavy_minutes,
        count(*) filter (
            where not abs(batteries.site_current_a)
            between 0.85 * abs(controllers.p_kw) * 1e3 / 1500 and 1.15 * abs(controllers.p_kw) * 1e3 / 1165
        ) as wrong_minutes
    from sites
    left join controllers
        on sites.site_id = controllers.site_id and abs(controllers.p_kw) > 500 * sites.rated_mw
    left join batteries
        on
            controllers.site_id = batteries.site_id
            and controllers.interval_start_at = batteries.interval_start_at
    group by 1
)

select * from judged
where heavy_minutes = 0 or wrong_minutes > 0
