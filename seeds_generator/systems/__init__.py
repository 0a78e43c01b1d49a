"""What each upstream system would have recorded of the world: one module per system, arrays in, Arrow tables out."""
