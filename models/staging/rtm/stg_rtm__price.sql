-- One row per settlement period, the market's prices as the provider published them.
with

source as (
    select * from {{ raw_rows('rtm', 'price') }}
),

renamed as (
    select
        ---------- ids
        settlement_date,
        settlement_period,
        ---------- measures
        day_ahead_price_gbp_per_mwh,
        day_ahead_basis,
        system_price_gbp_per_mwh,
        net_imbalance_volume_mwh,
        ---------- timestamps
        interval_start_utc as interval_start_at,
        day_ahead_published_at_utc as day_ahead_published_at,
        system_price_published_at_utc as system_price_published_at,
        ---------- quality
        {{ quarantine_reason('rtm', 'price') }} as quarantine_reason
    from source
)

select * from renamed
