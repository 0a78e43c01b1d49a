"""The live demo: simulated minutes are delivered, the marts follow, and the server shows them (`make live`)."""
