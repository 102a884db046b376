"""Whether a library's indexes of words are what its records say."""

from sqlalchemy import text

from kg.opening import reading, writing
from kg.store import Store
from kg.task_text import target_words, task_words
from kg.task_words import office_values


def check_index(store: Store) -> None:
    """Words and offices stand as the records tell them; SQLite finds each index equal to its text.

    Raises AssertionError, or the error of FTS5's own check.
    """
    with reading(store.engine) as connection:
        for table in ("tasks", "targets"):
            kept = connection.scalars(text(f"SELECT said FROM {table} ORDER BY 1")).all()
            assert kept == sorted(_words(store, table))
        rows = connection.execute(text("SELECT office, key, role FROM task_offices")).all()
        alone = connection.scalar(
            text("SELECT count(*) FROM task_offices LEFT JOIN tasks USING (document, position)"
                 " WHERE tasks.record IS NULL")
        )  # fmt: skip
    listed = [row for item in store.tasks() for row in office_values(item.task)]
    assert sorted(map(tuple, rows)) == sorted((r["office"], r["key"], r["role"]) for r in listed)
    assert not alone
    with writing(store.engine) as connection:  # it asks for the lock, and changes nothing
        for table in ("tasks", "targets"):
            name = f"{table}_index"
            connection.execute(
                text(f"INSERT INTO {name} ({name}, rank) VALUES ('integrity-check', 1)")
            )


def _words(store: Store, table: str) -> list[str]:
    if table == "tasks":
        return [task_words(item.task) for item in store.tasks()]
    return [target_words(item.target) for item in store.targets()]
