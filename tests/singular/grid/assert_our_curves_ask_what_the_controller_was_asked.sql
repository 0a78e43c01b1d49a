-- Curves of ours that differ from the controller's would contest a performance factor with the wrong evidence.
-- A minute's mean on a bent curve differs from the mean of its seconds, so whole days are compared.
select
    site_id,
    regr_slope(commanded_response_mw, asked_response_mw) as slope_ratio,
    corr(commanded_response_mw, asked_response_mw) as correlation
from {{ ref('fact_grid_minute') }}
where contracted_response_mw > 0
group by 1
having
    count(*) > 0
    and (
        coalesce(corr(commanded_response_mw, asked_response_mw), 0) < 0.95
        or abs(regr_slope(commanded_response_mw, asked_response_mw) - 1) > 0.1
    )
