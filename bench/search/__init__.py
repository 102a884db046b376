"""Search, measured: what is found, how fast, in how much memory, how exactly it is filtered."""
