-- A current a thousandfold too small would make every cycle and loss vanish; at full power a site draws tens of kA.
with

minutes as (
    select * from {{ ref('fact_telemetry') }}
    where asset_type = 'battery'
),

sites as (
    select * from {{ ref('dim_site') }}
),

site_minutes as (
    select
        site_id,
        interval_start_at,
        sum(current_a) as site_current_a
    from minutes
    group by 1, 2
),

highest as (
    select
        site_id,
        max(site_current_a) as site_current_a
    from site_minutes
    group by 1
)

select
    sites.site_id,
    highest.site_current_a
from sites
inner join highest on sites.site_id = highest.site_id
-- Rated power over the ends of the strings' voltage window, with a tenth for losses and derates on either side.
where not highest.site_current_a between 0.8 * sites.rated_mw * 1e6 / 1500 and 1.1 * sites.rated_mw * 1e6 / 1165
