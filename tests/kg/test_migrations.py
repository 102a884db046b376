"""A library of an earlier version opens with everything that was in it."""

from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

import kg.migrations
from kg.model import Assignment, Target, Task
from kg.opening import library_file
from kg.records import dump
from kg.registry import Registry
from kg.store import Store
from kg.terms import Comparator, OfficeRole
from tests.kg.indexed import check_index

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
