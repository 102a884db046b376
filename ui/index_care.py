"""Keeps a library's search index up to its store: by one document, or made anew."""

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import CancuError, IndexMissing
from ui import labels
from ui.os_reasons import os_reason
from ui.output import say
from ui.progress import Amount, Tell, measured

if TYPE_CHECKING:
    from search.engine import Engine
    from ui.shelf import Shelf

MANY: Final = 0.2
"""Share of the passages above which an index is made anew rather than changed."""
PATIENCE: Final = (1.0, 20.0)
"""Seconds to wait for another writer in silence, and then until the index in use must do."""
LOCK_FILE: Final = "index.lock"

INDEXING: Final = "Lập chỉ mục tìm kiếm"
_MISSING: Final = "Chỉ mục tìm kiếm chưa có; đang được lập từ thư viện ({count} đoạn)…"
_DAMAGED: Final = (
    "Chỉ mục tìm kiếm bị hỏng hoặc của phiên bản khác; "
    "đang được lập lại từ thư viện ({count} đoạn)…"
)
_CHANGED: Final = (
    "Chỉ mục tìm kiếm khác nhiều với thư viện; đang được lập lại từ thư viện ({count} đoạn)…"
)
_WAITING: Final = "Chỉ mục tìm kiếm đang được một chương trình khác cập nhật; đang đợi…"
_OLD_DOES: Final = (
    "Chỉ mục tìm kiếm đang được lập lại ở nơi khác; kết quả chưa tính đến văn bản vừa nạp."
)
_READ_ONLY: Final = "Không ghi được chỉ mục tìm kiếm ở “{folder}” ({reason})."
_OTHER_MODEL: Final = (
    "Mô hình tìm kiếm đã chọn khác với mô hình của chỉ mục đang dùng; "
    "hãy lập lại chỉ mục bằng lệnh: cancu index --rebuild."
)
_REMAKE_FAILED: Final = "Không lập lại được chỉ mục bằng mô hình đã chọn: {reason}"


