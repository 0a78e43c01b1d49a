{% macro working_days_later(start_date, working_days) -%}
    {#- Monday to Friday. 1900-01-01 was a Monday, so days since then count the weekday on every engine. -#}
    {%- set monday = "cast('1900-01-01' as date)" -%}
    {%- set weekday = '(' ~ dbt.datediff(monday, start_date, 'day') ~ ') % 7' -%}
    {#- From a Saturday or Sunday counting starts on the Friday before, so that one day later is the Monday. -#}
    {%- set since_monday = 'least(' ~ weekday ~ ', 4)' -%}
    cast({{ dbt.dateadd(
        'day',
        '(' ~ since_monday ~ ' - ' ~ weekday ~ ' + (' ~ working_days ~ ') + 2 * cast(floor((' ~ since_monday ~ ' + ('
        ~ working_days ~ ')) / 5.0) as int))',
        start_date
    ) }} as date)
{%- endmacro %}
