"""Tasks against labels made by reading: found, offices, roles, deadlines.

    python -m bench.answers.tasks [--labels FILE.jsonl --texts FOLDER] [--reported] \
        --out bench/results/answers/tasks.md

A find is right if at least half of the shorter text's words are in the longer one, on touching
lines; each label has one find. An office is right if its words are those of the label, or most of
the shorter name's are in the longer one. Of roles only those of labels that say "chủ trì" or "phối
hợp" count: whether the two are told apart. Labels marked optional or of low confidence count
neither way. `--labels` adds another file of labels of texts in FOLDER. `--reported` scores the
texts that nothing may be tuned on too; `--misses` prints what went wrong in the others.
"""

import argparse
import collections
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from ingest import pipeline
from kg.folding import fold
from kg.model import Task
from kg.terms import OfficeRole

ROOT: Final = Path(__file__).resolve().parents[2]
DUTIES: Final = ROOT / "tests" / "gold" / "duties"
ROLES: Final = {"chu tri": OfficeRole.LEAD, "phoi hop": OfficeRole.COORDINATING}
LEADING: Final = {OfficeRole.LEAD, OfficeRole.PERFORMING, OfficeRole.ADVISING}
SHORT: Final = {"ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan", "tp": "thanh pho"}
READ_BEFORE: Final = frozenset(
    {"flood_disease_dak_lak.txt", "digital_signature_dong_thap.txt", "household_waste_ha_tinh.txt"}
)
"""Reported texts that were read as unlabelled plans before their labels were there."""
Label = dict[str, Any]
Pairs = list[tuple[Label, Task]]


def words(text: str | None) -> list[str]:
    """Folded words, common office abbreviations written out."""
    found = re.findall(r"[a-z0-9]+", fold(text or ""))
    return [part for word in found for part in SHORT.get(word, word).split()]


def shared(first: Sequence[str], second: Sequence[str]) -> float:
    """F1 of two bags of words."""
    both = (collections.Counter(first) & collections.Counter(second)).total()
    return 2 * both / (len(first) + len(second)) if both else 0.0


def likeness(label: Label, task: Task) -> float:
    """Share of the shorter text's words in the longer one; 0 on lines that do not touch."""
    first = label["line_start"]
    if first > task.line_end + 1 or task.line_start > (label.get("line_end") or first) + 1:
        return 0.0
    a, b = set(re.findall(r"\w+", fold(label["task"]))), set(re.findall(r"\w+", fold(task.task)))
    small, large = sorted((len(a), len(b)))
    return len(a & b) / max(1, small) * min(1.0, 3 * small / max(1, large))


def same_office(first: str, second: str) -> bool:
    """The same office under another spelling of its name."""
    short, long = sorted((words(first), words(second)), key=len)
    if not short:
        return False
    inside = len(short) >= 2 and all(word in long for word in short)
    return short == long or (inside and 2 * len(short) >= len(long)) or shared(short, long) >= 0.8


def same_deadline(label: str, found: str) -> bool:
    """The same figures, and most of the same words."""
    figures = [sorted(re.findall(r"\d+|\b[ivx]+\b", fold(text))) for text in (label, found)]
    return figures[0] == figures[1] and shared(words(label), words(found)) >= 0.6


def offices(label: Label) -> list[tuple[str, OfficeRole | None]]:
    """Offices of a label with the role that is scored, None where none is."""
    found = [
        (given["office"], ROLES.get(fold(given.get("role") or "")))
        for given in label.get("assignments") or []
    ]
    found += [(name, OfficeRole.COORDINATING) for name in label.get("coordinating") or []]
    return list(dict.fromkeys(found or [(name, None) for name in label.get("offices") or []]))


def left_out(label: Label) -> bool:
    return bool(label.get("optional")) or label.get("confidence") == "low"


