"""What is measured, and how: `make benchmark`."""
