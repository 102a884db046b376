"""Measures of law: citations, effects, dates in force, checks. Figures go to bench/results/law."""
