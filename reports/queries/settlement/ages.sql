select age_bucket_order, age_bucket, sum(at_risk_gbp) as at_risk_gbp, count(*) as dispute_count
from ${disputes}
group by age_bucket_order, age_bucket
order by age_bucket_order
