"""Simulates a fleet of grid-scale batteries and writes what six upstream systems would have recorded."""
