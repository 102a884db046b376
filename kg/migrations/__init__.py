"""Numbered steps from one shape of a library to the next, run by `kg.opening`."""
