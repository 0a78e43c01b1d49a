-- One row per notification of a site's export and import limits (MEL, MIL); the highest sequence in force wins.
with

notifications as (
    select * from {{ ref('stg_ems__declared_availability') }}
    where quarantine_reason is null
),

chosen as (
    select
        site_id,
        notification_sequence,
        notified_at,
        effective_from_at,
        effective_to_at,
        maximum_export_limit_mw,
        maximum_import_limit_mw,
        reason,
        notified_at > effective_from_at as is_retrospective
    from notifications
)

select * from chosen
