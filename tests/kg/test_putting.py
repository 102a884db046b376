"""What a file takes the place of: documents that were held from its path."""

from pathlib import Path

import pytest

from kg.events import EventKind
from kg.registry import Registry
from kg.store import Change, Store
from tests.kg.readings import link_by_number, make, passages_of


@pytest.fixture
def store(tmp_path: Path):
    (tmp_path / "library").mkdir()
    with Store.open(
        tmp_path / "library", Registry([], catalogue=False), linker=link_by_number
    ) as opened:
        yield opened


def put(store: Store, number: str, path: Path | str, extra: str = ""):
    item = make(number, path=str(path), title=f"Kế hoạch {number}", extra=extra)
    return store.put(item, passages_of(item), by="An")


def held(store: Store) -> list[tuple[str | None, str]]:
    return sorted((d.header.number, Path(d.path).name) for d in store.documents())


@pytest.mark.parametrize(
    ("number", "change", "left"),
    [("2/KH-UBND", Change.ADDED, ["1/KH-UBND", "2/KH-UBND"]),
     ("1/KH-UBND", Change.UPDATED, ["1/KH-UBND"])],
)  # fmt: skip
def test_a_path_typed_in_another_folder_is_that_of_its_own_document_alone(
    store, tmp_path, monkeypatch, number, change, left
):
    """Libraries of earlier versions hold "a.txt" as it was typed, in whatever folder."""
    put(store, "1/KH-UBND", "a.txt")
    monkeypatch.chdir(tmp_path)
    assert put(store, number, tmp_path / "a.txt", "khác").change is change
    assert [found for found, _ in held(store)] == left


def test_a_file_is_put_in_though_the_working_folder_is_gone(store, tmp_path, monkeypatch):
    (tmp_path / "gone").mkdir()
    monkeypatch.chdir(tmp_path / "gone")
    (tmp_path / "gone").rmdir()
    assert put(store, "1/KH-UBND", tmp_path / "a.txt").change is Change.ADDED


def test_a_file_moved_over_another_leaves_one_document_at_that_path(store, tmp_path):
    one, other = tmp_path / "a.txt", tmp_path / "b.txt"
    record = put(store, "1/KH-UBND", one).record
    gone = put(store, "2/KH-UBND", other).record
    store.put_file(record.id, str(other), by="Bình")
    assert held(store) == [("1/KH-UBND", "b.txt")]
    event = store.events()[0]
    assert (event.kind, event.by, event.number) == (
        EventKind.DOCUMENT_REMOVED,
        "Bình",
        gone.header.number,
    )
    assert put(store, "3/KH-UBND", other).replaced == record.id
    assert held(store) == [("3/KH-UBND", "b.txt")]
    store.put_file("none", str(other))
    assert held(store) == [("3/KH-UBND", "b.txt")]


@pytest.mark.parametrize("number", ["1/KH-UBND", "2/KH-UBND", "3/KH-UBND"])
def test_all_documents_held_from_one_path_go_when_its_file_comes(store, tmp_path, number):
    """Libraries of earlier versions may hold two documents from one path."""
    path, other = tmp_path / "b.txt", tmp_path / "c.txt"
    one, two = put(store, "1/KH-UBND", path).record, put(store, "2/KH-UBND", other).record
    with store.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE documents SET path = ?", (str(path),))
    done = put(store, number, path, "khác")
    assert done.change is Change.UPDATED
    assert set(done.gone) == {one.id, two.id}
    assert done.replaced == (one if number == "1/KH-UBND" else two).id
    assert held(store) == [(number, "b.txt")]
    kinds = [event.kind for event in store.events()]
    assert kinds == [EventKind.DOCUMENT_REMOVED, EventKind.DOCUMENT_READ_AGAIN]
