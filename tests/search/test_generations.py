"""Generations: swapped whole, changed by links, never half."""

import json
import os

import pytest

from kg.errors import IndexMissing
from search import generations


def fill(text):
    def write(folder):
        (folder / "part").mkdir()
        (folder / "part" / "data").write_text(text)
        (folder / "own").write_text(text)
        return {"text": text}

    return write


@pytest.fixture
def folder(tmp_path):
    generations.write(tmp_path / "index", fill("one"))
    return tmp_path / "index"


def names(folder):
    return sorted(path.name for path in folder.iterdir())


def test_a_generation_is_in_use_once_written(folder):
    current = generations.current(folder)
    assert generations.manifest(current) == {"text": "one"}
    generations.write(folder, fill("two"))
    assert generations.manifest(generations.current(folder)) == {"text": "two"}
    assert not current.exists()
    assert names(folder) == sorted(["CURRENT", "LOCK", generations.current(folder).name])


def test_a_change_shares_files_and_leaves_out_its_own(folder):
    seen = {}

    def change(new, facts):
        seen.update(facts)
        old = generations.current(folder)
        assert (new / "part" / "data").samefile(old / "part" / "data")
        assert not (new / "own").exists()
        assert not (new / "manifest.json").exists()
        (new / "own").write_text("two")
        assert (old / "own").read_text() == "one"
        return {"text": "changed"}

    generations.change(folder, change, ("own",))
    current = generations.current(folder)
    assert seen == {"text": "one"}
    assert generations.manifest(current) == {"text": "changed"}
    assert (current / "part" / "data").read_text() == "one"


def test_without_links_files_are_copied(folder, monkeypatch):
    def refuse(*_):
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", refuse)

    def change(new, facts):
        assert not (new / "part" / "data").samefile(generations.current(folder) / "part" / "data")
        return facts

    generations.change(folder, change)
    assert (generations.current(folder) / "part" / "data").read_text() == "one"


def test_a_failing_change_leaves_the_old_one(folder):
    before = generations.current(folder)

    def fail(new, facts):
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        generations.change(folder, fail)
    assert generations.current(folder) == before
    assert names(folder) == sorted(["CURRENT", "LOCK", before.name])


def test_nothing_to_change_is_named(tmp_path):
    with pytest.raises(IndexMissing):
        generations.change(tmp_path / "none", lambda *_: {})
    assert not (tmp_path / "none").exists()
    (tmp_path / "empty").mkdir()
    with pytest.raises(IndexMissing):
        generations.change(tmp_path / "empty", lambda *_: {})


@pytest.mark.parametrize("current", ["", "gen-none\n", "../index/gen-x", "part", "\udcff", "/"])
def test_a_current_that_names_no_generation_is_missing(folder, current):
    (folder / "CURRENT").write_bytes(current.encode("utf-8", "surrogateescape"))
    with pytest.raises(IndexMissing, match="Chỉ mục"):
        generations.current(folder)


@pytest.mark.parametrize("text", ["", "{", "[]", json.dumps("text")])
def test_a_damaged_manifest_is_missing(folder, text):
    (generations.current(folder) / "manifest.json").write_text(text)
    with pytest.raises(IndexMissing):
        generations.manifest(generations.current(folder))


def test_a_file_that_another_program_holds_for_a_moment_is_waited_for(folder, monkeypatch):
    """As Windows has it: neither replaced nor read while it is open elsewhere."""
    monkeypatch.setattr(generations, "_WINDOWS", True)
    monkeypatch.setattr(generations, "_MOMENTS", (0.0,) * 3)
    held = {"replace": 2, "read_text": 2}
    for name in held:
        real = getattr(type(folder), name)

        def once_free(self, *args, _real=real, _name=name):
            if self.name.startswith("CURRENT") and held[_name]:
                held[_name] -= 1
                raise PermissionError
            return _real(self, *args)

        monkeypatch.setattr(type(folder), name, once_free)
    generations.write(folder, fill("two"))
    assert generations.manifest(generations.current(folder)) == {"text": "two"}
    assert not any(held.values())
    held["read_text"] = 9
    with pytest.raises(IndexMissing):
        generations.current(folder)
