"""The demo goes on: a feed lands simulated minutes, the operational marts follow, the server shows them: `make live`."""
