"""A process that chooses is ended by SIGKILL at many moments: a choice is whole or absent."""

import datetime as dt
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kg.choice_ledger import Chosen
from kg.registry import Registry
from kg.store import Store
from tests.kg.readings import SIGNED, link_by_number, make, passages_of
from tests.kg.test_crash import count_down

pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")

NUMBER, ROOT = "76/NQ-CP", Path(__file__).parents[2]
NOW = dt.datetime(2026, 11, 21, tzinfo=dt.UTC)
DRAFT, HELD = make(None, [NUMBER], day=None), make("15/KH-UBND", [NUMBER])


def opened(folder: Path) -> Store:
    return Store.open(folder, Registry([], catalogue=False), linker=link_by_number)


def keys(store: Store) -> list[str]:
    return sorted(record.key for record in store.group(NUMBER) if record.held)


def child(folder: str, statements: int) -> None:
    """Choose in the draft six times, telling each choice, and take the last one back."""
    store = opened(Path(folder))
    store.choices()
    offered, start = keys(store), DRAFT.mentions[0].char_start
    count_down(statements)
    for turn in range(6):
        made = store.choose(DRAFT, start, Chosen(offered[turn % 2], f"An {turn}", NOW))
        print(made.serial, made.target, flush=True)
    store.take_back(made.serial, by="An", at=NOW)
    print("taken back", flush=True)


def run(folder: Path, statements: int) -> tuple[bool, list[str]]:
    """Run `child` in a process of its own; whether it was killed, and what it told."""
    code = f"from tests.kg.test_choice_kills import child; child({str(folder)!r}, {statements})"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode in (0, -signal.SIGKILL), done.stderr
    return done.returncode != 0, done.stdout.splitlines()


@pytest.mark.parametrize("statements", [2, 7, 13, 19, 30, 46, 70, 95, 400])
def test_a_killed_choice_is_whole_or_absent_and_what_was_told_is_kept(tmp_path, statements):
    with opened(tmp_path) as store:
        for day in (SIGNED, dt.date(2021, 7, 15)):
            item = make(NUMBER, day=day, title=f"ngày {day}", place=None)
            store.put(item, passages_of(item))
        name = store.put(HELD, passages_of(HELD)).record.id
    killed, told = run(tmp_path, statements)
    assert killed is (statements < 400)
    with opened(tmp_path) as store:
        assert store.faults() == []
        kept = store.choices()
        made = [line.split() for line in told if line != "taken back"]
        assert [(str(c.serial), c.target) for c in kept][: len(made)] == [tuple(m) for m in made]
        assert len(kept) - len(made) in (0, 1)  # one may have been kept and not told any more
        standing = [c.target for c in kept if c.taken_back is None]
        assert len(standing) == min(1, len(kept)) or (len(made) == 6 and standing == [])
        assert not (standing and "taken back" in told)
        linked = [m.target for m in store.mentions(name) if m.canonical == NUMBER]
        assert linked == (standing or [None])
        assert [c.serial for c in kept] == list(range(1, len(kept) + 1))
