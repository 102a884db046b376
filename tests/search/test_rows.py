"""Rows to passages and documents: the arrays say what was put in, and notice when they are cut."""

import numpy as np
import pytest

from search.arrays import Texts, mapped, write_texts
from search.rows import RowsWriter, RowTable

NAMES = [
    ("a#1", "a"),
    ("a#2", "a"),
    ("", "tài liệu có dấu"),
    ("số 12/2020/NĐ-CP điều 3\n#9", "số 12/2020/NĐ-CP"),
    ("a#3", "a"),
]
ROWS = [3, 4, 10, 11, 4_000_000_000]


@pytest.fixture
def folder(tmp_path):
    writer = RowsWriter()
    for row, (passage, document) in zip(ROWS, NAMES, strict=True):
        writer.add(row, passage, document)
    assert writer.finish(tmp_path) == 3
    return tmp_path


def test_what_was_put_in_comes_out(folder):
    table = RowTable(folder, 5, 3)
    assert len(table) == 5
    assert table.first == 3
    assert table.rows.tolist() == ROWS
    places = table.places(np.array([11, 3, 4_000_000_000])).tolist()
    assert places == [3, 0, 4]
    assert [(table.passages[at], table.document(at)) for at in range(5)] == NAMES


@pytest.mark.parametrize(
    "documents", [[], ["a"], ["a", "số 12/2020/NĐ-CP"], ["nowhere"], ["nowhere", "tài liệu có dấu"]]
)
def test_a_choice_of_documents_is_the_choice_made_one_by_one(folder, documents):
    table = RowTable(folder, 5, 3)
    expected = [document in documents for _, document in NAMES]
    assert table.of(documents).tolist() == expected


def test_documents_without_a_living_row_are_not_held(folder):
    table = RowTable(folder, 5, 3)
    assert set(table.holding(None)) == {document for _, document in NAMES}
    assert set(table.holding(np.array([True, False, False, True, False]))) == {
        "a",
        "số 12/2020/NĐ-CP",
    }


@pytest.mark.parametrize(
    "name",
    [
        "rows.bin",
        "ordinals.bin",
        "passages.bytes",
        "passages.ends",
        "documents.bytes",
        "documents.ends",
    ],
)
@pytest.mark.parametrize("damage", ["cut", "longer", "gone"])
def test_a_file_of_another_size_is_refused(folder, name, damage):
    file = folder / name
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:-1] if damage == "cut" else file.read_bytes() + b"x")
    with pytest.raises((ValueError, OSError)):
        RowTable(folder, 5, 3)


def test_arrays_are_not_writable_and_may_be_empty(tmp_path):
    (tmp_path / "none").write_bytes(b"")
    assert mapped(tmp_path / "none", np.int64, 0).tolist() == []
    np.arange(3, dtype=np.int64).tofile(tmp_path / "three")
    found = mapped(tmp_path / "three", np.int64, 3)
    with pytest.raises(ValueError, match="read-only"):
        found[0] = 9
    with pytest.raises(ValueError, match="does not hold"):
        mapped(tmp_path / "three", np.int64, -3)


@pytest.mark.parametrize("texts", [[], [""], ["một", "", "hai ba", "🙂"]])
def test_texts_come_out_as_they_went_in(tmp_path, texts):
    write_texts(tmp_path / "texts", texts)
    found = Texts(tmp_path / "texts", len(texts))
    assert found.all() == texts == [found[at] for at in range(len(found))]
