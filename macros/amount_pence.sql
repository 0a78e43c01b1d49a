{% macro amount_pence(quantity, price_gbp, performance_factor) -%}
    {#- Exact decimals, because doubles would round some halves the wrong way; both engines round halves away from zero. -#}
    cast(
        cast(
            round(
                cast({{ quantity }} as decimal(12, 3))
                * cast({{ price_gbp }} as decimal(12, 5))
                * cast({{ performance_factor }} as decimal(5, 4)),
                2
            ) as decimal(18, 2)
        ) * 100 as bigint
    )
{%- endmacro %}
