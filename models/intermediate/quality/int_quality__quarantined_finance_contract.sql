-- One row per raw row that contracts consist of that breaks its contract, with the reason and the row itself.
with

site_rows as (
    select * from {{ ref('stg_finance__site') }}
),

asset_rows as (
    select * from {{ ref('stg_finance__asset') }}
),

partner_rows as (
    select * from {{ ref('stg_finance__partner') }}
),

partner_term_rows as (
    select * from {{ ref('stg_finance__partner_term') }}
),

sla_term_rows as (
    select * from {{ ref('stg_finance__sla_term') }}
),

warranty_curve_rows as (
    select * from {{ ref('stg_finance__warranty_curve') }}
),

quarantined as (
    {{ quarantined_rows('site_rows', 'finance', 'site') }}
    union all
    {{ quarantined_rows('asset_rows', 'finance', 'asset') }}
    union all
    {{ quarantined_rows('partner_rows', 'finance', 'partner') }}
    union all
    {{ quarantined_rows('partner_term_rows', 'finance', 'partner_term') }}
    union all
    {{ quarantined_rows('sla_term_rows', 'finance', 'sla_term') }}
    union all
    {{ quarantined_rows('warranty_curve_rows', 'finance', 'warranty_curve') }}
)

select * from quarantined
