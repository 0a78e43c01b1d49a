-- One row per raw row about money and projects that breaks its contract, with the reason and the row itself.
with

budget_rows as (
    select * from {{ ref('stg_finance__budget') }}
),

invoice_rows as (
    select * from {{ ref('stg_finance__invoice') }}
),

dispute_rows as (
    select * from {{ ref('stg_finance__dispute') }}
),

partner_payment_rows as (
    select * from {{ ref('stg_finance__partner_payment') }}
),

project_rows as (
    select * from {{ ref('stg_finance__project') }}
),

quarantined as (
    {{ quarantined_rows('budget_rows', 'finance', 'budget') }}
    union all
    {{ quarantined_rows('invoice_rows', 'finance', 'invoice') }}
    union all
    {{ quarantined_rows('dispute_rows', 'finance', 'dispute') }}
    union all
    {{ quarantined_rows('partner_payment_rows', 'finance', 'partner_payment') }}
    union all
    {{ quarantined_rows('project_rows', 'finance', 'project') }}
)

select * from quarantined
