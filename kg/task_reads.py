"""Reading a library: which tasks and targets share words with a question, or have an office.

By the indexes of `kg.task_words`: what a question does not touch is not read. The results are
those of reading everything (tests compare the two).
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final, TypeVar

from sqlalchemy import Connection, Select, Table, TextClause, func, select, text, tuple_

from kg import task_words
from kg.errors import LibraryError
from kg.folding import TOKEN
from kg.model import Target, Task
from kg.office_forms import forms
from kg.office_reading import read_office
from kg.opening import reading, writing
from kg.queries import DocumentReads
from kg.records import dump, load
from kg.rows import among
from kg.schema import documents as held
from kg.schema import targets, task_offices, tasks
from kg.task_text import words_of
from kg.task_words import PLACES

T = TypeVar("T")
_LIMIT: Final = 400
_FEW: Final = 50  # documents that are read whole, where no others are asked about
_KEYS: Final = text("""
WITH RECURSIVE found(key) AS (
    SELECT min(key) FROM task_offices
    UNION ALL
    SELECT (SELECT min(key) FROM task_offices WHERE key > found.key) FROM found
    WHERE found.key IS NOT NULL
) SELECT key FROM found WHERE key IS NOT NULL""")  # hops along the index: many rows share a key


class TaskReads(DocumentReads):
    """Questions on tasks and targets. Documents are named by id; None: all of them."""

    _are_words_checked = False

    def task_offices(self, documents: Collection[str] | None = None) -> list[str]:
        """Offices that tasks name, each spelling once, in the order of the tasks."""
        query = _of(documents, select(task_offices.c.office), task_offices)
        query = query.order_by(held.c.id, task_offices.c.position, task_offices.c.number)
        with self._with_words() as connection:
            return list(dict.fromkeys(connection.scalars(query)))

    def tasks_about(
        self, words: Sequence[str], documents: Collection[str] | None = None, limit: int = _LIMIT
    ) -> list[tuple[str, Task]]:
        """Tasks that share a folded word with `words`, those that share the most first.

        Ties: by id of the document, then in text order. At most `limit`.
        """
        with self._with_words() as connection:
            best = _most(connection, _sharing(connection, tasks, words, documents), limit)
            return _loaded(connection, tasks, Task, best)

    def targets_about(
        self, words: Sequence[str], documents: Collection[str] | None = None, limit: int = _LIMIT
    ) -> list[tuple[str, Target]]:
        """Targets that share a folded word with `words`, as `tasks_about` has tasks."""
        with self._with_words() as connection:
            best = _most(connection, _sharing(connection, targets, words, documents), limit)
            return _loaded(connection, targets, Target, best)

    def tasks_of(
        self, offices: Sequence[str], documents: Collection[str] | None = None
    ) -> list[tuple[str, Task]]:
        """Tasks given to an office whose words hold all words of one of `offices`, or are held.

        In the order of their documents' ids, then of the text.
        """
        written = (form for office in offices for form in (office, *_other_forms(office)))
        asked = [set(words_of(form)) for form in written]
        with self._with_words() as connection:
            keys = _keys(connection, documents)
            meant = [key for key in keys if _is_one_of(set(key.split()), asked)]
            query = _of(documents, select(tasks.c.record, held.c.id), tasks)
            given = select(task_offices.c.document, task_offices.c.position)
            given = given.where(task_offices.c.key.in_(among(meant)))
            fits = tuple_(tasks.c.document, tasks.c.position).in_(given)
            rows = connection.execute(query.where(fits).order_by(held.c.id, tasks.c.position))
            return [(row.id, load(Task, row.record)) for row in rows]

    def word_shares(self, words: Sequence[str]) -> dict[str, float]:
        """Share of all tasks and targets that have a folded word, in [0, 1]."""
        with self._with_words() as connection:
            total = sum(_count(connection, table) for table in (tasks, targets))
            return {
                word: sum(_having(connection, table, word) for table in (tasks, targets))
                / max(1, total)
                for word in dict.fromkeys(words)
            }

    @contextmanager
    def _with_words(self) -> Iterator[Connection]:
        """A reading connection; the words are first made anew where abbreviations changed."""
        if not self._are_words_checked:
            self._check_words()
        with reading(self.engine) as connection:
            yield connection

    def _check_words(self) -> None:
        """Of a library that cannot be written the old words stay: most of them are the same."""
        with reading(self.engine) as connection:
            current = task_words.are_current(connection)
        if not current:
            try:
                with writing(self.engine) as connection:
                    task_words.refill(connection)
            except LibraryError:
                pass
        self._are_words_checked = True


def _other_forms(office: str) -> list[str]:
    """Forms in which a listed office is written too: its aliases, its initials."""
    rows = set(read_office(office).rows)
    return [form.words for form in forms() if form.exact and rows & set(form.rows)]


def _is_one_of(words: set[str], asked: Sequence[set[str]]) -> bool:
    return bool(words) and any(one <= words or words <= one for one in asked)


def _of(documents: Collection[str] | None, query: Select[Any], table: Table) -> Select[Any]:
    """`query` on a table, joined with its documents; only these where some are named."""
    query = query.join(held, held.c.serial == table.c.document)
    return query if documents is None else query.where(held.c.id.in_(among(documents)))


def _keys(connection: Connection, documents: Collection[str] | None) -> list[str]:
    """Keys of offices that have tasks, each once."""
    if documents is None:
        return list(connection.scalars(_KEYS))
    query = _of(documents, select(task_offices.c.key).distinct(), task_offices)
    return list(connection.scalars(query))


def _sharing(
    connection: Connection, table: Table, words: Sequence[str], documents: Collection[str] | None
) -> Mapping[int, int]:
    """How many of the words each row has, by its place in the index; rows with none left out."""
    asked = {word for word in words if TOKEN.fullmatch(word)}
    if documents is None:
        return _by_index(connection, table, asked)
    query = select(held.c.serial).where(held.c.id.in_(among(documents)))
    serials = set(connection.scalars(query))
    if len(serials) > _FEW:
        found = _by_index(connection, table, asked)
        return {place: shared for place, shared in found.items() if place // PLACES in serials}
    rows = select(table.c.document, table.c.position, table.c.said)
    return {
        row.document * PLACES + row.position: shared
        for row in connection.execute(rows.where(table.c.document.in_(among(serials))))
        if (shared := len(asked.intersection(row.said.split())))
    }


def _by_index(connection: Connection, table: Table, words: Collection[str]) -> Counter[int]:
    found: Counter[int] = Counter()
    for word in words:
        query = _match(table, "json_group_array(rowid)")
        found.update(load(list[int], connection.scalar(query, {"word": word})))
    return found


def _match(table: Table, what: str) -> TextClause:
    """What an index tells of a word; the word must be letters and figures only."""
    index = f"{table.name}_index"
    return text(f"SELECT {what} FROM {index} WHERE {index} MATCH :word")


def _most(connection: Connection, shared: Mapping[int, int], limit: int) -> list[int]:
    """Places that share the most, at most `limit`; ties by id of the document, then by place."""
    levels: dict[int, list[int]] = defaultdict(list)
    for place, count in shared.items():
        levels[count].append(place)
    best: list[int] = []
    for count in sorted(levels, reverse=True):
        if len(best) >= limit:
            break
        names = _names(connection, {place // PLACES for place in levels[count]})
        best += sorted(levels[count], key=lambda place: (names[place // PLACES], place))
    return best[:limit]


def _names(connection: Connection, serials: Collection[int]) -> dict[int, str]:
    query = select(held.c.serial, held.c.id).where(held.c.serial.in_(among(serials)))
    return dict(connection.execute(query).tuples().all())


def _loaded(
    connection: Connection, table: Table, kind: type[T], places: Sequence[int]
) -> list[tuple[str, T]]:
    """(id of the document, value) of these rows, in this order."""
    query = text(
        f"SELECT d.id, t.record FROM json_each(:places) AS p"
        f" JOIN {table.name} AS t ON t.document = p.value / {PLACES}"
        f" AND t.position = p.value % {PLACES}"
        " JOIN documents AS d ON d.serial = t.document ORDER BY p.key"
    )
    rows = connection.execute(query, {"places": dump(list(places))})
    return [(name, load(kind, record)) for name, record in rows]


def _having(connection: Connection, table: Table, word: str) -> int:
    """How many rows have a word."""
    if not TOKEN.fullmatch(word):
        return 0
    return int(connection.scalar(_match(table, "count(*)"), {"word": word}) or 0)


def _count(connection: Connection, table: Table) -> int:
    return int(connection.scalar(select(func.count()).select_from(table)) or 0)
