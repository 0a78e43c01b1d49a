-- One row per partner, statement month and step, from market receipts to the partner's share and the owner's residual.
with

statements as (
    select * from {{ ref('fact_partner_statement') }}
),

partners as (
    select * from {{ ref('dim_partner') }}
),

-- A site's money stands on the row of each of its partners; the one with most days tells it for the portfolio.
tellers as (
    select
        partner_id,
        site_id,
        statement_month_date
    from statements
    group by 1, 2, 3
    qualify row_number() over (partition by site_id, statement_month_date order by sum(day_count) desc, partner_id) = 1
),

{% set steps = [
    ('gross_receipts', 'Gross market receipts', 'change', 'sum(gross_receipts_pence)'),
    ('import', 'Energy bought', 'change', 'sum(import_pence)'),
    ('net_trading', 'Net trading revenue', 'total', 'sum(net_trading_pence)'),
    ('optimiser_fee', 'Optimiser fee', 'change', 'sum(optimiser_fee_pence)'),
    ('distributable', 'Distributable', 'total', 'sum(distributable_pence)'),
    ('floor_top_up', 'Floor top-up', 'change', 'sum(site_top_up_pence)'),
    ('damages', 'Damages and credits received', 'change', '0'),
    ('partner_share', 'Partner share', 'change', '-sum(partner_share_pence)'),
    ('other_partners_share', 'Other partners', 'change', '-sum(other_partners_share_pence)'),
    ('owner_residual', 'Owner', 'total', 'sum(owner_residual_pence)'),
] -%}
-- Damages: the raw contract has no receipt of any, so there is none to share; the step keeps its place.
steps as (
    {% for key, label, type, amount in steps -%}
    select
        partner_id,
        site_id,
        statement_month_date,
        cast({{ loop.index }} as bigint) as step_order,
        '{{ key }}' as step_key,
        '{{ label }}' as step_label,
        '{{ type }}' as step_type,
        cast({{ amount }} as bigint) as amount_pence
    from statements
    group by 1, 2, 3
    {% if not loop.last %}union all
    {% endif -%}
    {% endfor %}
),

waterfall_steps as (
    select
        steps.partner_id,
        partners.partner_name,
        steps.site_id,
        steps.statement_month_date,
        steps.step_order,
        steps.step_key,
        steps.step_label,
        steps.step_type,
        steps.amount_pence,
        {{ pence_to_gbp('steps.amount_pence') }} as amount_gbp,
        case
            when steps.step_key = 'partner_share' then {{ pence_to_gbp('steps.amount_pence') }}
            when steps.step_key = 'other_partners_share' or tellers.partner_id is null then 0
            else {{ pence_to_gbp('steps.amount_pence') }}
        end as amount_once_gbp
    from steps
    inner join partners on steps.partner_id = partners.partner_id
    left join tellers
        on
            steps.partner_id = tellers.partner_id
            and steps.statement_month_date = tellers.statement_month_date
)

select * from waterfall_steps
