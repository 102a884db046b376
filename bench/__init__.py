"""Measurements: speed, memory and quality, each with the command that repeats it."""
