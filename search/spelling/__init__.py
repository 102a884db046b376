"""“Did you mean”: what a misspelt query was meant to say, or nothing where it reads well."""

from search.spelling.suggestion import Suggestion, suggest

__all__ = ["Suggestion", "suggest"]
