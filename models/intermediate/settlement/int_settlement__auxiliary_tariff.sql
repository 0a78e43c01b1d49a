-- One row per site and settlement date, the tariff in force for auxiliary energy.
with

days as (
    select
        site_id,
        settlement_date
    from {{ ref('int_energy__site_half_hour') }}
    group by all
),

tariffs as (
    select * from {{ ref('auxiliary_tariff') }}
),

in_force as (
    select
        days.site_id,
        days.settlement_date,
        tariffs.tariff_gbp_per_mwh
    from days
    inner join tariffs
        on
            tariffs.site_id in (days.site_id, 'default')
            and days.settlement_date >= tariffs.valid_from_date
            and (tariffs.valid_to_date is null or days.settlement_date < tariffs.valid_to_date)
    -- A site's own tariff goes before the default.
    qualify row_number() over (
        partition by days.site_id, days.settlement_date
        order by case when tariffs.site_id = 'default' then 1 else 0 end, tariffs.valid_from_date desc
    ) = 1
)

select * from in_force
