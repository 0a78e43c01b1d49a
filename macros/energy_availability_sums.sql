{% macro energy_availability_sums() -%}
    sum(online_mwh_minutes) as online_mwh_minutes,
    sum(contract_mwh_minutes) as contract_mwh_minutes,
    cast(sum(reported_rack_count) as bigint) as reported_rack_days,
    cast(sum(rack_count) as bigint) as expected_rack_days
{%- endmacro %}
