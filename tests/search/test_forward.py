"""The forward index against the fields that went in."""

import numpy as np
import pytest

from search.forward import LONGEST_BODY, Forward, ForwardWriter


def passages(count):
    random = np.random.default_rng(count)
    return [
        tuple(
            random.integers(0, 65_536, size, dtype=np.uint16) for size in random.integers(0, 40, 4)
        )
        for _ in range(count)
    ]


def written(folder, given):
    writer = ForwardWriter(folder)
    for parts in given:
        writer.add(parts)
    writer.finish()
    return Forward(folder, len(given))


def as_lists(parts):
    return [part.tolist() for part in parts]


def test_every_passage_is_read_as_it_was_written(tmp_path):
    given = passages(200)
    index = written(tmp_path, given)
    places = np.array([199, 0, 0, 57, 3])
    assert [as_lists(parts) for parts in index.read(places)] == [
        as_lists(given[place]) for place in places
    ]
    assert index.read(np.empty(0, np.int64)) == []
    assert all(part.dtype == np.uint16 for part in index.read(np.array([5]))[0])


def test_only_a_long_body_is_cut(tmp_path):
    long = np.arange(3_000, dtype=np.uint16)
    (found,) = written(tmp_path, [(long, long, long, long)]).read(np.array([0]))
    assert [len(part) for part in found] == [3_000, 3_000, 3_000, LONGEST_BODY]
    np.testing.assert_array_equal(found[3], long[:LONGEST_BODY])


def test_passages_without_a_word_and_none_at_all(tmp_path):
    empty = (np.empty(0, np.uint16),) * 4
    (tmp_path / "one").mkdir()
    assert as_lists(written(tmp_path / "one", [empty]).read(np.array([0]))[0]) == [[], [], [], []]
    (tmp_path / "none").mkdir()
    assert len(written(tmp_path / "none", [])) == 0


@pytest.mark.parametrize("name", ["tokens.bin", "lengths.bin", "starts.bin"])
@pytest.mark.parametrize("damage", ["cut", "gone"])
def test_a_cut_file_is_refused(tmp_path, name, damage):
    written(tmp_path, passages(5))
    file = tmp_path / name
    if damage == "gone":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[:-2])
    with pytest.raises((ValueError, OSError)):
        Forward(tmp_path, 5)
