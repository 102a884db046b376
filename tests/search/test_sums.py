"""Checksums of small files: what changed is noticed, what is rewritten at will is left out."""

import zlib

import pytest

from search import sums


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "seg-1").mkdir()
    (tmp_path / "seg-1" / "rows.bin").write_bytes(bytes(range(200)))
    (tmp_path / "dead.bin").write_bytes(b"")
    (tmp_path / ".managed.json").write_bytes(b"[]")
    with (tmp_path / "vectors.faiss").open("wb") as file:
        file.truncate(4_000_001)
    return tmp_path


def test_small_files_are_told_by_their_crc(folder):
    assert sums.of(folder) == {
        "dead.bin": 0,
        "seg-1/rows.bin": zlib.crc32(bytes(range(200))),
    }


@pytest.mark.parametrize("bit", [0, 7, 801, 1599])
def test_one_flipped_bit_is_noticed(folder, bit):
    known = sums.of(folder)
    sums.compare(folder, known)
    data = bytearray(range(200))
    data[bit // 8] ^= 1 << bit % 8
    (folder / "seg-1" / "rows.bin").write_bytes(data)
    with pytest.raises(ValueError, match="damaged"):
        sums.compare(folder, known)


def test_a_file_that_is_gone_is_an_error(folder):
    known = sums.of(folder)
    (folder / "dead.bin").unlink()
    with pytest.raises(OSError, match=r"dead\.bin"):
        sums.compare(folder, known)
