-- One row per partner, month and set of terms, what the partner's share is taken from.
with

segments as (
    select * from {{ ref('int_partner__site_segment') }}
),

partners as (
    select * from {{ ref('stg_finance__partner') }}
    where quarantine_reason is null
),

terms as (
    select
        partner_id,
        valid_from_date,
        valid_to_date,
        max(floor_gbp_per_mw_year) as floor_gbp_per_mw_year,
        max(cap_gbp_per_mw_year) as cap_gbp_per_mw_year
    from {{ ref('stg_finance__partner_term') }}
    where quarantine_reason is null
    group by 1, 2, 3
),

tested as (
    select
        partners.partner_id,
        segments.*,
        terms.valid_from_date as term_valid_from_date,
        cast(round(terms.floor_gbp_per_mw_year * segments.pence_per_annual_gbp, 0) as bigint) as floor_pence,
        cast(round(terms.cap_gbp_per_mw_year * segments.pence_per_annual_gbp, 0) as bigint) as cap_pence
    from segments
    inner join partners on segments.site_id = partners.site_id
    inner join terms
        on
            partners.partner_id = terms.partner_id
            and segments.first_date >= terms.valid_from_date
            and (terms.valid_to_date is null or segments.first_date < terms.valid_to_date)
),

supported as (
    select
        *,
        greatest(coalesce(floor_pence, distributable_pence), distributable_pence) - distributable_pence as top_up_pence,
        sum(greatest(coalesce(floor_pence, distributable_pence), distributable_pence)) over (
            partition by partner_id order by first_date rows between unbounded preceding and current row
        ) as running_pence
    from tested
),

-- A loss is carried, not paid: what is carried out is how far the running sum lies below its highest point so far.
carried as (
    select
        *,
        cast(
            running_pence - greatest(
                max(running_pence) over (
                    partition by partner_id order by first_date rows between unbounded preceding and current row
                ),
                0
            ) as bigint
        ) as carried_out_pence
    from supported
),

based as (
    select
        *,
        coalesce(lag(carried_out_pence) over (partition by partner_id order by first_date), 0) as carried_in_pence
    from carried
),

bases as (
    select
        *,
        least(
            greatest(distributable_pence + top_up_pence + carried_in_pence, 0),
            coalesce(cap_pence, greatest(distributable_pence + top_up_pence + carried_in_pence, 0))
        ) as basis_pence
    from based
)

select * from bases
