-- One row per bucket that a loss of revenue is put into.
with

causes as (
    select * from {{ ref('loss_causes') }}
),

buckets as (
    select
        cause,
        cause_order,
        cause_label,
        cause_kind,
        loss_group,
        owner,
        is_controllable,
        is_recoverable,
        description
    from causes
)

select * from buckets
