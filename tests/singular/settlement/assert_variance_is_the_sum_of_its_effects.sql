-- A reconciliation whose causes do not add up cannot be defended in a dispute.
select
    site_id,
    interval_start_at,
    component,
    run,
    variance_pence,
    price_effect_pence,
    volume_effect_pence,
    performance_effect_pence,
    missing_effect_pence,
    additional_effect_pence
from {{ ref('fact_settlement_half_hour') }}
where
    variance_pence <> price_effect_pence + volume_effect_pence + performance_effect_pence
    + missing_effect_pence + additional_effect_pence
    or variance_pence is null
