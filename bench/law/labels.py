"""Citations against labels made by reading: `python -m bench.law.labels --labels FOLDER`.

FOLDER holds texts/ and citations.jsonl (its README says how they were made). Runs
`cancu citations --file` on each text, and the list of plain regexes beside it. A citation is
right if at least half of its labelled characters are covered and the number is the same (by
name alone: if no other number is claimed); `optional` labels count neither way; anaphora are
counted apart. `--damaged COPIES` scores damaged copies of the texts too, by number, since their
offsets have no truth (`python -m bench.law.damaged_copies` makes them). `--out` writes the table,
`--misses` prints what was missed, invented or read wrongly.
"""

import argparse
import collections
import json
import subprocess
import sys
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

from bench.law.matching import (
    Record,
    covered,
    date_right,
    known_numbers,
    number_key,
    provision_parts,
    relation_right,
    same_number,
)
from bench.law.plain_patterns import plain_citations

ROOT: Final = Path(__file__).resolve().parents[2]
APART: Final = frozenset({"anaphora", "standard"})
SYSTEMS: Final = ("cancu", "plain regexes")


def labelled(folder: Path) -> dict[str, list[Record]]:
    """The labels of one folder, by file."""
    by_file: dict[str, list[Record]] = collections.defaultdict(list)
    for line in (folder / "citations.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        by_file[record["file"]].append(record)
    return by_file


def text_path(folder: Path, name: str) -> Path:
    """The text that a label's `file` names, with or without its suffix."""
    path = folder / name
    return path if path.exists() else folder / f"{name}.txt"


def cancu(path: Path) -> list[Record]:
    """What `cancu citations` says of a file."""
    call = [sys.executable, "-m", "ui.cli", "citations", "--file", str(path), "--json"]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode not in {0, 1} or not done.stdout.startswith("["):
        message = f"{path}: exit {done.returncode}: {done.stderr.strip()[-300:]}"
        raise SystemExit(message)
    found: list[Record] = json.loads(done.stdout)
    return found


def plain(path: Path) -> list[Record]:
    """What the baseline says of a file, in the same shape."""
    hits = plain_citations(path.read_text(encoding="utf-8"))
    records = []
    for hit in hits:
        record: dict[str, Any] = asdict(hit)
        number = hit.raw if hit.kind == "numbered" else None
        record |= {"char_start": hit.start, "char_end": hit.end, "mention_type": hit.kind}
        records.append(record | {"canonical": number, "line": 0})
    return records


class Tally:
    """Counts over all texts, for one system."""

    def __init__(self, name: str, *, talk: bool) -> None:
        self.name, self.talk = name, talk
        self.count: collections.Counter[str] = collections.Counter()

    def add(self, file: str, gold: list[Record], found: list[Record]) -> None:
        """Count one text."""
        self._citations(file, gold, [f for f in found if f["mention_type"] not in APART])
        own = next((g["canonical"] for g in gold if g["mention_type"] == "self"), None)
        pointing = [f for f in found if f["mention_type"] == "anaphora"]
        self._anaphora(file, own, [g for g in gold if g["mention_type"] == "anaphora"], pointing)

    def _citations(self, file: str, gold: list[Record], found: list[Record]) -> None:
        free = set(range(len(found)))
        for want in (g for g in gold if g["mention_type"] not in APART):
            near = sorted((i for i in free if covered(want, found[i])), reverse=True)
            near.sort(key=lambda i: -covered(want, found[i]))
            hit = next((i for i in near if same_number(want, found[i])), None)
            if want.get("optional"):
                free.discard(hit if hit is not None else near[0] if near else -1)
                continue
            self.count["labels"] += 1
            if hit is not None:
                free.discard(hit)
                self._facts(file, want, found[hit])
            else:
                wrong = found[near[0]]["canonical"] if near else None
                self.count["wrong number"] += bool(near)
                self._say("wrong" if near else "missed", file, want, wrong)
        for i in sorted(free):
            self.count["false"] += 1
            self._say("false", file, found[i])

    def _facts(self, file: str, want: Record, got: Record) -> None:
        self.count["right"] += 1
        own = want["mention_type"] == "self"
        if not own and want.get("relation"):
            self._fact("relation", file, want, got, relation_right(want, got))
        if want.get("date"):
            self._fact("date", file, want, got, date_right(want, got))
        elif got.get("date") and not own:
            self.count["date not printed there"] += 1
        parts = provision_parts(want.get("provision")), provision_parts(got.get("provision"))
        if parts[0]:
            self._fact("provision", file, want, got, parts[0] == parts[1])
        elif parts[1]:
            self.count["provision not labelled"] += 1
            self._say("provision?", file, want, got.get("provision"))
        if want["mention_type"].startswith("named_law") and want.get("canonical"):
            right = number_key(got["canonical"]) in known_numbers(want)
            self._fact("number of a law by name", file, want, got, right)

    def _fact(self, what: str, file: str, want: Record, got: Record, right: bool) -> None:  # noqa: FBT001
        self.count[f"{what} asked"] += 1
        self.count[f"{what} right"] += right
        if not right:
            field = what if what in want else "canonical"
            self._say(what, file, want, (want.get(field), got.get(field)))

    def _anaphora(
        self, file: str, own: str | None, gold: list[Record], found: list[Record]
    ) -> None:
        free = set(range(len(found)))
        for want in gold:
            hit = next((i for i in sorted(free) if covered(want, found[i])), None)
            if hit is not None:
                free.discard(hit)
            if want.get("optional"):
                continue
            self.count["anaphora labels"] += 1
            self.count["anaphora found"] += hit is not None
            if hit is None:
                self._say("anaphora missed", file, want)
                continue
            target = want.get("target")
            meant = number_key(own if target == "self" else target)
            said = number_key(found[hit]["canonical"])
            self.count["anaphora resolved rightly"] += said == meant
            if said != meant:
                self.count["anaphora resolved wrongly"] += bool(said)
                self._say("anaphora", file, want, (want.get("target"), found[hit]["canonical"]))
        for i in sorted(free):
            self.count["anaphora false"] += 1
            self._say("anaphora false", file, found[i])

    def _say(self, what: str, file: str, record: Record, more: object = "") -> None:
        if self.talk:
            line = record.get("line")
            print(self.name, what, f"{file}:{line}", repr(record["raw"])[:110], more)

    def rows(self) -> Iterator[tuple[str, str]]:
        """Names and figures for the table."""
        count = self.count
        yield "citations", shares(count["right"], count["labels"], count["false"])
        yield "wrong number", share(count["wrong number"], count["labels"])
        for what in ("relation", "date", "provision", "number of a law by name"):
            yield f"{what} right", share(count[f"{what} right"], count[f"{what} asked"])
        for what in ("date not printed there", "provision not labelled"):
            yield what, str(count[what])
        right, labels = count["anaphora found"], count["anaphora labels"]
        yield "anaphora found", shares(right, labels, count["anaphora false"])
        yield "anaphora resolved", share(count["anaphora resolved rightly"], labels)
        yield "anaphora resolved to another document", str(count["anaphora resolved wrongly"])


def share(right: int, asked: int) -> str:
    """Such as "12 of 13 (0.923)"."""
    return f"{right} of {asked} ({right / asked:.3f})" if asked else "none asked"


def shares(right: int, labels: int, false: int) -> str:
    """Precision, recall and F1, with the counts behind them."""
    precision, recall = right / max(1, right + false), right / max(1, labels)
    f1 = 2 * precision * recall / (precision + recall) if right else 0.0
    return f"F1 {f1:.4f} (P {precision:.4f}, R {recall:.4f}; {right} of {labels}, {false} false)"


def damaged_row(gold: list[tuple[str, Record]], found: list[tuple[str, Record]]) -> str:
    """Numbers of damaged copies, counted with their multiplicity; optional labels neither way."""
    want: collections.Counter[tuple[str, str]] = collections.Counter()
    spare: collections.Counter[tuple[str, str]] = collections.Counter()
    for file, label in gold:
        if label.get("canonical") and label["mention_type"] not in APART:
            by_name = label["mention_type"].startswith("named")
            bag = spare if label.get("optional") or by_name else want
            bag[file, number_key(label["canonical"])] += 1
    got = collections.Counter(
        (file, number_key(one["canonical"]))
        for file, one in found
        if one["canonical"] and one["mention_type"] not in APART
    )
    right = (want & got).total()
    return shares(right, want.total(), (got - want - spare).total())


def measured(folder: Path, copies: Path | None, *, talk: bool) -> list[tuple[str, list[str]]]:
    """Rows of the table: a name, then one figure for each system."""
    labels = labelled(folder)
    columns: list[list[tuple[str, str]]] = []
    for name, reader in zip(SYSTEMS, (cancu, plain), strict=True):
        tally = Tally(name, talk=talk and reader is cancu)
        for file, gold in labels.items():
            tally.add(file, gold, reader(text_path(folder / "texts", file)))
        rows = list(tally.rows())
        if copies is not None:
            gold_all = [(file, label) for file, gold in labels.items() for label in gold]
            found = [(f, one) for f in labels for one in reader(text_path(copies, f))]
            rows.append(("damaged copies, by number", damaged_row(gold_all, found)))
        columns.append(rows)
    ours, theirs = columns
    return [(row[0], [row[1], other[1]]) for row, other in zip(ours, theirs, strict=True)]


def table(title: str, rows: Iterable[tuple[str, list[str]]]) -> str:
    """The rows as Markdown."""
    lines = [f"## {title}", "", f"| what | {' | '.join(SYSTEMS)} |", "|---|---|---|"]
    lines += [f"| {name} | {' | '.join(cells)} |" for name, cells in rows]
    return "\n".join(lines) + "\n"


def main() -> None:
    parser = argparse.ArgumentParser(description="Citations against labels made by reading.")
    parser.add_argument("--labels", type=Path, required=True, help="texts/ and citations.jsonl")
    parser.add_argument("--damaged", type=Path, help="damaged copies of the same texts")
    parser.add_argument("--out", type=Path, help="Markdown file for the table")
    parser.add_argument("--misses", action="store_true")
    asked = parser.parse_args()
    rows = measured(asked.labels, asked.damaged, talk=asked.misses)
    printed = table(f"{asked.labels.name}: {len(labelled(asked.labels))} documents", rows)
    print(printed)
    if asked.out:
        asked.out.write_text(printed, encoding="utf-8")


if __name__ == "__main__":
    main()
