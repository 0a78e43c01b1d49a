-- One row per site with partners and settlement date, receipts and costs of the latest run and the terms in force.
-- A table: every step of the waterfall starts from it.
{{ config(materialized='table') }}
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

terms as (
    select
        partners.site_id,
        partner_terms.valid_from_date,
        partner_terms.valid_to_date,
        partner_terms.optimiser_fee_ratio
    from {{ ref('stg_finance__partner_term') }} as partner_terms
    inner join {{ ref('stg_finance__partner') }} as partners on partner_terms.partner_id = partners.partner_id
    where partner_terms.quarantine_reason is null and partners.quarantine_reason is null
),

as_of as (
    select * from {{ ref('int_site__as_of') }}
),

days as (
    select
        lines.site_id,
        lines.settlement_date,
        lines.run_type as run,
        cast(sum(lines.amount_pence) as bigint) as net_trading_pence,
        -- By the direction of the energy, not by the sign of the money: charging at a negative price lowers the cost.
        cast(
            sum(
                case
                    when
                        components.component_kind = 'energy'
                        and coalesce(lines.settled_quantity, lines.expected_quantity) < 0
                        then lines.amount_pence
                    else 0
                end
            ) as bigint
        ) as import_pence
    from lines
    inner join day_runs
        on
            lines.site_id = day_runs.site_id
            and lines.settlement_date = day_runs.settlement_date
            and lines.run_type = day_runs.run_type
    inner join components on lines.component = components.component
    inner join as_of on lines.site_id = as_of.site_id and lines.settlement_date <= as_of.as_of_date
    group by 1, 2, 3
),

-- The days from one change of any partner's terms to the next share their terms.
under_terms as (
    select
        days.site_id,
        days.settlement_date,
        days.run,
        days.net_trading_pence - days.import_pence as gross_receipts_pence,
        days.import_pence,
        days.net_trading_pence,
        max(terms.valid_from_date) as terms_from_date,
        max(terms.optimiser_fee_ratio) as optimiser_fee_ratio
    from days
    inner join terms
        on
            days.site_id = terms.site_id
            and days.settlement_date >= terms.valid_from_date
            and (terms.valid_to_date is null or days.settlement_date < terms.valid_to_date)
    group by 1, 2, 3, 4, 5, 6
)

select * from under_terms
