"""What questions read again and again, kept for as long as the library does not change."""

from dataclasses import dataclass, field

from kg.model import DocumentRecord

State = tuple[str, ...]


@dataclass(slots=True)
class Remembered:
    """Of one `state` of a library: what was asked for already; None where it was not yet.

    shares: of words, see `search.sources.Sources.word_shares`.
    """

    state: State
    held: tuple[DocumentRecord, ...] | None = None
    task_offices: tuple[str, ...] | None = None
    shares: dict[str, float] = field(default_factory=dict)
