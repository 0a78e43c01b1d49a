-- A bucket that is not what truly happened sends the claim to the wrong party: each may miss by 10 % or £200 per site.
with

planted as (
    select
        site_id,
        cause,
        sum(energy_loss_gbp + availability_loss_gbp) as loss_gbp
    from {{ raw_rows('truth', 'truth_loss') }}
    group by 1, 2
),

measured as (
    select
        losses.site_id,
        losses.cause,
        sum(losses.loss_pence) / 100.0 as loss_gbp
    from {{ ref('fact_loss_half_hour') }} as losses
    inner join {{ ref('dim_loss_cause') }} as causes on losses.cause = causes.cause
    where causes.cause_kind = 'physical'
    group by 1, 2
),

compared as (
    select
        coalesce(planted.site_id, measured.site_id) as site_id,
        coalesce(planted.cause, measured.cause) as cause,
        coalesce(planted.loss_gbp, 0) as planted_gbp,
        coalesce(measured.loss_gbp, 0) as measured_gbp
    from planted
    full join measured on planted.site_id = measured.site_id and planted.cause = measured.cause
)

select *
from compared
where abs(measured_gbp - planted_gbp) > greatest(200, 0.1 * abs(planted_gbp))
