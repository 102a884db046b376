"""The title that a document quotes beside the title registered under that number."""

from collections.abc import Iterator

from kg.basis_finding import FormCode, FormFinding, Spot
from kg.facts import RegistryEntry, Standing
from kg.model import Mention
from kg.registry import Registry
from kg.terms import Severity
from kg.titles import Compared, TitleDifference, compare_titles, likeness, same_title

_TELLING = 3  # words from which a difference tells
_UNLIKE = 0.6  # likeness below which two phrases are different ones, not one misread


def title_finding(
    mention: Mention, entry: RegistryEntry, registry: Registry, spot: Spot, *, exact: bool
) -> Iterator[FormFinding]:
    """What is wrong with a quoted title, if anything.

    exact: every word counts (a basis in clean text); else only another period, another title, or
    words that no misreading explains.
    """
    if not (entry.title and mention.title):
        return
    compared = compare_titles(mention.title, entry.title)
    owner = None
    if compared.difference in (TitleDifference.WORDS, TitleDifference.OTHER):
        owner = _owner(mention.title, entry, registry)
    if owner is not None:
        yield spot.finding(FormCode.TITLE_OF_ANOTHER, Severity.WARNING, mention.title, owner)
        return
    match compared.difference:
        case TitleDifference.PERIOD:
            yield spot.finding(
                FormCode.TITLE_PERIOD, Severity.WARNING, compared.quoted, compared.registered
            )
        case TitleDifference.OTHER:
            yield spot.finding(FormCode.TITLE_DIFFERS, Severity.REVIEW, mention.title, entry.title)
        case TitleDifference.WORDS if _substantial(compared):
            yield spot.finding(
                FormCode.TITLE_DIFFERS, Severity.REVIEW, compared.quoted, compared.registered
            )
        case TitleDifference.WORDS if exact and _official(entry):
            yield spot.finding(
                FormCode.TITLE_DIFFERS, Severity.NOTE, compared.quoted, compared.registered
            )
        case TitleDifference.CUT if exact:
            yield spot.finding(FormCode.TITLE_CUT, Severity.NOTE, mention.title, entry.title)
        case _:
            return


def _owner(quoted: str, entry: RegistryEntry, registry: Registry) -> str | None:
    """Another registered document of that very title: the number is likely wrong."""
    for other in registry.entries.values():
        apart = other.key != entry.key and other.type == entry.type
        if apart and other.title and same_title(quoted, other.title):
            return f"{other.number}: {other.title}"
    return None


def _substantial(compared: Compared) -> bool:
    """Whether the words that differ are so many and so unlike that no misread letter made them."""
    left, right = compared.quoted, compared.registered
    many = min(len(left.split()), len(right.split())) >= _TELLING
    return many and likeness(left, right) < _UNLIKE


def _official(entry: RegistryEntry) -> bool:
    """Whether the title was taken from an official text, so that each word of it counts."""
    return entry.standing in (Standing.CATALOGUE, Standing.CLAUSE)
