"""Everything between a file and staging: the raw contract, its checks, readers and adapters."""
