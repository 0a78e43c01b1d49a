-- One row per site and minute, the command that the EMS sent to the plant controller.
with

source as (
    select * from {{ raw_rows('ems', 'dispatch_command') }}
),

renamed as (
    select
        ---------- ids
        site_id,
        ---------- labels
        reason,
        ---------- measures
        baseline_kw,
        response_kw,
        command_kw,
        ---------- timestamps
        ts_utc as interval_start_at,
        ---------- quality
        {{ quarantine_reason('ems', 'dispatch_command') }} as quarantine_reason
    from source
)

select * from renamed
