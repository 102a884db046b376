"""What became of each uploaded file: one sentence, what to do, where to read it."""

from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Final

from ingest.readers.findings import MAX_BYTES
from kg.errors import CancuError, Problem
from kg.terms import ProblemCode
from ui import document_wording as words
from ui import labels, wording
from ui.ingest_report import Ingested
from ui.links import address, link, text

ADVICE: Final[Mapping[ProblemCode, str]] = MappingProxyType(
    {
        ProblemCode.FILE_EMPTY: "Hãy mở tệp xem có chữ hay không, rồi chọn đúng tệp.",
        ProblemCode.FILE_UNREADABLE: "Hãy mở tệp bằng phần mềm của nó, lưu lại thành DOCX hoặc "
        "PDF rồi thử lại.",
        ProblemCode.FILE_UNSUPPORTED: "Hãy lưu thành PDF, DOCX, HTML hoặc văn bản thuần.",
        ProblemCode.FILE_ENCRYPTED: "Hãy bỏ mật khẩu của tệp rồi thử lại.",
        ProblemCode.FILE_TOO_LARGE: f"Mỗi tệp không quá {MAX_BYTES // 2**20} MB; hãy tách thành "
        "các tệp nhỏ hơn.",
        ProblemCode.FILE_LIMIT: "Hãy tách thành các tệp nhỏ hơn, hoặc lưu lại thành DOCX.",
        ProblemCode.FILE_CLASSIFIED: "Không để lại gì của tệp này trong thư viện.",
        ProblemCode.OCR_MISSING: "Hãy nhờ người quản trị máy cài tesseract rồi thử lại.",
        ProblemCode.CONVERTER_MISSING: "Hãy lưu lại thành DOCX rồi thử lại.",
    }
)
_SIGNS: Final = MappingProxyType({"added": "✔", "updated": "✔", "unchanged": "＝"})


def stored(name: str, item: Ingested) -> str:
    """A file that is a document now: what was found in it, links to read and to check it."""
    named = link(address("document", doc=item.id), item.number or item.title or item.id)
    title = f" {text(item.title)}" if item.number and item.title else ""
    found = words.FOUND.format(citations=item.citations, tasks=item.tasks)
    again = [found for found in item.problems if found.code is ProblemCode.SAME_NUMBER_HELD]
    doubts = len(item.problems) - len(again)
    if doubts:
        found = f"{found}, {words.DOUBTS.format(count=doubts)}"
    others = "".join(
        f" {link(address('document', doc=choice), choice)}"
        for one in again
        for choice in one.choices
    )
    deeds = (
        f"{link(address('document', doc=item.id), words.TO_READ, kind='cc-up-deed')}"
        f"{link(address('check', doc=item.id), words.TO_CHECK, kind='cc-up-deed')}"
    )
    return (
        f'<li class="cc-up cc-up-{item.change}"><span class="cc-up-sign" aria-hidden="true">'
        f"{_SIGNS[item.change]}</span><div><p><b>{text(name)}: "
        f"{text(wording.STORED[item.change])}</b> – {named}{title}</p>"
        f'<p class="cc-small">{text(found)}. {deeds}</p>'
        + (f'<p class="cc-up-same">▲ {text(words.SAME_NUMBER)}{others}.</p>' if others else "")
        + "</div></li>"
    )


def refused(name: str, problem: Problem) -> str:
    """A file that gives no document: why in one sentence, and what to do."""
    sentence = labels.problem_sentence(problem).removeprefix(f"{problem.place}: ")
    line = problem.place.removeprefix(Path(name).name).strip(" :")
    if line.removeprefix("line ").isdigit():
        sentence = f"{sentence.rstrip('.')}, dòng {line.removeprefix('line ')}."
    return _refused(name, f"{sentence} {ADVICE.get(problem.code, '')}".strip())


def failed(name: str, failure: CancuError) -> str:
    """A file that could not be taken in, whatever it holds."""
    return _refused(name, " ".join(filter(None, (failure.message, failure.hint))))


def _refused(name: str, sentence: str) -> str:
    return (
        f'<li class="cc-up cc-up-refused"><span class="cc-up-sign" aria-hidden="true">✖</span>'
        f"<div><p><b>{text(name)}: không thêm được.</b> {text(sentence)}</p></div></li>"
    )
