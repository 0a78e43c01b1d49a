-- One row per site, settlement period and run, the volumes that the run settled on.
with

volumes as (
    select * from {{ ref('stg_rtm__metered_volume') }}
    where quarantine_reason is null
),

chosen as (
    select
        site_id,
        interval_start_at,
        settlement_date,
        settlement_period,
        run_type as run,
        exported_mwh,
        imported_mwh,
        auxiliary_mwh,
        published_at
    from volumes
)

select * from chosen
