select
    month_start_date,
    as_of_date,
    loss_mtd_gbp,
    loss_from_faults_gbp,
    loss_from_curtailment_gbp,
    loss_from_data_gaps_gbp,
    controllable_loss_gbp,
    recoverable_ratio,
    top_loss_site_name,
    unexplained_ratio,
    unexplained_limit_ratio,
    loss_cell_first_gbp,
    loss_cell_second_gbp,
    loss_cell_third_gbp,
    coverage_ratio
from mart_loss_overview_mtd
order by month_start_date
