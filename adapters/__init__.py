"""Adapters: programs that write data of the public world into the raw contract."""
