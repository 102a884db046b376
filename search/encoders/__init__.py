"""Models that turn text to vectors, and what must be known of one before it is loaded."""
