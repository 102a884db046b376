"""What is remembered between questions is what the library says now."""

import datetime as dt
import shutil
from threading import Thread

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.errors import NotFoundError
from tests.ui.drafts import four_plans, library_of, text, write
from ui.library import Library
from ui.remembered import Kept

ON = dt.date(2026, 1, 1)


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 5))), st.integers(1, 12))
def test_what_is_kept_is_what_was_asked_for_last(asked, most):
    """Against a plain list of the keys in the order in which they were asked for."""
    weights = dict(asked)
    made, kept = [], Kept(most, lambda value: weights[value])
    order: list[int] = []
    for key, _ in asked:
        known = key in order
        before = len(made)
        assert kept.get(key, lambda key=key: made.append(key) or key) == key
        assert (len(made) == before) == known
        order = [other for other in order if other != key] + [key]
        while sum(weights[other] for other in order) > most and len(order) > 1:
            order.pop(0)


def test_what_fails_to_be_made_is_not_kept():
    kept = Kept(5)
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            kept.get("a", lambda: 1 // 0)
    assert kept.get("a", lambda: 1) == 1


def test_threads_may_share_what_is_kept():
    kept, wrong = Kept(20, lambda _: 3), []

    def ask(first):
        for n in range(2_000):
            key = (first + n * 7) % 31
            if kept.get(key, lambda key=key: key * key) != key * key:
                wrong.append(key)

    threads = [Thread(target=ask, args=(first,)) for first in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert wrong == []


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = tmp_path_factory.mktemp("remembered")
    library_of(made / "library", four_plans(made / "files")).store.close()
    return made / "library"


@pytest.fixture
def library(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "library")
    return Library.at(tmp_path / "library")


def everything(library: Library):
    """All that is remembered, asked for."""
    names = [record.id for record in library.held()]
    words = ["rung", "so", "ke", "hoach", "khong-co"]
    return (
        names,
        [library.source(name) for name in names],
        [library.mentions(name) for name in names],
        library.task_offices(None),
        library.word_shares(words),
        library.matching("61/2018/NĐ-CP"),
        [library.validity(record.key, ON) for record in library.held()],
    )


def test_nothing_of_a_document_that_was_removed_is_remembered(library):
    everything(library)
    assert library.held() is library.held()
    gone = library.find_held("7/KH-UBND")
    library.remove(gone.id)
    assert gone not in library.held()
    with pytest.raises(NotFoundError):
        library.source(gone.id)
    assert library.mentions(gone.id) == []
    assert everything(library) == everything(Library.at(library.folder))


def test_what_another_process_stores_is_seen(library, tmp_path):
    before = everything(library)
    other = Library.at(library.folder)
    file = write(tmp_path, "more.txt", text("Tân Lập", "77/KH-UBND", task="trồng rừng"))
    other.ingest([file])
    after = everything(library)
    assert after == everything(Library.at(library.folder))
    assert len(after[0]) == len(before[0]) + 1


def test_a_fact_that_is_added_is_seen_at_the_next_question(library):
    record = library.find_held("9/KH-UBND")
    before = library.validity(record.key, ON)
    row = {"number": "9/KH-UBND", "signed": "2025-03-05", "issuer": record.header.issuer,
           "title": record.header.title, "effective": "2025-03-10", "expired": "2025-06-01",
           "source": "Công báo"}  # fmt: skip
    assert library.registry_add([row]).failures == ()
    after = library.validity(record.key, ON)
    assert (before.state, after.state) == ("unknown", "expired")


def test_one_question_sees_the_library_as_it_was_when_it_was_asked(library, monkeypatch):
    """A document that goes while a question is answered is still there for this question."""
    import search.answer

    seen = []

    def slow(text, sources, **_):
        first = sources.held()
        Library.at(library.folder).store.remove(first[0].id)
        seen.append(sources.held() is first)
        raise NotFoundError("x")

    monkeypatch.setattr(search.answer, "answer", slow)
    held = len(library.held())
    with pytest.raises(NotFoundError):
        library.answer("hỏi", on=ON)
    assert seen == [True]
    assert len(library.held()) == held - 1
