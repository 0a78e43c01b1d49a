"""Worlds: what a warehouse is made of, one reviewed file each, and where everything of it lies below data/."""
