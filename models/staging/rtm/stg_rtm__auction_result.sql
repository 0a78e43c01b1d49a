-- One row per site, product and delivery interval, volume won and clearing price.
with

source as (
    select * from {{ raw_rows('rtm', 'auction_result') }}
),

renamed as (
    select
        ---------- ids
        auction_result_id,
        site_id,
        product,
        -- The day-ahead auction's product settles as the component day_ahead; the others under their own names.
        case product when 'DA' then 'day_ahead' else product end as component,
        ---------- measures
        contracted_mw,
        clearing_price as clearing_price_gbp,
        price_unit,
        ---------- timestamps
        delivery_start_utc as delivery_start_at,
        delivery_end_utc as delivery_end_at,
        published_at_utc as published_at,
        ---------- quality
        {{ quarantine_reason('rtm', 'auction_result') }} as quarantine_reason
    from source
)

select * from renamed
