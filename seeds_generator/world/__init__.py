"""The simulated world: pure functions of settings and random streams, nothing here touches the disk."""
