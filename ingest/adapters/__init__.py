"""Adapters: each maps a file of another owner to the raw contract, and so to every table of this project."""
