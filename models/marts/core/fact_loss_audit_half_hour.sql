-- One row per site, settlement period and physical cause, its loss in order, switched off alone and switched off last.
with

audits as (
    select * from {{ ref('int_loss__audit_half_hour') }}
),

told as (
    select
        site_id,
        interval_start_at,
        settlement_date,
        cause,
        loss_pence,
        alone_loss_pence,
        last_loss_pence
    from audits
    where loss_pence <> 0 or alone_loss_pence <> 0 or last_loss_pence <> 0
)

select * from told
