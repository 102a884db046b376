"""A library of an earlier version opens with everything that was in it."""

import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

import kg.migrations
from kg import identity
from kg.choice_ledger import Chosen
from kg.folding import tokens
from kg.model import Assignment, Choice, Target, Task
from kg.opening import library_file
from kg.records import dump
from kg.registry import Registry
from kg.rows import document_id
from kg.store import Store
from kg.terms import Comparator, OfficeRole
from tests.kg.indexed import check_index
from tests.kg.readings import SIGNED, make
from tests.kg.test_stubs import AT, LONG, choose, named, state

OLD_LINE = (
    "INSERT INTO lines (document, number, start, raw, text, page, confidence, pieces) VALUES "
    "(1, 1, 0, 'Quyét dinh', 'Quyết định', 2, 0.75, '[[0,10,0,10]]')"
)

TASK = Task("UBND họp", (Assignment("Văn phòng - Thống kê", OfficeRole.LEAD),), 1, 1)
TARGET = Target("Hồ sơ đúng hạn", Comparator.AT_LEAST, 95.0, 1)


def first_library(folder: Path) -> None:
    """A library as revision 0001 made it, with one document of one line."""
    script = ScriptDirectory(str(Path(kg.migrations.__file__).parent))
    engine = create_engine(f"sqlite:///{library_file(folder)}")
    with engine.begin() as connection:
        context = MigrationContext.configure(connection)
        with Operations.context(context):
            script.get_revision("0001").module.upgrade()
            context.stamp(script, "0001")
        connection.execute(
            text(
                "INSERT INTO documents (serial, id, key, held, words, name, path, sha256, damaged,"
                " header) VALUES (1, 'a', 'k', 1, ' ', 'a.txt', '', 'x', 1, '{}')"
            )
        )
        connection.execute(text(OLD_LINE))
    engine.dispose()


def test_lines_of_a_first_library_are_read_after_its_migration(tmp_path: Path):
    first_library(tmp_path)
    with Store.open(tmp_path, Registry([], catalogue=False)) as store:
        (line,) = store.source("a").lines
    assert (line.raw, line.text, line.page, line.confidence) == (
        "Quyét dinh",
        "Quyết định",
        2,
        0.75,
    )
    assert (line.pieces, line.doubts, line.box) == (((0, 10, 0, 10),), (), None)
    with Store.open(tmp_path, create=False) as again:
        assert again.source("a").damaged


def test_mentions_of_a_first_library_get_the_day_of_their_document(tmp_path: Path):
    first_library(tmp_path)
    engine = create_engine(f"sqlite:///{library_file(tmp_path)}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE documents SET date = '2025-02-12'"))
        connection.execute(
            text(
                "INSERT INTO mentions (serial, document, position, mention_type, relation, role,"
                " line, line_end, char_start, confidence, choices, problems, record)"
                " VALUES (1, 1, 0, 'numbered', 'legal_basis', 'basis', 1, 1, 0, 1, '[]', '[]', '')"
            )
        )
    engine.dispose()
    with Store.open(tmp_path, Registry([], catalogue=False)) as store:
        with store.engine.connect() as connection:
            days = connection.scalars(text("SELECT day FROM mentions")).all()
        assert store.faults() == []
    assert days == ["2025-02-12"]


def fifth_library(folder: Path) -> None:
    """The first library at revision 0005, its document with a task and a target."""
    first_library(folder)
    script = ScriptDirectory(str(Path(kg.migrations.__file__).parent))
    engine = create_engine(f"sqlite:///{library_file(folder)}")
    with engine.begin() as connection:
        context = MigrationContext.configure(connection)
        with Operations.context(context):
            for step in ("0002", "0003", "0004", "0005"):
                script.get_revision(step).module.upgrade()
                context.stamp(script, step)
        for table, value, more in (
            ("tasks", TASK, ("offices", "'| phong noi vu |'")),
            ("targets", TARGET, ("year", "2025")),
        ):
            connection.execute(
                text(
                    f"INSERT INTO {table} (document, position, words, record, {more[0]})"
                    f" VALUES (1, 0, ' ', :record, {more[1]})"
                ),
                {"record": dump(value)},
            )
    engine.dispose()


