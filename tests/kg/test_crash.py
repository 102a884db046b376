"""Real kills: a process that is adding documents is ended by SIGKILL at many moments."""

import datetime as dt
import os
import random
import signal
import subprocess
import sys
from pathlib import Path
from threading import Timer

import pytest
from sqlalchemy import Engine, event, text

from kg.opening import writing
from kg.registry import Registry
from kg.store import Store, document_id
from tests.kg.indexed import check_index
from tests.kg.readings import link_by_number, make, passages_of

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")

NUMBER_OF_DOCUMENTS = 12
HERE, ROOT = Path(__file__).parent, Path(__file__).parents[2]


def samples():
    """Documents that cite each other and a stub, so that each one relinks others."""
    return [
        make(f"{n}/KH-UBND", [f"{n - 1}/KH-UBND", f"{n + 1}/KH-UBND", "76/NQ-CP"], extra="x " * n)
        for n in range(1, NUMBER_OF_DOCUMENTS + 1)
    ]


def opened(folder: Path) -> Store:
    return Store.open(folder, Registry([], catalogue=False), linker=link_by_number)


def count_down(statements: int) -> None:
    """End this process at its statement, or commit, of this number; 0: never."""
    left = [statements]

    def count(*_: object) -> None:
        left[0] -= 1
        if left[0] == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    for moment in ("after_cursor_execute", "commit"):
        event.listen(Engine, moment, count)


def be_killed_after(seconds: float) -> None:
    """End this process in whatever SQLite is doing then; 0: never."""
    if seconds:
        timer = Timer(seconds, os.kill, (os.getpid(), signal.SIGKILL))
        timer.daemon = True
        timer.start()


def child(folder: str, statements: int, seconds: float) -> None:
    """Add everything; be killed on the way. The library's making counts among the statements."""
    count_down(statements)
    store = opened(Path(folder))
    be_killed_after(seconds)
    for item in samples():
        store.put(item, passages_of(item))


def add_until_killed(folder: Path, statements: int, seconds: float, writer: str = "child") -> bool:
    """Run `child` in a process of its own; True if it was killed before it had finished."""
    code = f"from test_crash import {writer} as w; w({str(folder)!r}, {statements}, {seconds})"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(HERE)])},
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode != 0


def whole_or_absent(store: Store) -> int:
    """Every sample held is held as it was read; returns how many are."""
    held = {record.id: record for record in store.documents()}
    for item in samples():
        record = held.pop(document_id(item), None)
        if record is None:
            continue
        assert store.source(record.id) == item.source
        assert len(store.mentions(record.id)) == len(item.mentions)
        assert len(store.sections(record.id)) == len(item.sections)
        assert len(store.tasks(record.id)) == len(item.tasks)
        assert len(store.targets(record.id)) == len(item.targets)
        assert len(store.relations(record.id)) == len(item.relations)
        assert store.problems(record.id) == list(item.problems)
        assert list(store.passages(documents=[record.id])) == passages_of(item)
    check_index(store)
    assert held == {}
    return len(store.documents())


def links(store: Store) -> list[tuple[str, list[str | None]]]:
    return [(r.id, [m.target for m in store.mentions(r.id)]) for r in store.documents()]


def test_a_killed_process_leaves_whole_documents_and_adding_goes_on(tmp_path):
    draw, folder = random.Random(20251121), tmp_path / "killed"
    held, kills = 0, 0
    for attempt in range(14):
        by_time = attempt % 2
        statements = 0 if by_time else draw.randint(1, 90)
        kills += add_until_killed(folder, statements, by_time * draw.uniform(0.001, 0.12))
        with opened(folder) as store:
            assert store.faults() == []
            now = whole_or_absent(store)
            assert now >= held
            held = now
    assert kills > 5
    with opened(folder) as store, opened(tmp_path / "calm") as calm:
        for item in samples():
            for each in (store, calm):
                each.put(item, passages_of(item))
        assert links(store) == links(calm)
        assert store.documents(stubs=True) == calm.documents(stubs=True)


@pytest.mark.parametrize("statements", [2, 20])
def test_a_process_killed_while_it_makes_the_library_spoils_nothing(tmp_path, statements):
    """The tables are made in one transaction: all are there, or none."""
    assert add_until_killed(tmp_path, statements, 0)
    with opened(tmp_path) as store:
        assert store.faults() == []
        assert store.count() == {"held": 0, "stubs": 0}
        store.put(samples()[0])


# --- words of an older library --------------------------------------------------------------------
def older_child(folder: str, statements: int, seconds: float) -> None:
    """Open a library whose words are to be made anew; be killed on the way, as in `child`."""
    store = opened(Path(folder))
    count_down(statements)
    be_killed_after(seconds)
    store.tasks_about(["tham"])


def test_words_half_made_anew_are_as_before_and_made_at_the_next_opening(tmp_path):
    kills = 0
    for statements in (4, 6, 8, 9):
        folder = tmp_path / str(statements)
        with opened(folder) as store:
            store.put_all([(item, passages_of(item)) for item in samples()[:4]])
            with writing(store.engine) as connection:
                connection.execute(text("UPDATE tasks SET said = 'older'"))
                connection.execute(text("UPDATE library SET value = '' WHERE name = 'words'"))
        kills += add_until_killed(folder, statements, 0, "older_child")
        with opened(folder) as store:
            assert store.faults() == []
            assert len(store.tasks_about(["tham"])) == 4
            assert store.tasks_about(["older"]) == []
            check_index(store)
    assert kills >= 3


# --- users' facts ---------------------------------------------------------------------------------
FACTS = [
    {"number": f"{n}/2024/QĐ-UBND", "signed": "2024-02-12", "issuer": "UBND tỉnh Đồng Tháp",
     "effective": "2024-03-01", "source": "Công báo"}
    for n in range(1, 41)
]  # fmt: skip


def fact_child(folder: str, statements: int, seconds: float) -> None:
    """Import forty facts in one table; be killed on the way, as in `child`."""
    store = opened(Path(folder))
    count_down(statements)
    be_killed_after(seconds)
    store.add_facts(FACTS, checked=dt.date(2024, 7, 1))


def test_a_killed_import_leaves_a_whole_table_of_facts_or_none(tmp_path):
    draw = random.Random(20261121)
    kills, counts = 0, set()
    for attempt in range(8):
        folder = tmp_path / str(attempt)
        with opened(folder) as store:
            store.add_facts(
                [{**FACTS[0], "number": "99/2024/QĐ-UBND"}], checked=dt.date(2024, 7, 1)
            )
        by_time = attempt % 2
        statements = 0 if by_time else attempt + 1
        seconds = by_time * draw.uniform(0.001, 0.05)
        kills += add_until_killed(folder, statements, seconds, "fact_child")
        with opened(folder) as store:
            assert store.faults() == []
            counts.add(store.fact_count())
            again = store.take_facts(FACTS, checked=dt.date(2024, 7, 1))
            assert len(again.added) in (0, len(FACTS))
            assert store.fact_count() == 1 + len(FACTS)
    assert kills >= 3
    assert counts <= {1, 1 + len(FACTS)}
