"""The same documents in each format: what a reader gives, against the text they were made from.

    python -m bench.reading.formats FOLDER WORK [--documents 10] [--skip 0] [--out FILE]

FOLDER has the plans as .txt files; WORK keeps the files made. Needs LibreOffice and Chromium.
"""

import argparse
import difflib
import re
import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from bench.reading import office_files
from ingest import pipeline
from ingest.paragraphs import paragraphs
from kg.model import Reading

SYLLABLE = re.compile(r"\w+(?:[./-]\w+)*")
NAMES = {"html": "HTML saved by LibreOffice", "pdf": "PDF of the Word file"}
HEAD = (
    "| format | syllables right | added | paragraphs right | header fields equal |"
    " citations equal | tasks equal | s a file |"
)


@dataclass
class Score:
    """Sums over the documents of one format."""

    files: int = 0
    syllables: int = 0
    right: int = 0
    added: int = 0
    paragraphs: int = 0
    paragraphs_right: int = 0
    headers: int = 0
    headers_equal: int = 0
    citations: int = 0
    citations_equal: int = 0
    tasks: int = 0
    tasks_equal: int = 0
    seconds: float = 0.0
    differences: list[str] = field(default_factory=list)


def made(folder: Path, work: Path, skip: int, count: int) -> list[dict[str, Path]]:
    """Files of each format for `count` plans in the folder, the first `skip` left out."""
    work.mkdir(parents=True, exist_ok=True)
    result = []
    for source in sorted(folder.glob("*.txt")):
        parts = office_files.parts_of(source.read_text(encoding="utf-8"))
        if not all(parts.head) or len(parts.body) < 20:
            continue  # an export that lost its heading
        if skip:
            skip -= 1
            continue
        result.append(_written(parts, work / source.stem))
        if len(result) == count:
            break
    for form in office_files.MADE:
        todo = [files["docx"] for files in result if not files[NAMES.get(form, form)].exists()]
        office_files.convert(todo, form)
    for files in result:
        if not files["PDF printed by a browser"].exists():
            office_files.print_page(files["HTML of a portal"], files["PDF printed by a browser"])
    return result


def _written(parts: office_files.Parts, path: Path) -> dict[str, Path]:
    """Write what needs no other program; names of all that is to be made."""
    files = {
        "txt": path.with_suffix(".txt"),
        "md": path.with_suffix(".md"),
        "docx": path.with_suffix(".docx"),
        "doc": path.with_suffix(".doc"),
        "rtf": path.with_suffix(".rtf"),
        "odt": path.with_suffix(".odt"),
        "HTML of a portal": path.with_suffix(".portal.html"),
        NAMES["html"]: path.with_suffix(".html"),
        NAMES["pdf"]: path.with_suffix(".pdf"),
        "PDF printed by a browser": path.with_suffix(".printed.pdf"),
    }
    text = "\n".join(parts.lines()) + "\n"
    files["txt"].write_text(text, encoding="utf-8")
    files["md"].write_text(text.replace("\n", "\n\n"), encoding="utf-8")
    office_files.write_page(parts, files["HTML of a portal"])
    if not files["docx"].exists():
        office_files.write_docx(parts, files["docx"])
    return files


def syllables(reading: Reading) -> list[str]:
    return SYLLABLE.findall(" ".join(line.text for line in reading.source.lines))


def _items(reading: Reading) -> list[str]:
    return [" ".join(f"{p.mark} {p.text}".split()) for p in paragraphs(reading.source)]


def _header(reading: Reading) -> dict[str, str]:
    names = (
        "number", "type", "date", "issuer", "place", "title", "period", "signer", "signer_title",
        "recipients", "effective_from",
    )  # fmt: skip
    return {name: str(getattr(reading.header, name)) for name in names}


def _mentions(reading: Reading) -> Counter[str]:
    return Counter(
        f"{m.canonical} {m.type} {m.date} {m.issuer} {m.provision} {m.relation} {m.role} {m.title}"
        for m in reading.mentions
    )


def _tasks(reading: Reading) -> Counter[str]:
    said = (
        (t.task, *(f"{a.role} {a.office}" for a in t.assignments), str(t.deadline_text))
        for t in reading.tasks
    )
    return Counter(" ".join(" | ".join(task).split()) for task in said)


def shared(one: Iterable[str], other: Iterable[str]) -> int:
    return (Counter(one) & Counter(other)).total()


def add(score: Score, truth: Reading, found: Reading) -> None:
    a, b = syllables(truth), syllables(found)
    blocks = difflib.SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks()
    right = sum(block.size for block in blocks)
    score.files += 1
    score.syllables, score.right = score.syllables + len(a), score.right + right
    score.added += len(b) - right
    items = _items(truth)
    score.paragraphs += len(items)
    score.paragraphs_right += shared(items, _items(found))
    for name, value in _header(truth).items():
        score.headers += 1
        same = _header(found)[name] == value
        score.headers_equal += same
        if not same:
            score.differences.append(f"{name}: {value!r} | {_header(found)[name]!r}")
    for one, other, kind in (
        (_mentions(truth), _mentions(found), "citations"),
        (_tasks(truth), _tasks(found), "tasks"),
    ):
        equal = (one & other).total()
        total = max(one.total(), other.total())
        setattr(score, kind, getattr(score, kind) + total)
        setattr(score, f"{kind}_equal", getattr(score, f"{kind}_equal") + equal)
        score.differences += [f"{kind} -: {item}" for item in (one - other).elements()]
        score.differences += [f"{kind} +: {item}" for item in (other - one).elements()]


def row(name: str, score: Score) -> str:
    def share(part: int, whole: int) -> str:
        return f"{100 * part / max(1, whole):.2f} %"

    return (
        f"| {name} | {share(score.right, score.syllables)} | {score.added} | "
        f"{share(score.paragraphs_right, score.paragraphs)} | "
        f"{score.headers_equal}/{score.headers} | {score.citations_equal}/{score.citations} | "
        f"{score.tasks_equal}/{score.tasks} | {score.seconds / max(1, score.files):.1f} |"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("work", type=Path)
    parser.add_argument("--documents", type=int, default=10)
    parser.add_argument("--skip", type=int, default=0, help="documents left out before the first")
    parser.add_argument("--only", nargs="*", default=[])
    parser.add_argument("--show", action="store_true")
    parser.add_argument("--out", type=Path)
    options = parser.parse_args()
    sets = made(options.folder, options.work, options.skip, options.documents)
    truths = [pipeline.read(files["txt"]) for files in sets]
    lines = [HEAD, "|---" * 8 + "|"]
    for form in options.only or sets[0]:
        score = Score()
        for files, truth in zip(sets, truths, strict=True):
            start = time.perf_counter()
            found = pipeline.read(files[form])
            score.seconds += time.perf_counter() - start
            if options.show:
                score.differences.append(f"## {files[form].name}")
            add(score, truth, found)
        lines.append(row(form, score))
        print(lines[-1], flush=True)
        if options.show:
            print("\n".join(score.differences))
    if options.out:
        options.out.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
