"""Speed, weight and memory of the web interface."""
