-- One row per site and settlement period, energy in store at its end and the change since the period before.
with

batteries as (
    select * from {{ ref('int_energy__battery_half_hour') }}
),

periods as (
    select * from {{ ref('int_energy__site_half_hour') }}
),

usable as (
    select * from {{ ref('int_energy__usable_energy_daily') }}
),

-- The last known state of charge before the period, across gaps; the very first period starts from its own first value.
charged as (
    select
        batteries.site_id,
        batteries.interval_start_at,
        batteries.soc_end_pct / 100 as soc_end_ratio,
        coalesce(
            {{ last_known('batteries.soc_end_pct') }} over (
                partition by batteries.site_id order by batteries.interval_start_at
                rows between unbounded preceding and 1 preceding
            ),
            batteries.soc_first_pct
        ) / 100 as soc_start_ratio,
        usable.usable_energy_mwh
    from batteries
    inner join periods
        on batteries.site_id = periods.site_id and batteries.interval_start_at = periods.interval_start_at
    left join usable
        on periods.site_id = usable.site_id and periods.settlement_date = usable.settlement_date
),

stored as (
    select
        site_id,
        interval_start_at,
        soc_start_ratio,
        soc_end_ratio,
        usable_energy_mwh,
        soc_end_ratio * usable_energy_mwh as stored_end_mwh,
        (soc_end_ratio - soc_start_ratio) * usable_energy_mwh as stored_change_mwh
    from charged
)

select * from stored
