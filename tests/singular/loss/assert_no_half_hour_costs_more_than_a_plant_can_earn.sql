-- A share of a plant that is all out, divided by, once made half-hours of £90 trillion in the audit of causes.
select
    site_id,
    interval_start_at,
    cause,
    loss_pence,
    alone_loss_pence,
    last_loss_pence
from {{ ref('int_loss__audit_half_hour') }}
-- A million pounds a half-hour is far beyond any price cap times any plant here.
where greatest(abs(loss_pence), abs(alone_loss_pence), abs(last_loss_pence)) > 1e8