def test_tasks_of_an_older_library_are_found_by_their_words_and_offices(tmp_path: Path):
    fifth_library(tmp_path)
    with Store.open(tmp_path, Registry([], catalogue=False)) as store:
        assert store.tasks_about(["nhan", "dan"]) == [("a", TASK)]
        assert store.targets_about(["dung"]) == [("a", TARGET)]
        assert store.tasks_of(["VP-TK"]) == [("a", TASK)]
        assert store.task_offices() == ["Văn phòng - Thống kê"]
        assert store.word_shares(["nhan", "han"]) == {"nhan": 0.5, "han": 0.5}
        assert store.faults() == []
        check_index(store)


# --- keys of long titles (0010) -------------------------------------------------------------------
NOTHING, ROOT = Registry([], catalogue=False), Path(__file__).parents[2]
HELD = make(None, ["5/QĐ-UBND"], path="a.txt", title=f"{LONG}năm", place=None)
PLACED = make(None, path="b.txt", title=f"{LONG}sáu")
CITING = [named(f"{LONG}bảy", 1), named(f"{LONG}sáu", 2, date=SIGNED, issuer="UBND phường")]
CHOOSING = [named("Bản kế hoạch cũ", 3), named("Kế hoạch chưa ai biết", 4)]
ALL = [HELD, PLACED, *CITING, *CHOOSING]


def long_titles(folder: Path) -> None:
    """A library with documents of long titles, held and only cited, and choices that mean them."""
    with Store.open(folder, NOTHING) as store:
        store.put_all([(item, ()) for item in ALL])
        held = store.document(document_id(HELD))
        cited = next(s for s in store.documents(stubs=True) if s.header.title == f"{LONG}bảy")
        choose(store, CHOOSING[0], held.key)
        offered = (Choice(cited.key, None, f"{LONG}bảy", None, None, 1.0, "x"),)
        store.choose(CHOOSING[1], 9000, Chosen(cited.key, "Lan", AT, offered=offered))


def ninth_library(folder: Path) -> None:
    """The same as it was at revision 0009: keys hold the beginnings of titles and no more."""
    with pytest.MonkeyPatch.context() as before:
        before.setattr(identity, "_title_part", lambda t: "-".join(tokens(t or ""))[:160] or "?")
        long_titles(folder)
    engine = create_engine(f"sqlite:///{library_file(folder)}")
    with engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0009'"))
    engine.dispose()


def told(store: Store) -> tuple[object, ...]:
    """Every document, link and choice."""
    return *state(store), store.choices()


def test_documents_of_long_titles_are_held_under_the_keys_that_they_would_get(tmp_path: Path):
    for name, made in (("old", ninth_library), ("new", long_titles)):
        (tmp_path / name).mkdir()
        made(tmp_path / name)
    with (
        Store.open(tmp_path / "old", NOTHING) as old,
        Store.open(tmp_path / "new", NOTHING) as new,
    ):
        assert told(old) == told(new)
        assert sum(LONG in (cited.header.title or "") for cited in old.documents(stubs=True)) == 1
        for item in ALL:
            old.put(item, again=True)
        assert told(old) == told(new)


def lines_of(folder: Path) -> list[str]:
    """Everything in the library's file, without opening it as a library."""
    with closing(sqlite3.connect(library_file(folder))) as connection:
        return list(connection.iterdump())


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="no SIGKILL on this system")
def test_a_library_is_as_it_was_after_a_migration_that_was_killed(tmp_path: Path):
    ninth_library(tmp_path)
    before = lines_of(tmp_path)
    for statements in (9, 15, 22):
        code = (
            "import pathlib, kg.opening, tests.kg.test_crash as t;"
            f"t.count_down({statements}); kg.opening.open_engine(pathlib.Path({str(tmp_path)!r}))"
        )
        done = subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT)
        assert done.returncode == -signal.SIGKILL, statements
        assert lines_of(tmp_path) == before
    with Store.open(tmp_path, NOTHING) as store:
        assert store.faults() == []
        assert len(store.choices()) == 2
        assert all(store.document(choice.target) for choice in store.choices())