class IndexCare:
    """One library's index. serves: whether this process goes on answering while it is remade."""

    def __init__(self, library: "Shelf", tell_user: Callable[[str], None] = say) -> None:
        self._library = library
        self._say = tell_user
        self.serves = False
        self._remaking: threading.Thread | None = None
        self._told_of_model = False
        self._starting = threading.Lock()
        self._choosing = threading.Lock()
        self._made: tuple[int, Engine] | None = None

    def engine(self) -> "Engine":
        """The engine with the models chosen in search.json, another where that file changed."""
        from search import settings
        from search.engine import Engine

        folder = self._library.folder
        with self._choosing:
            version = _version(folder / settings.FILE)
            made = self._made
            if made is None or made[0] != version:
                chosen = settings.load(folder)
                engine = Engine(
                    self._library.index_folder,
                    chosen.encoder(folder),
                    chosen.second_stage(folder),
                    texts=self._texts,
                )
                made = self._made = (version, engine)
                self._remaking, self._told_of_model = None, False
            return made[1]

    def _texts(self, ids: Sequence[str]) -> dict[str, str]:
        """What a cross-encoder reads: title, heading and text of each passage."""
        from search.encoders.transformer import passage_text

        found = self._library.store.passages(ids)
        return {passage.id: passage_text(passage, None) for passage in found}

    def fresh(self, watch: Tell | None = None) -> "Engine":
        """The engine, its index brought up to the store where it is not.

        A few documents that changed are exchanged; where much changed, or the index is missing,
        damaged or of another version, it is made anew, and the user is told why (not where
        `watch` is given: what was asked for says so) and how far that is. An index made by
        another model than the chosen one goes on answering; a process that serves has a new one
        made beside it.
        """
        engine = self._library.engine
        if engine.stamp != self._library.store.stamp:
            self._catch_up(engine, watch)
        try:
            if engine.model_differs():
                self._follow_model(engine)
        except CancuError as error:  # a chosen model that cannot be used: the old one answers
            self._tell_of_model(error.message)
        return engine

    def remake(self, watch: Tell | None = None) -> int:
        """Make the index anew with the chosen model; the number of its passages."""
        with self._alone(None):
            return self._rebuild(self._library.engine, watch)

    def _catch_up(self, engine: "Engine", watch: Tell | None) -> None:
        usable = engine.stamp is not None
        if usable and self._is_remaking():
            return  # what changed comes in when the new index is whole
        try:
            with self._alone(PATIENCE[1] if usable else None) as is_ours:
                if is_ours:
                    self._bring_up(engine, watch)
                else:
                    self._say(_OLD_DOES)
        except OSError as error:
            reason = os_reason(error)
            told = _READ_ONLY.format(folder=self._library.folder, reason=reason)
            if not usable:
                raise CancuError(told, "Hãy kiểm tra quyền ghi và chỗ trống của ổ đĩa.") from error
            self._say(told)

    def _bring_up(self, engine: "Engine", watch: Tell | None) -> None:
        """Once alone: another process may have done it meanwhile."""
        store = self._library.store
        stamp, known = store.stamp, engine.stamp
        if known == stamp:
            return
        changed = store.changed_since(known) if known is not None else None
        if changed is not None and not self._are_many(engine, changed):
            try:
                engine.update(changed, store.passages(documents=changed), stamp)
            except IndexMissing:
                known = None  # damaged where only a change looks
            else:
                store.forget_changes(stamp)
                return
        if watch is not None:
            self._rebuild(engine, watch)
            return
        self._tell_why(known)
        with measured() as tell:
            self._rebuild(engine, tell)

    def _rebuild(self, engine: "Engine", watch: Tell | None) -> int:
        store = self._library.store
        stamp, total = store.stamp, store.passage_count()

        def step(done: int) -> None:
            if watch:
                watch(Amount(INDEXING, done, total, done))

        count = engine.rebuild(store.passages(), stamp, progress=step)
        store.forget_changes(stamp)
        return count

    def _are_many(self, engine: "Engine", changed: set[str]) -> bool:
        """Whether the passages to take out or to put in are a good part of all."""
        store = self._library.store
        total, coming = store.passage_count(), store.passage_count(documents=changed)
        going = len(engine) - (total - coming)
        return max(coming, going) > MANY * max(total, 1)

    def _tell_why(self, known: str | None) -> None:
        if known is not None:
            told = _CHANGED
        else:
            there = any(self._library.index_folder.glob("*"))
            told = _DAMAGED if there else _MISSING
        self._say(told.format(count=labels.figure(self._library.store.passage_count())))

    @contextmanager
    def _alone(self, patience: float | None) -> Iterator[bool]:
        """The only writer of this index; False where another writes longer than that (seconds)."""
        from filelock import FileLock, Timeout

        self._library.folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(self._library.folder / LOCK_FILE)
        try:
            lock.acquire(timeout=PATIENCE[0])
        except Timeout:
            self._say(_WAITING)
            try:
                lock.acquire(timeout=-1 if patience is None else patience)
            except Timeout:
                yield False
                return
        try:
            yield True
        finally:
            lock.release()

    # --- another model ------------------------------------------------------------------------
    def _follow_model(self, engine: "Engine") -> None:
        """Serving: a new index is made beside the one in use. Else the user is told, once."""
        if self.serves:
            with self._starting:
                if self._remaking is None:  # one that failed is not tried again
                    self._remaking = threading.Thread(
                        target=self._remake_beside, args=(engine,), name="index", daemon=True
                    )
                    self._remaking.start()
        else:
            self._tell_of_model(_OTHER_MODEL)

    def _tell_of_model(self, told: str) -> None:
        if not self._told_of_model:
            self._told_of_model = True
            self._say(told)

    def _remake_beside(self, engine: "Engine") -> None:
        try:
            with self._alone(None):
                if engine.model_differs():
                    self._rebuild(engine, None)
                self._bring_up(engine, None)
        except (CancuError, OSError) as error:
            self._say(_REMAKE_FAILED.format(reason=error))

    def finish(self) -> None:
        """Wait until an index that is being made beside the one in use is whole."""
        thread = self._remaking
        if thread is not None:
            thread.join()

    def _is_remaking(self) -> bool:
        return self._remaking is not None and self._remaking.is_alive()


def _version(file: Path) -> int:
    """When a file was last written, in nanoseconds; 0 where there is none."""
    try:
        return file.stat().st_mtime_ns
    except OSError:
        return 0
