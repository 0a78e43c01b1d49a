"""Builds, publishes and reports on the warehouse."""
