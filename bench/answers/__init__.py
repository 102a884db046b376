"""Measurements of answers."""
