"""What the indexes of words find is what reading everything finds."""

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from kg.errors import CancuError
from kg.model import Assignment, Target, Task
from kg.opening import library_file, reading, writing
from kg.registry import Registry
from kg.store import Store
from kg.terms import Comparator, OfficeRole
from tests.kg.indexed import check_index
from tests.kg.readings import link_by_number, make, passages_of
from tests.search.scanning import Scanning

NO_FACTS = Registry([], catalogue=False)
FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])

WORDS = ("UBND", "TTHC", "rà soát", "hồ sơ", "số hóa", "đề án 06", "báo cáo", "&", "(1)", "Đ/c")
OFFICES = (
    "Phòng Nội vụ", "Trưởng phòng Nội vụ", "UBND xã", "UBND các xã, phường", "Ủy ban nhân dân",
    "VP-TK", "Văn phòng", "-", "Sở Tài chính",
)  # fmt: skip
ASKED = ("ra", "soat", "ho", "so", "hoa", "uy", "ban", "06", "tthc", "thu", "tuc", "khong-co", "")

said = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
given_to = st.lists(
    st.builds(Assignment, st.sampled_from(OFFICES), st.sampled_from(OfficeRole)), max_size=3
).map(tuple)
some_tasks = st.lists(
    st.builds(
        lambda task, offices, product, field: Task(
            task, offices, 1, 1, product=product, field=field
        ),
        said, given_to, st.none() | said, st.none() | said,
    ),
    max_size=5,
)  # fmt: skip
some_targets = st.lists(
    st.builds(lambda indicator: Target(indicator, Comparator.EQUAL, 1.0, 1), said), max_size=3
)


@st.composite
def libraries(draw):
    """Up to five documents, each with tasks and targets of its own."""
    return [
        replace(
            make(f"{number}/KH-UBND", extra=str(number)),
            tasks=tuple(draw(some_tasks)),
            targets=tuple(draw(some_targets)),
        )
        for number in range(draw(st.integers(1, 5)))
    ]


