"""A library of an earlier version opens with everything that was in it."""

from pathlib import Path

from alembic.migration import MigrationContext
from alembic.operations import Operations
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text

import kg.migrations
from kg.opening import library_file
from kg.registry import Registry
from kg.store import Store

OLD_LINE = (
    "INSERT INTO lines (document, number, start, raw, text, page, confidence, pieces) VALUES "
    "(1, 1, 0, 'Quyét dinh', 'Quyết định', 2, 0.75, '[[0,10,0,10]]')"
)


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
