"""What is no SQL: pure functions over data frames, called by Python models on either engine, tested by pytest."""
