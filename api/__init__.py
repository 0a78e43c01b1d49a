"""Read-only HTTP API over the published warehouse: `make serve` runs it beside the site."""
