"""Documents, numbers, authorities, territories, citations, validity: the truth and its store.

Importing this package loads the standard library only; rooms that need more
(`kg.store`, `kg.graph`) load it when they themselves are imported.
"""
