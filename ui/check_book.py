"""What the tab “Kiểm tra” works with: drafts that were handed over, and the checks last made.

A draft is read once and stays in memory, with its file in a folder that goes with the program,
as long as it is among the last ones; nothing of it is stored in the library but what its user
chooses. Checks are kept until the library changes: files to take away are made of them.
"""

import datetime as dt
import os
import secrets
import shutil
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final, Self

from kg.errors import NotFoundError, UsageError
from kg.model import Reading
from ui import check_page_wording as words
from ui.days import day
from ui.turns import Turns
from ui.views import Json

if TYPE_CHECKING:
    from ui.library import Library

MOST_DRAFTS: Final = 24
MOST_CHECKS: Final = 12


@dataclass(frozen=True, slots=True)
class CheckWish:
    """What an address asks to be checked. doc: name of a held document; draft: of one handed over.

    level: show rows of this severity alone. whole: show all rows.
    """

    doc: str | None = None
    draft: str | None = None
    typed_day: str | None = None
    level: str | None = None
    whole: bool = False

    @classmethod
    def of(cls, parts: Iterable[tuple[str, str]]) -> Self:
        """From the names and values of an address."""
        said = {name: value.strip() for name, value in reversed(list(parts)) if value.strip()}
        draft = said.get("draft")
        return cls(
            doc=None if draft else said.get("doc"),
            draft=draft,
            typed_day=said.get("as_of"),
            level=said.get("level"),
            whole=said.get("rows") == "all",
        )

    @property
    def asks(self) -> bool:
        """Whether anything is to be checked."""
        return bool(self.doc or self.draft)


@dataclass(frozen=True, slots=True)
class Draft:
    """A file that was handed over and read. reading: not linked, so that choices may change it."""

    token: str
    name: str
    path: Path
    reading: Reading


@dataclass(frozen=True, slots=True)
class Checked:
    """A check and what it is of. document: id of the held one; draft: else."""

    report: Json
    on: dt.date
    document: str | None
    draft: Draft | None


class CheckBook:
    """Drafts and checks of one library; several people use it, a few of them check, at once."""

    def __init__(self, library: "Library") -> None:
        self._library = library
        self._drafts: OrderedDict[str, Draft] = OrderedDict()
        self._checks: OrderedDict[tuple[object, ...], Checked] = OrderedDict()
        self._lock = threading.Lock()
        self._turns = Turns(words.BUSY)

    def place(self) -> Path:
        """A new folder for one file, inside the app's own."""
        return Path(tempfile.mkdtemp(dir=os.environ.get("GRADIO_TEMP_DIR"), prefix="cancu-draft-"))

    def take(self, path: Path) -> Draft:
        """Read a file in a folder from `place`. Raises CancuError, and then nothing of it stays."""
        try:
            reading = self._library.read_file(path)
        except BaseException:
            shutil.rmtree(path.parent, ignore_errors=True)
            raise
        draft = Draft(secrets.token_urlsafe(12), path.name, path, reading)
        with self._lock:
            self._drafts[draft.token] = draft
            while len(self._drafts) > MOST_DRAFTS:
                _, old = self._drafts.popitem(last=False)
                shutil.rmtree(old.path.parent, ignore_errors=True)
        return draft

    def draft(self, token: str) -> Draft:
        """A draft that was handed over. Raises NotFoundError where it is not kept any more."""
        with self._lock:
            found = self._drafts.get(token)
            if found is None:
                raise NotFoundError(
                    "Chương trình không còn giữ dự thảo này trong bộ nhớ.",
                    "Hãy thả lại tệp để kiểm tra.",
                )
            self._drafts.move_to_end(token)
            return found

    def check(self, wish: CheckWish) -> Checked:
        """The check that an address asks for. Raises CancuError where there is none."""
        on = day(wish.typed_day)
        reading, document, draft = self._text(wish)
        state = self._library.store.state if self._library.exists() else ()
        key = (document or wish.draft, on, state)
        with self._lock:
            known = self._checks.get(key)
        if known is not None:
            return known
        with self._turns.taken():
            linked = self._library.linked(reading) if draft else reading
            made = Checked(self._library.check_reading(linked, on=on), on, document, draft)
        with self._lock:
            self._checks[key] = made
            while len(self._checks) > MOST_CHECKS:
                self._checks.popitem(last=False)
        return made

    def choose(
        self, wish: CheckWish, place: int, target: str, *, by: str, everywhere: bool
    ) -> Json:
        """Choose in the text of an address what the citation at `place` means."""
        reading, _, draft = self._text(wish)
        text = self._library.linked(reading) if draft else reading
        return self._library.choose(text, place, target, by=by, everywhere=everywhere)

    def unchoose(self, choice: int, *, by: str) -> Json:
        """Take a choice back."""
        return self._library.unchoose(choice, by=by)

    def _text(self, wish: CheckWish) -> tuple[Reading, str | None, Draft | None]:
        if wish.draft:
            draft = self.draft(wish.draft)
            return draft.reading, None, draft
        if not wish.doc:
            raise UsageError("Hãy chọn một văn bản hoặc thả một dự thảo.")
        reading, document = self._library.read(wish.doc, None)
        return reading, document, None

    def forget(self) -> None:
        """Take away all drafts and their files."""
        with self._lock:
            drafts = list(self._drafts.values())
            self._drafts.clear()
        for draft in drafts:
            with suppress(OSError):
                shutil.rmtree(draft.path.parent)


@lru_cache(maxsize=8)
def book_of(library: "Library") -> CheckBook:
    """The one book of a library: the page and the addresses beside it share it."""
    return CheckBook(library)
