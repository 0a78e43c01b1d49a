"""The demo goes on: simulated minutes land, the operational marts follow, the server shows them (`make live`)."""
