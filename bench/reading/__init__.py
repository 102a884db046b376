"""Measures of reading: repair, readers, tables, bulk. Figures go to bench/results/reading."""
