-- One row per partner and statement month, what the partner is owed and how firm it is.
with

statements as (
    select * from {{ ref('fact_partner_statement') }}
),

partners as (
    select * from {{ ref('dim_partner') }}
),

as_of as (
    select * from {{ ref('dim_as_of') }}
),

sites as (
    select * from {{ ref('dim_site') }}
),

payments as (
    select
        partner_id,
        statement_month_date,
        cast(sum(amount_pence) as bigint) as paid_pence
    from {{ ref('fact_partner_payment') }}
    group by 1, 2
),

disputed as (
    select
        site_id,
        partner_id,
        cast({{ dbt.date_trunc('month', 'settlement_date') }} as date) as statement_month_date,
        sum(amount_pence) as disputed_pence
    from {{ ref('fact_dispute') }}
    where is_open
    group by 1, 2, 3
),

months as (
    select
        partner_id,
        site_id,
        statement_month_date,
        min(first_date) as first_date,
        max(last_date) as last_date,
        cast(sum(day_count) as bigint) as day_count,
        cast(sum(accrued_day_count) as bigint) as accrued_day_count,
        cast(sum(final_day_count) as bigint) as final_day_count,
        sum(rated_mw * day_count) as rated_mw_days,
        {%- for amount in [
            'gross_receipts', 'import', 'net_trading', 'accrued_net_trading', 'optimiser_fee', 'distributable', 'floor',
            'cap', 'top_up', 'basis', 'partner_share', 'other_partners_share', 'owner_residual'
        ] %}
        cast(sum({{ amount }}_pence) as bigint) as {{ amount }}_pence,
        {%- endfor %}
        max_by(carried_out_pence, first_date) as carried_out_pence
    from statements
    group by 1, 2, 3
),

-- A month that began before the partner's first day is due from then on; the running one up to the newest data.
due_days as (
    select
        months.partner_id,
        months.statement_month_date,
        cast({{ dbt.datediff(
            'greatest(months.statement_month_date, min(months.first_date) over (partition by months.partner_id))',
            'least(' ~ dbt.last_day('months.statement_month_date', 'month') ~ ', as_of.as_of_date)',
            'day'
        ) }} + 1 as bigint) as due_day_count
    from months
    inner join as_of on months.site_id = as_of.site_id
),

stated as (
    select
        months.*,
        due_days.due_day_count,
        {{ safe_ratio('cast(months.day_count as double)', 'due_days.due_day_count') }} as coverage_ratio,
        partners.partner_name,
        partners.partner_type,
        sites.site_name,
        coalesce(payments.paid_pence, 0) as paid_pence,
        cast(coalesce((
            select sum(disputed.disputed_pence)
            from disputed
            where
                disputed.site_id = months.site_id
                and disputed.statement_month_date = months.statement_month_date
                and coalesce(disputed.partner_id, months.partner_id) = months.partner_id
        ), 0) as bigint) as disputed_pence
    from months
    inner join partners on months.partner_id = partners.partner_id
    inner join sites on months.site_id = sites.site_id
    inner join due_days
        on months.partner_id = due_days.partner_id and months.statement_month_date = due_days.statement_month_date
    left join payments
        on months.partner_id = payments.partner_id and months.statement_month_date = payments.statement_month_date
),

statement_months as (
    select
        partner_id,
        partner_name,
        partner_type,
        site_id,
        site_name,
        statement_month_date,
        first_date,
        last_date,
        day_count,
        due_day_count,
        accrued_day_count,
        case
            when accrued_day_count > 0 then 'accrued'
            when final_day_count = day_count then 'final'
            else 'settled'
        end as statement_status,
        case
            when top_up_pence > 0 then 'floor'
            when distributable_pence > cap_pence then 'cap'
            else 'between'
        end as floor_cap_position,
        rated_mw_days,
        {%- for amount in [
            'gross_receipts', 'import', 'net_trading', 'accrued_net_trading', 'optimiser_fee', 'distributable', 'floor', 'cap',
            'top_up', 'basis', 'partner_share', 'other_partners_share', 'owner_residual', 'carried_out', 'paid', 'disputed'
        ] %}
        {{ amount }}_pence,
        {%- endfor %}
        {%- for amount in [
            'net_trading', 'accrued_net_trading', 'distributable', 'floor', 'cap', 'top_up', 'basis', 'partner_share',
            'owner_residual', 'carried_out', 'paid', 'disputed'
        ] %}
        {{ pence_to_gbp(amount ~ '_pence') }} as {{ amount }}_gbp,
        {%- endfor %}
        {{ pence_to_gbp('partner_share_pence - paid_pence') }} as unpaid_gbp,
        {{ if_covered(safe_ratio(pence_to_gbp('distributable_pence'), 'rated_mw_days')
            ~ ' * ' ~ var('days_per_year'), 'coverage_ratio') }} as distributable_gbp_per_mw_year,
        {{ if_covered(safe_ratio('cast(partner_share_pence as double)', 'distributable_pence'), 'coverage_ratio') }}
            as effective_share_ratio,
        {{ if_covered(safe_ratio('cast(accrued_net_trading_pence as double)', 'net_trading_pence'), 'coverage_ratio') }}
            as accrued_ratio,
        coverage_ratio
    from stated
)

select * from statement_months
