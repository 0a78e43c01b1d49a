-- Energy from nothing in the simulated plant would make every efficiency and every loss a fiction.
with

planted as (
    select * from {{ raw_rows('truth', 'truth_energy') }}
),

closed as (
    select
        site_id,
        interval_start_utc,
        stored_energy_end_mwh - stored_energy_start_mwh as stored_mwh,
        poc_charged_mwh - poc_discharged_mwh - transformer_loss_mwh - pcs_loss_mwh - battery_loss_mwh as flowed_mwh,
        poc_charged_mwh + poc_discharged_mwh as throughput_mwh
    from planted
)

select *
from closed
where abs(stored_mwh - flowed_mwh) > 0.001 * throughput_mwh + 0.0005
