"""Opening a library file: connections, transactions, migrations, and what errors mean.

SQLite in write-ahead mode: any number of readers, each on a snapshot of its own, beside one
writer; writers wait for each other. A commit survives the death of the process (synchronous =
NORMAL: a power cut may lose the last commits, never damage the file).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from sqlite3 import Connection as RawConnection
from typing import Any, Final

from sqlalchemy import URL, Connection, Engine, ExceptionContext, create_engine, event, text

from kg import file_paths
from kg.errors import CancuError, LibraryError, NotFoundError
from kg.schema import REVISION

FILE_NAME: Final = "library.sqlite"
BUSY_SECONDS: Final = 60.0
_WRITES: Final = "cancu_writes"

_MEANINGS: Final = (
    ("not a database", "không phải là thư viện của CănCứ", "Hãy chọn đúng thư mục thư viện."),
    (
        "malformed",
        "bị hỏng",
        "Hãy khôi phục từ bản sao lưu, hoặc nạp lại tài liệu vào thư viện mới.",
    ),
    ("no such table", "thiếu bảng dữ liệu", "Hãy khôi phục từ bản sao lưu, hoặc nạp lại tài liệu."),
    ("locked", "đang bị chương trình khác giữ", "Hãy đóng chương trình kia rồi thử lại."),
    ("readonly", "chỉ cho phép đọc", "Hãy cấp quyền ghi cho tệp và thư mục này."),
    ("full", "nằm trên ổ đĩa đã hết chỗ", "Hãy giải phóng dung lượng rồi thử lại."),
    ("unable to open", "không mở được", "Hãy kiểm tra đường dẫn và quyền truy cập."),
    ("disk i/o", "không đọc ghi được", "Hãy kiểm tra ổ đĩa rồi thử lại."),
)


def library_file(path: Path) -> Path:
    """The database file of a library named by its folder, or by the file itself (*.sqlite)."""
    return path if path.suffix in {".sqlite", ".db"} else path / FILE_NAME


def open_engine(path: Path, *, create: bool = True) -> Engine:
    """An engine on the library at `path`, made or migrated where need be.

    Raises NotFoundError where there is none and `create` is false; LibraryError where the file
    is damaged, of a newer version or not a library.
    """
    file = library_file(path)
    if not create and not file.is_file():
        raise NotFoundError(
            f"Không có thư viện ở {file.parent}.", "Hãy nạp tài liệu bằng lệnh: cancu ingest."
        )
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise LibraryError(f"Không tạo được thư mục thư viện {file.parent}: {error.strerror}.",
                           "Hãy chọn thư mục khác hoặc cấp quyền ghi.") from error  # fmt: skip
    engine = _engine(file)
    try:
        _prepare(engine, file)
    except BaseException:
        engine.dispose()
        raise
    return engine


def _engine(file: Path) -> Engine:
    engine = create_engine(
        URL.create("sqlite", database=str(file)), connect_args={"timeout": BUSY_SECONDS}
    )

    @event.listens_for(engine, "connect")
    def _connect(connection: RawConnection, _record: object) -> None:
        connection.isolation_level = None  # transactions are ours to begin, see `_begin`
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        connection.execute("PRAGMA foreign_keys = ON")
        file_paths.offer(connection, file.parent)

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get(_WRITES, False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    @event.listens_for(engine, "handle_error")
    def _translate(context: ExceptionContext) -> None:
        error = library_error(context.original_exception, file)
        if error is not None:
            raise error from context.original_exception

    return engine


def library_error(cause: BaseException, file: Path) -> CancuError | None:
    """What an error of SQLite means to a user; None for a programmer's mistake."""
    words = str(cause).lower()
    for sign, meaning, remedy in _MEANINGS:
        if sign in words:
            return LibraryError(f"Thư viện {file} {meaning}.", remedy)
    return None


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One write transaction: the lock is taken at once, all or nothing is kept."""
    with engine.connect() as plain:
        connection = plain.execution_options(**{_WRITES: True})
        with connection.begin():
            yield connection


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One read transaction: everything read in it is of one moment."""
    with engine.connect() as connection, connection.begin():
        yield connection


def _prepare(engine: Engine, file: Path) -> None:
    with reading(engine) as connection:
        found = _revision(connection, file)
    if found == REVISION:
        return
    with writing(engine) as connection:
        found = _revision(connection, file)  # another process may have been quicker
        if found != REVISION:
            _migrate(connection)


def _revision(connection: Connection, file: Path) -> str | None:
    """The library's revision, None for an empty file; raises LibraryError for what is not ours."""
    tables = set(connection.execute(text("SELECT name FROM sqlite_master")).scalars())
    if not tables:
        return None
    stored = (
        connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
        if "alembic_version" in tables
        else None
    )
    if stored is None:
        raise LibraryError(f"Tệp {file} không phải là thư viện của CănCứ.",
                           "Hãy chọn đúng thư mục thư viện.")  # fmt: skip
    if str(stored) > REVISION:
        raise LibraryError(
            f"Thư viện {file} do phiên bản mới hơn của CănCứ tạo ra (bản {stored}, máy này biết"
            f" đến bản {REVISION}).", "Hãy cập nhật CănCứ rồi mở lại.")  # fmt: skip
    return str(stored)


def _migrate(connection: Connection) -> None:
    """Run the numbered steps that are missing, inside the caller's transaction."""
    from alembic.migration import MigrationContext
    from alembic.operations import Operations
    from alembic.script import ScriptDirectory

    context = MigrationContext.configure(connection)
    script = ScriptDirectory(str(Path(__file__).parent / "migrations"))
    stored = context.get_current_revision() or "base"
    steps: list[Any] = list(script.iterate_revisions("head", stored))
    with Operations.context(context):
        for step in reversed(steps):
            step.module.upgrade()
            context.stamp(script, step.revision)