@dataclass
class Tally:
    """Counts over texts; a share of nothing is printed as a dash."""

    counts: collections.Counter[str] = field(default_factory=collections.Counter)

    def add(self, labels: list[Label], found: Sequence[Task], *, talk: str = "") -> None:
        """Count one text. talk: its name, to print what went wrong; "" for silence."""
        pairs, missed, false = paired(labels, found)
        self.counts["gold"] += sum(not left_out(label) for label in labels)
        self.counts["false"] += len(false)
        for label in missed if talk else ():
            if not left_out(label):
                print("missed", talk, label["line_start"], label["task"][:90])
        for task in false if talk else ():
            print("false", talk, task.line_start, task.task[:90])
        for label, task in pairs:
            if not left_out(label):
                self.counts["right"] += 1
                self._offices(label, task)
                self._deadline(label, task)

    def _offices(self, label: Label, task: Task) -> None:
        wanted = offices(label)
        given = {(each.office, each.role) for each in task.assignments}
        self.counts["offices"] += len(wanted)
        if label.get("assignments"):  # else who takes part is not labelled
            self.counts["given"] += len(given)
            self.counts["given_right"] += sum(
                any(same_office(name, office) for name, _ in wanted) for office, _ in given
            )
        for name, role in wanted:
            roles = {told for office, told in given if same_office(name, office)}
            self.counts["offices_right"] += bool(roles)
            if roles and role:
                leads = role is OfficeRole.LEAD and bool(roles & LEADING)
                self.counts["roles"] += 1
                self.counts["roles_right"] += role in roles or leads

    def _deadline(self, label: Label, task: Task) -> None:
        wanted = [d for d in (label.get("deadline"), *(label.get("accept_deadline") or ())) if d]
        if label.get("deadline"):
            self.counts["deadlines"] += 1
            told = (task.deadline_text or "", str(task.deadline or ""))
            self.counts["deadlines_right"] += any(same_deadline(d, t) for d in wanted for t in told)

    def row(self, name: str) -> str:
        """One line of the table."""
        right, found = self.counts["right"], self.counts["right"] + self.counts["false"]
        precision, recall = right / max(1, found), right / max(1, self.counts["gold"])
        f1 = 2 * precision * recall / (precision + recall) if right else 0.0
        parts = [f"{f1:.3f}", f"{precision:.3f}", f"{recall:.3f}", str(self.counts["gold"])]
        for key in ("offices", "given", "roles", "deadlines"):
            of = self.counts[key]
            parts.append(f"{self.counts[f'{key}_right'] / of:.3f} of {of}" if of else "–")
        return f"| {name} | {' | '.join(parts)} |"


def paired(labels: list[Label], found: Sequence[Task]) -> tuple[Pairs, list[Label], list[Task]]:
    """Best pairs first, each record once; pairs, labels left, finds left."""
    ranked = sorted(
        (
            (likeness(label, task), i, j)
            for i, label in enumerate(labels)
            for j, task in enumerate(found)
        ),
        reverse=True,
    )
    left, free = dict(enumerate(labels)), dict(enumerate(found))
    pairs = []
    for value, i, j in ranked:
        if value >= 0.5 and i in left and j in free:
            pairs.append((left.pop(i), free.pop(j)))
    return pairs, list(left.values()), list(free.values())


def by_text(path: Path, texts: Path) -> dict[Path, list[Label]]:
    """Labels of a file by the text that they belong to."""
    found: dict[Path, list[Label]] = collections.defaultdict(list)
    for line in path.read_text(encoding="utf-8").splitlines():
        label = json.loads(line)
        found[texts / label.get("file", f"{path.stem}.txt")].append(label)
    return found


def scored(labels: dict[Path, list[Label]], names: Iterable[str] = (), *, talk: bool) -> Tally:
    """The tally over texts; names: only these, all if empty."""
    tally, chosen = Tally(), set(names)
    for path, of_text in labels.items():
        if path.exists() and (not chosen or path.name in chosen):
            tally.add(of_text, pipeline.read(path).tasks, talk=path.name if talk else "")
    return tally


def rows(extra: list[tuple[Path, Path]], *, reported: bool, talk: bool) -> Iterable[str]:
    """Lines of the table, one a set of labels."""
    plans = ROOT / "corpus" / "plans"
    for path, texts in extra:
        yield scored(by_text(path, texts), talk=talk).row("plans 001 (clean) and 002 (damaged)")
    seeds = by_text(ROOT / "tests" / "gold" / "seeds" / "tasks.jsonl", plans)
    yield scored(seeds, talk=talk).row("plans 000, 003, 004 (damaged)")
    excerpts = {k: v for f in sorted(DUTIES.glob("*.jsonl")) for k, v in by_text(f, DUTIES).items()}
    yield scored(excerpts, talk=talk).row("five excerpts (clean)")
    tuned = DUTIES / "development"
    yield scored(by_text(tuned / "tasks.jsonl", tuned), talk=talk).row("development (clean)")
    if reported:
        folder = DUTIES / "reported"
        labels = by_text(folder / "tasks.jsonl", folder)
        fresh = [path.name for path in labels if path.name not in READ_BEFORE]
        yield scored(labels, fresh, talk=False).row("**reported, never read (clean)**")
        yield scored(labels, READ_BEFORE, talk=False).row("reported, read unlabelled before")


def main() -> None:
    """Score and write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--labels", type=Path, action="append", default=[])
    parser.add_argument("--texts", type=Path, default=ROOT / "corpus" / "plans")
    parser.add_argument("--reported", action="store_true")
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--out", type=Path)
    args = parser.parse_args()
    heads = ("labels", "F1", "P", "R", "tasks", "office R", "office P", "roles", "deadlines")
    lines = [f"| {' | '.join(heads)} |", f"|{'---|' * len(heads)}"]
    extra = [(path, args.texts) for path in args.labels]
    lines += rows(extra, reported=args.reported, talk=args.misses)
    print("\n".join(lines))
    if args.out:
        args.out.parent.mkdir(parents=True, exist_ok=True)
        args.out.write_text("\n".join(["# Tasks", "", *lines, ""]), encoding="utf-8")


if __name__ == "__main__":
    main()
