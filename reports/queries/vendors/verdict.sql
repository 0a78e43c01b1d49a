select * from bess.mart_vendor_comparison order by is_separable desc, vendor_a, vendor_b
