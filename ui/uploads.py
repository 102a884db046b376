"""Files that a browser hands over: kept under their own names, then read into the library."""

import hashlib
import os
import shutil
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from kg.errors import CancuError
from kg.terms import ProblemCode
from ui import labels, wording
from ui.intake import Ingested, IngestReport
from ui.links import address, link, text
from ui.os_reasons import os_reason

if TYPE_CHECKING:
    from ui.library import Library

FOLDER: Final = "files"


def store(library: "Library", paths: Sequence[Path]) -> IngestReport:
    """Read uploads into the library; a copy stays in its folder for each one that was stored.

    A copy lies under the file's own name, in a folder named by its bytes, so that two files of
    one name do not meet. Of a document with a secrecy mark nothing stays, the upload itself
    included. Raises CancuError where the copy cannot be written.
    """
    copies = [_copy(library.folder / FOLDER, path) for path in paths]
    report = library.ingest(copies)
    kept = {Path(item.path) for item in report.documents}
    secret = [item.place for item in report.failures if item.code is ProblemCode.FILE_CLASSIFIED]
    for path, copy in zip(paths, copies, strict=True):
        if copy not in kept:
            copy.unlink(missing_ok=True)
            _remove_if_empty(copy.parent)
        if any(place.startswith(str(copy)) for place in secret):
            _forget_upload(path)
    return report


def _forget_upload(path: Path) -> None:
    """Remove what the server keeps of an upload; files elsewhere belong to somebody."""
    kept = os.environ.get("GRADIO_TEMP_DIR")
    if kept and path.resolve().is_relative_to(Path(kept).resolve()):
        path.unlink(missing_ok=True)


def _copy(folder: Path, path: Path) -> Path:
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:12]
    target = folder / digest / path.name
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, target)
    except OSError as error:
        raise CancuError(
            f"Không lưu được tệp “{path.name}” vào thư viện ({os_reason(error)}).",
            "Hãy kiểm tra dung lượng đĩa và quyền ghi.",
        ) from error
    return target


def _remove_if_empty(folder: Path) -> None:
    if not any(folder.iterdir()):
        folder.rmdir()


def page(report: IngestReport) -> str:
    """One sentence for each file, and one that sums up."""
    items = [_stored(item) for item in report.documents]
    named = (replace(found, place=Path(found.place).name) for found in report.failures)
    items += [f"<li>✖ {text(labels.problem_sentence(found))}</li>" for found in named]
    return (
        f'<ul class="cc-results" role="status">{"".join(items)}</ul>'
        f'<p class="cc-small">{text(report.sentence())}</p>'
    )


def _stored(item: Ingested) -> str:
    named = link(address("document", doc=item.id), item.number or item.title or item.id)
    doubts = f"; {len(item.problems)} điểm cần lưu ý" if item.problems else ""
    return (
        f"<li>✔ {text(Path(item.path).name)}: {text(wording.STORED[item.change])} – {named}; "
        f"{item.citations} viện dẫn, {item.tasks} nhiệm vụ{text(doubts)}.</li>"
    )
