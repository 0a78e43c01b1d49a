-- One row per line of a settlement statement, as billed; the same period may be billed twice.
with

source as (
    select * from {{ raw_rows('rtm', 'settlement_line') }}
),

renamed as (
    select
        ---------- ids
        line_id,
        site_id,
        settlement_date,
        settlement_period,
        run_type,
        service as service_id,
        component,
        ---------- measures
        quantity,
        price_gbp,
        performance_factor,
        amount_pence,
        ---------- timestamps
        interval_start_utc as interval_start_at,
        published_at_utc as published_at,
        ---------- quality
        {{ quarantine_reason('rtm', 'settlement_line') }} as quarantine_reason
    from source
)

select * from renamed
