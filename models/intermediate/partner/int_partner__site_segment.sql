-- One row per site, month and set of terms, the money that is there to be shared.
with

days as (
    select * from {{ ref('int_partner__site_day') }}
),

sites as (
    select * from {{ ref('int_site__market_joined') }}
),

totals as (
    select
        days.site_id,
        cast({{ dbt.date_trunc('month', 'days.settlement_date') }} as date) as statement_month_date,
        days.terms_from_date,
        days.optimiser_fee_ratio,
        sites.rated_mw,
        min(days.settlement_date) as first_date,
        max(days.settlement_date) as last_date,
        count(*) as day_count,
        count(*) filter (where days.run = 'ACCRUAL') as accrued_day_count,
        count(*) filter (where days.run in ('RF', 'DF')) as final_day_count,
        cast(sum(days.gross_receipts_pence) as bigint) as gross_receipts_pence,
        cast(sum(days.import_pence) as bigint) as import_pence,
        cast(sum(days.net_trading_pence) as bigint) as net_trading_pence,
        cast(sum(case when days.run = 'ACCRUAL' then days.net_trading_pence else 0 end) as bigint)
            as accrued_net_trading_pence
    from days
    inner join sites on days.site_id = sites.site_id
    group by 1, 2, 3, 4, 5
),

charged as (
    select
        *,
        -- No fee is due on a loss.
        -cast(round(greatest(net_trading_pence, 0) * optimiser_fee_ratio, 0) as bigint) as optimiser_fee_pence,
        -- Pence that £1 a MW and year comes to over the days covered.
        100 * rated_mw * day_count / {{ var('days_per_year') }} as pence_per_annual_gbp
    from totals
),

site_segments as (
    select
        *,
        net_trading_pence + optimiser_fee_pence as distributable_pence
    from charged
)

select * from site_segments
