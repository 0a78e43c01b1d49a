-- One row per settlement run, in the order of publication.
with

runs as (
    select * from {{ ref('settlement_runs') }}
),

described as (
    select
        run_type as run,
        run_name,
        run_order,
        working_days
    from runs
)

select * from described
