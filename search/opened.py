"""One generation, open: its files checked against its manifest, its sides side by side."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from kg.errors import CancuError, IndexMissing
from search import compaction, encoder, generations, sums
from search.analysis import ANALYSIS
from search.indexing import LEXICAL, ForeignPassageError
from search.lexical import Choice, LexicalIndex
from search.segments import Among, Segment, Segments

_DAMAGED = (
    OSError,
    ValueError,
    RuntimeError,
    LookupError,
    TypeError,
    AttributeError,
    ArithmeticError,
    MemoryError,
)
"""What opening a damaged file may end in: FAISS believes the sizes that it finds."""
_MISREAD = (ValueError, RuntimeError, LookupError, ArithmeticError)
"""What reading on in one may end in, whose length is right and whose bytes are not."""


@dataclass(frozen=True, slots=True)
class Filter:
    """A choice of documents as each side takes it; both None for all. empty: none is chosen."""

    words: Choice | None = None
    rows: Among | None = None
    empty: bool = False


@contextmanager
def reading(folder: Path) -> Iterator[None]:
    """Read in an open generation inside; where that shows damage, IndexMissing is raised.

    folder: where the generations lie. A passage of a foreign document is a caller's mistake and
    stays what it is.
    """
    try:
        yield
    except (CancuError, ForeignPassageError):
        raise
    except BaseException as error:
        # Rust's panic is no Exception, and its class cannot be imported.
        if isinstance(error, _MISREAD) or type(error).__name__ == "PanicException":
            raise generations.missing(folder) from error
        raise


class Opened:
    """A generation in use. Every question can be asked from several threads."""

    def __init__(
        self, generation: Path, facts: generations.Facts, words: LexicalIndex, rows: Segments
    ) -> None:
        self.generation = generation
        self.facts = facts
        self.words = words
        self.rows = rows
        self._last: tuple[frozenset[str], Filter] | None = None

    @property
    def model(self) -> str | None:
        """The model that made the vectors and reads the questions."""
        name = self.facts["model"]
        return None if name is None else str(name)

    def fits(self) -> bool:
        """Whether the model of that name is still the one that made the vectors."""
        return encoder.fingerprint(self.model) == str(self.facts["fingerprint"])

    def only(self, documents: Collection[str] | None) -> Filter:
        """The filter to these documents; that of the last call is kept."""
        if documents is None:
            return Filter()
        wanted = frozenset(documents)
        last = self._last
        if last is not None and last[0] == wanted:
            return last[1]
        made = self._filter(wanted.intersection(self.rows.documents))
        self._last = (wanted, made)
        return made

    def _filter(self, known: frozenset[str]) -> Filter:
        if not known:
            return Filter(empty=True)
        if len(known) == len(self.rows.documents):
            return Filter()
        among = self.rows.among(known)
        holds = partial(self.rows.holds, among)
        return Filter(Choice(known, among.count(), holds, self.rows.documents), among)


def open_generation(
    generation: Path,
    analysis: int = ANALYSIS,
    known: Sequence[Segment] = (),
    model: str | None = None,
) -> Opened:
    """Open a generation whole.

    known: segments that are open already, taken over where they are still part of it.
    model: the one configured; of the same content it serves for the one that made the vectors,
    whose folder may have been moved with the library.
    Raises IndexMissing where a file is missing or damaged, where the terms are of another
    version of the analysis, or where the model that made it is no longer there.
    """
    facts = generations.manifest(generation)
    gone = generations.missing(generation.parent)
    if facts.get("analysis") != analysis:
        raise gone
    try:
        sums.compare(generation, facts["sums"])
        rows = compaction.opened(generation, facts["segments"], int(facts["dead"]), known)
        if encoder.fingerprint(model) == facts["fingerprint"]:
            facts = {**facts, "model": model}
        found = Opened(generation, facts, LexicalIndex(generation / LEXICAL), rows)
        whole = facts["passages"] == len(rows) == len(found.words)
        fits = found.fits()
    except (*_DAMAGED, CancuError) as error:
        raise gone from error
    if not (whole and fits):
        raise gone
    return found


def newest(folder: Path, analysis: int, known: Opened | None, model: str | None = None) -> Opened:
    """The generation in use, open; `known` itself where it still is the one.

    model: see `open_generation`. A model exchanged in its folder makes the vectors useless.

    Writers may swap while this one opens: then it is tried again with the newer one.
    Raises IndexMissing where the generation in use cannot be opened.
    """
    generation = generations.current(folder)
    while known is None or known.generation != generation or not known.fits():
        held = known.rows.segments if known is not None else ()
        try:
            known = open_generation(generation, analysis, held, model)
        except IndexMissing:
            newer = generations.current(folder)
            if newer == generation:
                raise
            generation = newer
    return known