class Scanned(Scanning):
    """The second opinion: the same library, read whole."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def tasks_in(self, documents):
        return [(d, t) for d, t in self._all(self.store.tasks(), "task") if _in(d, documents)]

    def targets_in(self, documents):
        return [(d, t) for d, t in self._all(self.store.targets(), "target") if _in(d, documents)]

    @staticmethod
    def _all(items, name):
        return [(item.document, getattr(item, name)) for item in items]


def _in(document, documents):
    return documents is None or document in documents


@pytest.fixture(scope="module")
def empty(tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("empty")
    Store.open(folder, NO_FACTS).close()
    return library_file(folder)


def opened(empty: Path, folder: Path) -> Store:
    library_file(folder).write_bytes(empty.read_bytes())
    return Store.open(folder, NO_FACTS, linker=link_by_number)


def same(store: Store, words, offices, documents, limit) -> None:
    scanned = Scanned(store)
    assert store.task_offices(documents) == scanned.task_offices(documents)
    assert store.tasks_of(offices, documents) == scanned.tasks_of(offices, documents)
    assert store.word_shares(words) == pytest.approx(scanned.word_shares(words))
    for name in ("tasks_about", "targets_about"):
        for most in (400, limit):
            found = getattr(store, name)(words, documents, most)
            assert found == getattr(scanned, name)(words, documents, most)


@given(
    libraries(),
    st.lists(st.sampled_from(ASKED), max_size=8),
    st.lists(st.sampled_from(OFFICES), max_size=2),
    st.sets(st.integers(0, 5)) | st.none(),
    st.integers(1, 3),
)
@FEW
def test_the_index_finds_what_reading_everything_finds(
    tmp_path_factory, empty, items, words, offices, chosen, limit
):
    with opened(empty, tmp_path_factory.mktemp("l")) as store:
        held = [store.put(item, passages_of(item)).record.id for item in items]
        documents = None if chosen is None else {n for i, n in enumerate(held) if i in chosen}
        same(store, words, offices, documents, limit)
        check_index(store)
        store.remove(held[0])
        same(store, words, offices, documents, limit)
        check_index(store)


def test_more_documents_than_are_read_whole_are_found_by_the_index(empty, tmp_path, monkeypatch):
    monkeypatch.setattr("kg.task_reads._FEW", 1)
    with opened(empty, tmp_path) as store:
        for number in range(4):
            store.put(make(f"{number}/KH-UBND", extra=str(number)))
        held = [record.id for record in store.documents()]
        same(store, ["tham", "muu", "the"], ["Văn phòng"], set(held[:3]), 2)


def test_a_document_read_again_has_the_words_of_the_new_reading_alone(empty, tmp_path):
    old = make("1/KH-UBND")
    planting = Task("Trồng rừng", (Assignment("Trạm Y tế", OfficeRole.LEAD),), 1, 1)
    new = replace(old, tasks=(planting,))
    with opened(empty, tmp_path) as store:
        store.put(old)
        assert store.tasks_about(["tham", "muu"])
        store.put(new, again=True)
        assert store.tasks_about(["tham", "muu"]) == []
        assert [task for _, task in store.tasks_about(["rung"])] == list(new.tasks)
        assert store.task_offices() == ["Trạm Y tế"]
        check_index(store)


def test_nothing_of_a_removed_documents_words_stays_in_the_file(empty, tmp_path):
    def blocks(store):
        with reading(store.engine) as connection:
            tables = ("tasks_index_data", "targets_index_data")
            rows = [connection.execute(text(f"SELECT block FROM {t}")).scalars() for t in tables]
            return b"".join(block for found in rows for block in found)

    with opened(empty, tmp_path) as store:
        none = blocks(store)
        first, second = make("1/KH-UBND"), replace(make("2/KH-UBND"), targets=())
        held = store.put(first).record
        rare = replace(second, tasks=(Task("bí mật riêng", (), 1, 1),))
        gone = store.put(rare).record
        assert b"rieng" in blocks(store)
        store.put(second, again=True)
        assert b"rieng" not in blocks(store)
        store.put(rare, again=True)
        store.remove(gone.id)
        assert b"rieng" not in blocks(store)
        assert b"muu" in blocks(store)
        store.remove(held.id)
        assert len(blocks(store)) <= 2 * len(none)  # counters alone


def test_an_index_that_lacks_a_word_is_noticed(empty, tmp_path):
    """The check that the other tests rest on does find a fault."""
    with opened(empty, tmp_path) as store:
        store.put(make("1/KH-UBND"))
        check_index(store)
        with writing(store.engine) as connection:
            connection.execute(
                text("INSERT INTO tasks_index (tasks_index, rowid, said)"
                     " SELECT 'delete', place, 'muu' FROM tasks_said")
            )  # fmt: skip
        with pytest.raises((DatabaseError, CancuError)):
            check_index(store)


@pytest.mark.parametrize(
    "word", ['"', '"rung" OR "a"', "*", "so*", "NEAR", "a b", "said:so", "số", "x" * 10_000, "\x00"]
)
def test_no_word_breaks_the_index(empty, tmp_path, word):
    with opened(empty, tmp_path) as store:
        store.put(make("1/KH-UBND"))
        assert store.tasks_about([word]) == []
        assert store.word_shares([word]) == {word: 0.0}
        same(store, [word, "tham"], [word], None, 5)


def test_a_library_without_tasks_has_none(empty, tmp_path):
    with opened(empty, tmp_path) as store:
        same(store, ["tham"], ["Văn phòng", ""], None, 5)
        same(store, [], [], set(), 5)
        assert store.word_shares(["tham"]) == {"tham": 0.0}


def test_many_words_and_documents_are_no_limit(empty, tmp_path):
    with opened(empty, tmp_path) as store:
        store.put(make("1/KH-UBND"))
        words = [*(f"w{n}" for n in range(3_000)), "tham"]
        nobody = {f"d{n}" for n in range(3_000)}
        assert len(store.tasks_about(words)) == 1
        assert store.tasks_about(words, nobody) == []
        assert store.tasks_of(["Phòng Nội vụ"] * 1_000, nobody) == []


def test_words_made_by_other_abbreviations_are_made_anew(empty, tmp_path):
    item = replace(make("1/KH-UBND"), tasks=(Task("UBND họp", (), 1, 1),))
    with opened(empty, tmp_path) as store:
        store.put(item)
    with writing(store.engine) as connection:  # as another version would have left it
        connection.execute(text("UPDATE tasks SET said = 'ubnd hop'"))
        connection.execute(text("UPDATE library SET value = '1 older' WHERE name = 'words'"))
    with Store.open(tmp_path, NO_FACTS) as store:
        assert len(store.tasks_about(["uy"])) == 1
        assert store.tasks_about(["ubnd"]) == []
        check_index(store)


def test_an_office_is_found_by_every_form_in_which_it_is_listed(empty: Path, tmp_path: Path):
    lead = Assignment("Bộ CHQS tỉnh", OfficeRole.LEAD)
    other = Assignment("Sở Tài chính", OfficeRole.LEAD)
    tasks = (Task("trực ban", (lead,), 1, 1), Task("cấp kinh phí", (other,), 2, 2))
    with opened(empty, tmp_path) as store:
        store.put(replace(make("1/KH-UBND"), tasks=tasks))
        found = store.tasks_of(["Bộ Chỉ huy Quân sự tỉnh Nghệ An"])
    assert [task.task for _, task in found] == ["trực ban"]
