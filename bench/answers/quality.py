"""Questions answered right, wrong or withheld: `python -m bench.answers.quality --help`.

Each question is asked as typed and without diacritics, of a library of the texts given, and
beside it plain retrieval: the first section that search finds, taken as the answer.
"""

import argparse
import datetime as dt
import json
import tempfile
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bench.answers.judging import FALSE_ANSWER, RIGHT, VERDICTS, WITHHELD, WRONG, judged
from ui.library import Library

ON: Final = dt.date(2026, 11, 21)
MEANT: Final = {
    "cites_reverse": "who_cites", "basis": "what_it_cites", "doc_relation": "related",
    "in_force": "in_force", "superseded": "superseded", "lead": "who_leads",
    "office_duty": "tasks_of_office", "deadline": "deadline", "product": "product",
    "target": "target", "doc_metadata": "header", "semantic_section": "find_section",
    "compare": "compare", "negation": "which_documents", "filter": "list_tasks",
    "inconsistency": "inconsistency",
}  # fmt: skip
Record = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with its answer and the verdict on it."""

    question: Record
    answer: Record
    verdict: str


def plain(text: str) -> str:
    """A text as typed without diacritics."""
    split = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(char for char in split if not unicodedata.combining(char))


def read(files: Iterable[Path]) -> list[dict[str, Any]]:
    """The questions of label files, in order."""
    lines = (line for file in files for line in file.read_text(encoding="utf-8").splitlines())
    return [json.loads(line) for line in lines if line.strip()]


def ask(library: Library, questions: Iterable[Record], *, bare: bool = False) -> list[Asked]:
    """Every question answered and judged."""
    found = []
    for question in questions:
        text = plain(question["question"]) if bare else question["question"]
        got = library.ask(text, on=ON)
        found.append(Asked(question, got, judged(question, got)))
    return found


def retrieved(library: Library, questions: Iterable[Record]) -> list[Asked]:
    """The first section that search finds, as the answer to every question."""
    found = []
    for question in questions:
        hits = library.search(question["question"], 1)["hits"]
        names = {record.id: record.name for record in library.documents()}
        pieces = [
            {"file": names.get(hit["document"]), "line_start": hit["line_start"],
             "line_end": hit["line_end"]}
            for hit in hits
        ]  # fmt: skip
        said = " ".join(hit["text"] for hit in hits)
        documents = [hit["number"] for hit in hits if hit["number"]]
        got = {"answered": bool(hits), "answer": said, "rows": [], "documents": documents,
               "offices": [], "places": [], "evidence": pieces, "intent": None}  # fmt: skip
        found.append(Asked(question, got, judged(question, got)))
    return found


def figures(asked: Sequence[Asked]) -> dict[str, str]:
    """Shares of a table's row."""
    verdicts = Counter(item.verdict for item in asked)
    refusable = [item for item in asked if not item.question.get("answerable", True)]
    refused = sum(item.verdict == RIGHT for item in refusable)
    bad = verdicts[WRONG] + verdicts[FALSE_ANSWER]
    return {
        "right": f"{verdicts[RIGHT]} of {len(asked)} ({verdicts[RIGHT] / len(asked):.1%})",
        "wrong": f"{bad} ({bad / len(asked):.1%})",
        "withheld": str(verdicts[WITHHELD]),
        "unanswerable refused": f"{refused} of {len(refusable)}",
    }


def by_kind(asked: Sequence[Asked]) -> list[str]:
    """A table row for each kind of question."""
    kinds: dict[str, Counter[str]] = defaultdict(Counter)
    for item in asked:
        kinds[item.question["kind"]][item.verdict] += 1
    return [
        f"| {kind} | {sum(v.values())} | " + " | ".join(str(v[name]) for name in VERDICTS) + " |"
        for kind, v in sorted(kinds.items())
    ]


def confusion(asked: Sequence[Asked]) -> list[str]:
    """Kinds of question read as another intent, the commonest first."""
    found: Counter[tuple[str, str]] = Counter()
    for item in asked:
        meant = MEANT.get(item.question["kind"])
        if meant and meant != item.answer["intent"]:
            found[(meant, item.answer["intent"])] += 1
    return [f"| {meant} | {read_as} | {n} |" for (meant, read_as), n in found.most_common()]


def page(name: str, rows: Mapping[str, Sequence[Asked]], *, misses: bool) -> str:
    """The report: a row for each way of asking, kinds, confusion of intents, what is wrong."""
    first = next(iter(rows.values()))
    head = list(figures(first))
    lines = [f"## {name}", "", f"| asked | {' | '.join(head)} |", "|---" * (len(head) + 1) + "|"]
    lines += [f"| {way} | {' | '.join(figures(a).values())} |" for way, a in rows.items()]
    lines += ["", f"| kind | questions | {' | '.join(VERDICTS)} |", "|---" * 6 + "|"]
    lines += by_kind(first)
    confused = confusion(first)
    if confused:
        lines += ["", "| meant | read as | questions |", "|---|---|---|", *confused]
    if misses:
        lines += ["", "What is not right:", ""]
        lines += [
            f"- {item.question['id']} ({item.question['kind']}, {item.verdict}): "
            f"{item.question['question']} → {item.answer['intent']}: {item.answer['answer'][:200]}"
            for item in first
            if item.verdict != RIGHT
        ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Read questions, answer them from a library, print or write the report."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("questions", type=Path, nargs="+")
    parser.add_argument("--library", type=Path, help="a library; else --texts are read into one")
    parser.add_argument("--texts", type=Path, nargs="*", default=[])
    parser.add_argument("--name", default="Questions")
    parser.add_argument("--retrieval", action="store_true", help="plain retrieval beside")
    parser.add_argument("--misses", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        library = Library(given.library or Path(folder))
        if given.texts:
            library.ingest(given.texts)
        questions = read(given.questions)
        rows = {"as typed": ask(library, questions)}
        rows["without diacritics"] = ask(library, questions, bare=True)
        if given.retrieval:
            rows["plain retrieval"] = retrieved(library, questions)
        print(page(given.name, rows, misses=given.misses))


if __name__ == "__main__":
    main()
