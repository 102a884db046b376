"""The queue of doubtful readings: accept, correct, take back; read again from what was said."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import CancuError, NotFoundError, UsageError
from kg.terms import ProblemCode
from ui.review_readings import readings
from ui.review_views import reviewed_json, waiting_json
from ui.shelf import Shelf
from ui.views import Json

if TYPE_CHECKING:
    from kg.doubtful import DoubtKind
    from kg.model import DocumentRecord, Reading
    from kg.reviews import Review

LONGEST_NAME: Final = 120
TRIES: Final = 5  # times that a document is read again because somebody else was quicker
_GONE = (
    "Chỗ này không còn chờ soát: đã có người soát, hoặc văn bản vừa thay đổi.",
    "Hãy tải lại danh sách.",
)
_FILE_GONE = (
    "Văn bản “{name}” do phiên bản trước của CănCứ nạp và tệp gốc không còn ở chỗ cũ.",
    "Hãy nạp lại tệp rồi soát.",
)
_UNDONE = ("Lần soát này đã được hoàn tác.", "Hãy tải lại danh sách.")
_SAME = ("header", "sections", "effects", "tasks", "targets")
_BUSY = ("Văn bản đang được người khác soát.", "Hãy thử lại sau giây lát.")
_LATER = (
    "Chỗ này đã được soát lại một lần nữa sau đó.",
    "Hãy hoàn tác lần soát sau trước.",
)
_SECRET = (
    "Với chữ này, văn bản có dấu chỉ độ mật “{mark}” nên không được giữ trong thư viện.",
    "Hãy gỡ văn bản khỏi thư viện nếu đúng như vậy.",
)


class ReviewDesk(Shelf):
    """Doubtful readings of held documents, as JSON-ready values."""

    def review_queue(
        self,
        *,
        document: str | None = None,
        kinds: "Collection[DoubtKind]" = (),
        limit: int = 20,
        offset: int = 0,
    ) -> list[Json]:
        """Places that wait for a person, what matters most first; a page of them.

        `{document, number, title, kind, line, raw_start, raw_end, start, end, raw, text, found,
        doubts, share, readings, choices, page, box, image, pages, image_gone, char_start, code}`.
        start, end, doubts: columns of `text`, the clean line. code: of the problem that tells of
        the place. readings: what it may say. choices: documents that a citation may mean; only
        for the kind "choice", whose `char_start` is the mention's. image: address of the line's
        own image; pages: whether the reader can show its page, image_gone: whether it once could.
        """
        if not self.exists():
            return []
        found = self.store.waiting(document=document, kinds=kinds, limit=limit, offset=offset)
        store, registry = self.store, self.registry
        mentions = cache(store.mentions)  # several places of one document stand on a page
        return [
            waiting_json(item) | {"readings": list(readings(item, store, registry, mentions))}
            for item in found
        ]

    def review_counts(self, document: str | None = None) -> dict[str, int]:
        """How many places of each kind wait, what matters most first."""
        if not self.exists():
            return {}
        return {kind.value: n for kind, n in self.store.waiting_counts(document).items()}

    def review_documents(self) -> list[tuple[str, str | None, str | None, int]]:
        """(id, number, title, how many places wait) of documents with doubts, most first."""
        return self.store.waiting_documents() if self.exists() else []

    def reviews(
        self, *, document: str | None = None, limit: int = 20, offset: int = 0
    ) -> list[Json]:
        """What people said, the newest first; a page of it.

        `{review, kind, document, number, title, line, raw, found, said, corrected, by, at}`.
        """
        if not self.exists():
            return []
        found = self.store.reviewed(document=document, limit=limit, offset=offset)
        return [reviewed_json(item) for item in found]

    def accept_reading(
        self, document: str, kind: str, line: int, span: tuple[int, int], *, by: str
    ) -> Json:
        """Say that a place reads as it was read; see `correct_reading`."""
        return self._review(document, _kind(kind), line, span, None, by)

    def correct_reading(  # noqa: PLR0913 - where, what and who
        self, document: str, kind: str, line: int, span: tuple[int, int], text: str, *, by: str
    ) -> Json:
        """Say what the words of a place are; all that the document says is read again with them.

        document: id. span: `raw_start`, `raw_end` of the place. Returns `{document, review,
        corrected}`, the id as it is now. Raises NotFoundError where nothing waits there,
        UsageError for words that cannot be.
        """
        from kg.reviews import checked_words

        return self._review(document, _kind(kind), line, span, checked_words(text), by)

    def undo_review(self, serial: int, *, by: str) -> Json:
        """Take a review back: the document is as it was before it.

        Raises NotFoundError where there is none of that serial, UsageError where the place was
        reviewed once more since.
        """
        review = self.store.review(serial) if self.exists() else None
        record = self.store.holding(review.sha256) if review else None
        if review is None or record is None:
            raise NotFoundError(*_UNDONE)
        later = self.store.reviews_of(review.sha256)
        if any(other.serial > serial and other.meets(review) for other in later):
            raise UsageError(*_LATER)
        return self._put(record, review, by)

    def _review(  # noqa: PLR0913, PLR0917 - where, what and who
        self,
        document: str,
        kind: "DoubtKind",
        line: int,
        span: tuple[int, int],
        said: str | None,
        by: str,
    ) -> Json:
        from kg.events import now
        from kg.reviews import Review

        found = self.store.waiting_at(document, kind, line, *span) if self.exists() else None
        if found is None or found.place is None:
            raise NotFoundError(*_GONE)
        place = found.place
        review = Review(
            serial=0,
            sha256=found.document.sha256,
            kind=kind,
            line=line,
            raw_start=span[0],
            raw_end=span[1],
            raw=found.line.raw[slice(*span)],
            found=place.found,
            said=place.found if said is None else said,
            by=_name(by),
            at=now(),
        )
        return self._put(found.document, review, by)

    def _put(self, record: "DocumentRecord", review: "Review", by: str) -> Json:
        """Read the document again with or without a review, and store what it says then."""
        from kg.reviews import ReviewChange
        from kg.rows import document_id
        from search.passages import split

        base = self._base(record)
        for _ in range(TRIES):
            known = self.store.reviews_of(record.sha256)
            reading = self._read_again(base, _standing(known, review))
            change = ReviewChange(review, tuple(one.serial for one in known), _name(by))
            passages = list(split(reading, document_id(reading)))
            done = self.store.put_review(reading, passages, change)
            if done is not None:
                self.fresh_engine()
                return {"document": done.record.id, "corrected": review.is_correction}
            if self.store.holding(record.sha256) is None:
                raise NotFoundError(*_GONE)
        raise CancuError(*_BUSY)

    def _read_again(self, base: "Reading", reviews: "Sequence[Review]") -> "Reading":
        """The document with these reviews. Raises UsageError where they show a secret."""
        from ingest import secrecy
        from ingest.rereading import read_again

        reading = read_again(base, reviews)
        mark = secrecy.stamp(reading.source)
        if mark is not None and secrecy.stamp(base.source) is None:
            told, advice = _SECRET
            raise UsageError(told.format(mark=mark[0]), advice)
        return reading

    def _base(self, record: "DocumentRecord") -> "Reading":
        """What a document is read again from; of one that an earlier version ingested, its file."""
        held = self.reading_of(record)
        kept = self.store.as_read(record.id)
        if kept is not None:
            return replace(held, as_read=kept)
        found = _from_file(record) or _from_lines(held)
        if found is None:
            told, advice = _FILE_GONE
            raise CancuError(told.format(name=record.name), advice)
        return found


def _standing(known: "Sequence[Review]", review: "Review") -> "list[Review]":
    """The reviews of a file once one is taken back, or one more is made.

    Raises NotFoundError where somebody else did so first.
    """
    if review.serial:
        if all(one.serial != review.serial for one in known):
            raise NotFoundError(*_UNDONE)
        return [one for one in known if one.serial != review.serial]
    if any(one.spot == review.spot for one in known):
        raise NotFoundError(*_GONE)
    return [*known, replace(review, serial=max((one.serial for one in known), default=0) + 1)]


def _from_file(record: "DocumentRecord") -> "Reading | None":
    """The very file read anew; None where it is no more, or changed."""
    from ingest import children

    path = Path(record.path)
    if not path.is_file():
        return None
    reading = children.read(path, {"allow_classified": True})
    if reading.sha256 != record.sha256 or not reading.source.lines:
        return None
    return replace(reading, name=record.name, path=record.path)


def _from_lines(held: "Reading") -> "Reading | None":
    """The lines alone, where they give all that is held; None where tables of the file are missed.

    What the text does not tell of problems, its reader found.
    """
    from ingest.rereading import read_again
    from kg.model import AsRead

    bare = replace(held, as_read=AsRead())
    again = read_again(bare, ())
    if any(getattr(again, part) != getattr(held, part) for part in _SAME):
        return None
    told = {(problem.code, problem.place) for problem in again.problems}
    found = tuple(
        problem
        for problem in held.problems
        if (problem.code, problem.place) not in told
        and problem.code is not ProblemCode.SAME_NUMBER_HELD
    )
    return replace(held, as_read=AsRead(problems=found))


def _kind(code: str) -> "DoubtKind":
    """The kind of a doubt by its code. Raises UsageError for one that is none."""
    from kg.doubtful import DoubtKind

    try:
        return DoubtKind(code)
    except ValueError:
        raise UsageError(f"Không có loại chỗ cần soát “{code}”.") from None


def _name(by: str) -> str:
    """Who, on one line of bounded length."""
    return " ".join(by.split())[:LONGEST_NAME]
