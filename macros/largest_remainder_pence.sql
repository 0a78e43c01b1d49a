{% macro largest_remainder_pence(exact_pence, total_pence, whole, tie_breaker) -%}
    cast(floor({{ exact_pence }}) as bigint) + case
        when
            row_number() over (
                partition by {{ whole }}
                order by {{ exact_pence }} - floor({{ exact_pence }}) desc, {{ tie_breaker }} asc
            )
            <= {{ total_pence }} - sum(cast(floor({{ exact_pence }}) as bigint)) over (partition by {{ whole }})
            then 1
        else 0
    end
{%- endmacro %}
