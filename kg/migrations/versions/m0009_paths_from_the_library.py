"""A library can be moved: of files in its own folder, only the way from there is kept.

Revision 0009. A library that was moved before names its files where they were: those that it keeps
under their digest (files/<first 16 digits of the SHA-256>/<name>) are found again.
"""

from pathlib import Path, PureWindowsPath

import sqlalchemy as sa
from alembic import op

from kg.file_paths import HERE, kept

revision = "0009"
down_revision = "0008"

_DOCUMENTS = "SELECT serial, path, sha256 FROM documents WHERE held AND path <> ''"
_SOURCES = "SELECT name, source FROM datasets WHERE source IS NOT NULL"


def upgrade() -> None:
    """Write every path as it is kept now; a copy in memory has no folder and none is changed."""
    connection = op.get_bind()
    file = connection.engine.url.database
    if not file:
        return
    folder = Path(file).parent
    for serial, path, sha256 in connection.execute(sa.text(_DOCUMENTS)).all():
        new = _moved(folder, path, sha256) or kept(folder, path)
        if new != path:
            statement = "UPDATE documents SET path = :path WHERE serial = :serial"
            connection.execute(sa.text(statement), {"path": new, "serial": serial})
    for name, source in connection.execute(sa.text(_SOURCES)).all():
        values = {"source": kept(folder, source), "name": name}
        connection.execute(
            sa.text("UPDATE datasets SET source = :source WHERE name = :name"), values
        )


def _moved(folder: Path, path: str, sha256: str) -> str | None:
    """The kept path of a file that the library kept elsewhere; None for one that is still there."""
    parts = PureWindowsPath(path).parts  # either system's separators
    inside = Path(*parts[-3:]) if len(parts) > 2 else Path()
    if inside.parts[:2] != ("files", sha256[:16]):
        return None
    here = (folder / inside).is_file() or not Path(path).is_file()
    return HERE + inside.as_posix() if here else None
