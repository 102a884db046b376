"""Facts on validity that users bring in: read, joined, checked, kept. See `kg.fact_table`."""
