"""Datasets: versions of one file, ids that two files share, runs that were broken off."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kg.model import Passage
from kg.registry import Registry
from kg.store import Store

ROOT = Path(__file__).parents[2]


@pytest.fixture
def store(tmp_path):
    with Store.open(tmp_path, Registry([], catalogue=False)) as opened:
        yield opened


def article(number, words="", document=None):
    return Passage(
        f"a{number}", document or f"doc-{number % 3}", (), f"Điều {number} {words}", 0, 0
    )


def ids(store):
    return sorted(passage.id for passage in store.passages())


def test_a_later_version_of_a_file_takes_the_place_of_the_earlier_one(store):
    store.import_passages("law 1", [article(n) for n in range(6)], source="/law.jsonl")
    before = store.stamp
    later = [article(n, "mới" if n == 4 else "") for n in range(2, 7)]
    assert store.import_passages("law 2", later, source="/law.jsonl", batch=2) == 5
    assert list(store.passages()) == later
    assert store.dataset("law 1") == (0, False)
    # a0, a1 went, a4 changed, a6 came: documents 0 and 1; the rows of document 2 are as they were
    assert store.changed_since(before) == {"doc-0", "doc-1"}


def test_until_a_later_version_is_whole_the_earlier_one_stays(store):
    def broken():
        yield from [article(n, "mới") for n in range(4)]
        raise OSError("gone")

    store.import_passages("law 1", [article(n) for n in range(6)], source="/law.jsonl")
    with pytest.raises(OSError, match="gone"):
        store.import_passages("law 2", broken(), source="/law.jsonl", batch=2)
    assert ids(store) == [f"a{n}" for n in range(6)]
    # back to the earlier version: nothing of the later one stays
    first = [article(n) for n in range(6)]
    assert store.import_passages("law 1", first, source="/law.jsonl") == 6
    assert sorted(p.text for p in store.passages()) == sorted(p.text for p in first)
    assert store.dataset("law 2") == (0, False)


def test_going_back_to_an_untouched_version_drops_the_begun_one(store):
    def broken():
        yield from [article(n) for n in range(10, 14)]
        raise OSError("gone")

    store.import_passages("law 1", [article(1)], source="/law.jsonl")
    with pytest.raises(OSError, match="gone"):
        store.import_passages("law 2", broken(), source="/law.jsonl", batch=2)
    assert store.import_passages("law 1", [article(1)], source="/law.jsonl") == 0
    assert ids(store) == ["a1"]


def test_datasets_of_other_sources_are_left_alone(store):
    store.import_passages("law 1", [article(1)], source="/one/law.jsonl")
    store.import_passages("law 2", [article(2)], source="/two/law.jsonl")
    store.import_passages("law 3", [article(3)])
    store.import_passages("law 4", [article(4)])
    assert ids(store) == ["a1", "a2", "a3", "a4"]


def test_a_dataset_of_an_earlier_program_learns_where_it_came_from(store):
    store.import_passages("law 1", [article(1), article(2)])
    assert store.import_passages("law 1", [article(1), article(2)], source="/law") == 0
    assert store.datasets() == [("law 1", "/law")]
    store.import_passages("law 2", [article(2)], source="/law")
    assert (ids(store), store.datasets()) == (["a2"], [("law 2", "/law")])


def test_a_dataset_that_lost_passages_to_another_is_taken_again(store):
    one, two = [article(1), article(2)], [article(2, "khác"), article(3)]
    store.import_passages("one", one, source="/one")
    store.import_passages("two", two, source="/two")
    assert store.dataset("one") == (0, False)
    store.remove_dataset("two")
    assert ids(store) == ["a1"]
    assert store.import_passages("one", one, source="/one") == 2
    assert ids(store) == ["a1", "a2"]


def test_the_same_rows_again_change_no_document(store):
    rows = [article(n) for n in range(5)]
    store.import_passages("law 1", rows, source="/law")
    before = store.stamp
    assert store.import_passages("law 2", rows, source="/law", batch=2) == 5
    assert store.stamp == before
    assert store.dataset("law 2") == (5, True)


def test_an_empty_version_takes_all_out(store):
    store.import_passages("law 1", [article(1)], source="/law")
    before = store.stamp
    assert store.import_passages("law 2", [], source="/law") == 0
    assert ids(store) == []
    assert store.changed_since(before) == {"doc-1"}


CHILD = """
import os, signal, sys
from pathlib import Path
from sqlalchemy import Engine, event
from kg.store import Store
from tests.kg.test_dataset_writes import article
left = int(sys.argv[2])
def count(*_):
    global left
    left -= 1
    if left == 0:
        os.kill(os.getpid(), signal.SIGKILL)
store = Store.open(Path(sys.argv[1]))
for moment in ("after_cursor_execute", "commit"):
    event.listen(Engine, moment, count)
store.import_passages("law 2", [article(n, "mới") for n in range(3, 33)], source="/law", batch=5)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_an_import_killed_at_any_statement_goes_on_and_loses_nothing(tmp_path):
    with Store.open(tmp_path) as store:
        store.import_passages("law 1", [article(n) for n in range(9)], source="/law")
    texts, kills = {article(n).text for n in range(3)}, 0
    for statements in (3, 9, 14, 23, 38):
        run = [sys.executable, "-c", CHILD, str(tmp_path), str(statements)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}
        done = subprocess.run(run, capture_output=True, check=False, env=environment)
        assert done.returncode in (0, -signal.SIGKILL), done.stderr
        kills += done.returncode != 0
        with Store.open(tmp_path) as store:
            assert store.faults() == []
            whole = store.dataset("law 2")[1]
            assert whole or texts <= {passage.text for passage in store.passages()}
    assert kills >= 3
    with Store.open(tmp_path) as store:
        rows = [article(n, "mới") for n in range(3, 33)]
        store.import_passages("law 2", rows, source="/law", batch=5)
        assert sorted(p.text for p in store.passages()) == sorted(p.text for p in rows)
