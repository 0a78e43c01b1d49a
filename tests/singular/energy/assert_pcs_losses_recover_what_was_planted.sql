-- Blocks would be blamed or praised for losses that are not theirs.
-- Binned losses plus what lies below the smallest load judged; minutes without communication are missing from both.
with

binned as (
    select
        site_id,
        sum(case when direction = 'export' then dc_mwh - ac_mwh else ac_mwh - dc_mwh end) as loss_mwh
    from {{ ref('fact_pcs_load_daily') }}
    group by 1
),

unloaded as (
    select
        telemetry.site_id,
        sum(telemetry.voltage_v * telemetry.current_a / 60e6 - telemetry.p_kw / 60e3) as loss_mwh
    from {{ ref('fact_telemetry') }} as telemetry
    inner join {{ ref('dim_asset') }} as assets on telemetry.asset_id = assets.asset_id
    where
        telemetry.asset_type = 'inverter'
        and (
            abs(telemetry.p_kw) < {{ var('smallest_load_ratio') }} * assets.rated_kva
            or telemetry.p_kw * telemetry.voltage_v * telemetry.current_a <= 0
        )
    group by 1
),

planted as (
    select
        site_id,
        sum(pcs_loss_mwh) as loss_mwh
    from {{ raw_rows('truth', 'truth_energy') }}
    group by 1
)

select
    planted.site_id,
    binned.loss_mwh,
    unloaded.loss_mwh as unloaded_mwh,
    planted.loss_mwh as planted_mwh
from planted
left join binned on planted.site_id = binned.site_id
left join unloaded on planted.site_id = unloaded.site_id
where
    binned.loss_mwh is null
    or abs(binned.loss_mwh + coalesce(unloaded.loss_mwh, 0) - planted.loss_mwh) > 0.03 * planted.loss_mwh
