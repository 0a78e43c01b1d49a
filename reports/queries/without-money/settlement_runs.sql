select '' as run where false
