{% macro local_days_of(relations, condition='true', sites='sites') -%}
    {#- Time zones are asked a handful of times a day and site instead of once a minute: an answer costs far more than a join. -#}
    select
        minutes.site_id,
        minutes.utc_date,
        {{ site_local_date('cast(minutes.utc_date as timestamp)', sites ~ '.time_zone') }} as first_local_date,
        {{ local_midnight_at(
            site_local_date(minutes_later('cast(minutes.utc_date as timestamp)', 1439), sites ~ '.time_zone'),
            sites ~ '.time_zone'
        ) }} as next_starts_at,
        {{ site_local_date(minutes_later('cast(minutes.utc_date as timestamp)', 1439), sites ~ '.time_zone') }}
            as last_local_date
    from (
        {%- for relation in relations %}
        select distinct
            site_id,
            cast(interval_start_at as date) as utc_date
        from {{ relation }}
        where {{ condition }}
        {{ 'union' if not loop.last }}
        {%- endfor %}
    ) as minutes
    inner join {{ sites }} on minutes.site_id = {{ sites }}.site_id
{%- endmacro %}
