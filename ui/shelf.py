"""One library on disk: where it lies, its store, its registry, its search index."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from itertools import groupby, islice
from pathlib import Path
from typing import TYPE_CHECKING, Self, TypeAlias, TypeVar

from kg.errors import AmbiguousError, CancuError, IndexMissing, NotFoundError
from kg.model import DocumentRecord, Mention, Reading
from kg.terms import MentionType
from ui.labels import NO_LIBRARY, record_line
from ui.os_reasons import os_reason

if TYPE_CHECKING:
    from kg.inconsistencies import Inconsistency
    from kg.registry import Registry
    from kg.resolve import CitedAt
    from kg.store import Store
    from search.engine import Engine
    from ui.index_care import IndexCare
    from ui.progress import Tell
    from ui.search_filter import DocumentChoice

STORE_FILE = "library.sqlite"
INDEX_FOLDER = "index"
T = TypeVar("T")
_AT_ONCE = 20  # groups of mentions that are asked for together: all of them are in memory
_Group: TypeAlias = tuple[
    list["CitedAt"], Sequence[tuple[DocumentRecord, Mention]], Sequence[DocumentRecord]
]


def default_folder() -> Path:
    """The user's own library: a folder among the user's data of this system."""
    from platformdirs import user_data_path

    return user_data_path("cancu", appauthor=False)


class Shelf:
    """A library's folder. Nothing is created before something is written."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def at(cls, folder: Path | None) -> Self:
        """The library in `folder`, or the user's own."""
        return cls(folder or default_folder())

    def exists(self) -> bool:
        """Whether anything was ever stored here."""
        return (self.folder / STORE_FILE).exists()

    def is_empty(self) -> bool:
        """Whether no document is held."""
        return not self.exists() or self.store.count()["held"] == 0

    @cached_property
    def store(self) -> "Store":
        """The store. Raises NotFoundError where there is no library, LibraryError if damaged."""
        from kg.store import Store

        if not self.exists():
            raise NotFoundError(
                NO_LIBRARY.format(folder=self.folder), "Hãy nạp văn bản: cancu ingest."
            )
        return Store.open(self.folder / STORE_FILE)

    @cached_property
    def writable(self) -> "Store":
        """The store, created where there is none yet."""
        from kg.store import Store

        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise CancuError(
                f"Không tạo được thư mục thư viện “{self.folder}” ({os_reason(error)}).",
                "Hãy chọn thư mục khác bằng --library.",
            ) from error
        return Store.open(self.folder / STORE_FILE)

    @property
    def registry(self) -> "Registry":
        """Shipped facts on validity, with those that users of this library added."""
        if self.exists():
            return self.store.registry
        from kg.registry import load_registry

        return load_registry()

    @property
    def index_folder(self) -> Path:
        """Where the generations of the search index lie."""
        return self.folder / INDEX_FOLDER

    @property
    def engine(self) -> "Engine":
        """The search engine over this library's index, with the models that are chosen now."""
        return self.index.engine()

    @cached_property
    def index(self) -> "IndexCare":
        """Keeps the search index up to the store."""
        from ui.index_care import IndexCare

        return IndexCare(self)

    def fresh_engine(self, watch: "Tell | None" = None) -> "Engine":
        """The engine, its index brought up to the store; see `IndexCare.fresh`."""
        return self.index.fresh(watch)

    def searched(self, work: Callable[["Engine"], T]) -> T:
        """What `work` gives with the fresh engine.

        Damage of the index that only reading meets makes it anew, and `work` is done once more.
        """
        try:
            return work(self.fresh_engine())
        except IndexMissing:
            return work(self.fresh_engine())

    @cached_property
    def choice(self) -> "DocumentChoice":
        """Which documents filters leave; remembers between questions."""
        from ui.search_filter import DocumentChoice

        return DocumentChoice(self)

    def find(self, name: str) -> DocumentRecord:
        """The document, held or cited, that `name` identifies.

        Raises NotFoundError, or AmbiguousError with the choices.
        """
        found = self.store.find(_storable(name))
        if not found:
            raise NotFoundError(
                f"Thư viện không có văn bản nào là “{name}”.",
                "Hãy xem danh sách bằng lệnh: cancu documents.",
            )
        held = [record for record in found if record.held]
        if len(found) == 1 or len(held) == 1:
            return (held or found)[0]
        raise AmbiguousError(
            f"Có {len(found)} văn bản phù hợp với “{name}”.",
            "Hãy nêu rõ bằng một trong các mã sau:",
            tuple(record_line(record) for record in found[:20]),
        )

    def find_held(self, name: str) -> DocumentRecord:
        """Like `find`, but only documents whose text the library holds."""
        held = [record for record in self.store.find(_storable(name)) if record.held]
        if len(held) == 1:
            return held[0]
        record = self.find(name)
        if not record.held:
            raise NotFoundError(
                f"Thư viện chưa có toàn văn của “{record.header.number or name}”; "
                "văn bản này chỉ được các văn bản khác viện dẫn.",
                "Hãy nạp tệp của văn bản bằng lệnh: cancu ingest.",
            )
        return record

    def reading_of(self, record: DocumentRecord) -> Reading:
        """All that was read from a held document, its mentions linked."""
        store = self.store
        return replace(
            self.text_of(record),
            relations=tuple(store.relations(record.id)),
            effects=tuple(store.effects(record.id)),
            tasks=tuple(item.task for item in store.tasks(record.id)),
            targets=tuple(item.target for item in store.targets(record.id)),
        )

    def text_of(self, record: DocumentRecord) -> Reading:
        """The text of a held document, its outline, mentions and problems; nothing else."""
        store = self.store
        source = store.source(record.id)
        if source is None:
            raise NotFoundError(f"Thư viện không giữ văn bản {record.id}.")
        return Reading(
            name=record.name,
            path=record.path,
            sha256=record.sha256,
            source=source,
            header=record.header,
            sections=tuple(store.sections(record.id)),
            mentions=tuple(store.mentions(record.id)),
            problems=tuple(store.problems(record.id)),
        )

    def read(self, name: str | None, file: Path | None) -> tuple[Reading, str | None]:
        """A held document by name, or a file that is read now and not stored.

        Returns the reading and the document's id (None for a file). Raises NotFoundError for a
        path that is none, CancuError for a file that gives no text. The file is read in a child
        process with limits.
        """
        if name is not None:
            record = self.find_held(name)
            return self.reading_of(record), record.id
        reading = self.read_file(file)
        return replace(reading, mentions=self.link(reading)), None

    def read_file(self, file: Path | None) -> Reading:
        """A file that is read now and not stored, its mentions not linked. Raises as `read`."""
        from ingest import children
        from ui.labels import problem_sentence

        if file is None or not file.is_file():
            raise NotFoundError(f"Không có tệp “{file}”.", "Hãy kiểm tra lại đường dẫn.")
        reading = children.read(file)
        if not reading.source.lines:
            raise CancuError(" ".join(problem_sentence(problem) for problem in reading.problems))
        return reading

    def inconsistencies(
        self, document_id: str | None, file: Path | None = None
    ) -> "tuple[Inconsistency, ...]":
        """What does not fit together in a held document (id, number) or a file; certain first."""
        reading, _ = self.read(document_id, file)
        return self.inconsistencies_of(reading)

    def inconsistencies_of(
        self, reading: Reading, registry: "Registry | None" = None
    ) -> "tuple[Inconsistency, ...]":
        """The same for a document already read and linked. registry: of a moment, where asked."""
        from kg.inconsistencies import inconsistencies

        return inconsistencies(reading, registry or self.registry)

    def link(self, reading: Reading) -> tuple[Mention, ...]:
        """Mentions of a reading that is not stored, linked as the store would link them."""
        from kg.resolve import CitedAt, link_group
        from kg.rows import group_key, record_from

        citing = record_from(reading)
        cited = [CitedAt(index, item, citing) for index, item in enumerate(reading.mentions)]
        linked = [
            replace(item, target=citing.key) if item.mention_type is MentionType.SELF else item
            for item in reading.mentions
        ]
        registry = self.registry
        for members, others, held in self._known(_groups(cited, group_key)):
            beside = [CitedAt(-1 - place, said, at) for place, (at, said) in enumerate(others)]
            for link in link_group([*members, *beside], held, registry):
                if link.mention_id < 0:
                    continue
                before = linked[link.mention_id]
                linked[link.mention_id] = replace(
                    before,
                    target=link.target,
                    choices=link.choices,
                    confidence=min(before.confidence, link.confidence),
                    problems=before.problems + link.problems,
                )
        return tuple(linked)

    def _known(self, groups: Iterable[tuple[str, list["CitedAt"]]]) -> Iterator[_Group]:
        """Groups with what the library says of each: its mentions, and documents held.

        Asked of many groups at once: a text of 3,000 citations has half as many groups.
        """
        rest = iter(groups)
        while several := list(islice(rest, _AT_ONCE)):
            names = [group for group, _ in several if not group.startswith("title:")]
            exists = bool(names) and self.exists()
            said = self.store.said_of(names) if exists else {}
            held = self.store.held_of(names) if exists else {}
            for group, members in several:
                yield members, said.get(group, []), held.get(group, [])


def _storable(name: str) -> str:
    """A name from the command line without the bytes that no text can hold."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _groups(
    cited: Sequence["CitedAt"], key_of: Callable[[Mention], str | None]
) -> Iterable[tuple[str, list["CitedAt"]]]:
    keyed = [(key_of(item.mention), item) for item in cited]
    known = sorted(
        ((key, item) for key, item in keyed if key), key=lambda pair: (pair[0], pair[1].mention_id)
    )
    for key, pairs in groupby(known, key=lambda pair: pair[0]):
        yield key, [item for _, item in pairs]
