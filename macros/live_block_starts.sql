{% macro live_block_starts(history, gaps) -%}
    {%- set since = live_since('interval_start_at') -%}
    select
        heard.inverter_id,
        -- A block never heard is read from its first row.
        coalesce(
            max(heard.interval_start_at) filter (
                where not heard.is_comms_lost and heard.interval_start_at < windows.from_at
            ),
            min(heard.interval_start_at)
        ) as from_at
    from {{ history }} as heard
    inner join (
        select
            sites.site_id,
            least({{ since }}, coalesce(min(reaching.started_at), {{ since }})) as from_at
        from (select distinct site_id from {{ history }}) as sites
        left join {{ gaps }} as reaching on sites.site_id = reaching.site_id and reaching.ended_at >= {{ since }}
        group by 1
    ) as windows on heard.site_id = windows.site_id
    group by 1
{%- endmacro %}
