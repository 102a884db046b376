"""Reading quality on real plans that nothing was tuned on: `python bench/quality.py`.

Runs `cancu` on tests/gold/unseen (see its README) and compares with the labels made by hand.
A citation is right if at least half of its labelled characters are covered and the number is
the same; in damaged texts, where offsets have no truth, if the number is the same. Writes one
table to bench/results/quality.md; `--misses` also prints what was missed or invented.
"""

import argparse
import collections
import datetime as dt
import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "gold" / "unseen"
RESULTS = ROOT / "bench" / "results" / "quality.md"
NAMES = {"refers": "refers_to", "proposal": "proposed_by"}
SHORT = {"ubnd": "uy ban nhan dan", "hdnd": "hoi dong nhan dan"}
FIELDS = ("number", "date", "issuer", "title", "period", "signer")
Record = dict[str, Any]
Pairs = tuple[list[tuple[Record, Record]], list[Record], list[Record]]


def labels(name: str) -> dict[str, list[Record]]:
    """The records of one label file, by the text they belong to."""
    by_file: dict[str, list[Record]] = collections.defaultdict(list)
    for line in (GOLD / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        by_file[json.loads(line)["file"]].append(json.loads(line))
    return by_file


def cancu(command: str, path: Path) -> Any:  # noqa: ANN401 -- JSON of any shape
    """What one reading command says of a file."""
    call = [sys.executable, "-m", "ui.cli", command, "--file", str(path), "--json"]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def words(text: str | None) -> list[str]:
    """Lower case without marks, two abbreviations written out."""
    plain = unicodedata.normalize("NFD", (text or "").lower().replace("đ", "d"))
    found = re.findall(r"[a-z0-9]+", "".join(c for c in plain if not unicodedata.combining(c)))
    return [part for word in found for part in SHORT.get(word, word).split()]


def key(number: str | None) -> str:
    """A number without marks, case, blanks and leading zeros."""
    plain = unicodedata.normalize("NFD", (number or "").lower().replace("đ", "d"))
    plain = "".join(c for c in plain if not unicodedata.combining(c) and not c.isspace())
    return re.sub(r"(?<![0-9])0+(?=[0-9])", "", plain)


def f1(one: str | None, other: str | None) -> float:
    """Words shared by two texts."""
    a, b = collections.Counter(words(one)), collections.Counter(words(other))
    return 2 * (a & b).total() / max(1, (a.total() + b.total()))


def pair(gold: list[Record], found: list[Record], like: Callable[..., float]) -> Pairs:
    """Best pairs first, each record once; pairs, labels left, findings left."""
    ranked = sorted(
        ((like(g, f), -i, -j) for i, g in enumerate(gold) for j, f in enumerate(found)),
        reverse=True,
    )
    left, free = dict(enumerate(gold)), dict(enumerate(found))
    pairs = []
    for value, i, j in ranked:
        if value > 0 and -i in left and -j in free:
            pairs.append((left.pop(-i), free.pop(-j)))
    return pairs, list(left.values()), list(free.values())


def same_number(gold: Record, found: Record) -> bool:
    """The number of the label, or another accepted; a name alone need not have one."""
    rights = {key(n) for n in (gold["canonical"], *gold.get("accept", [])) if n}
    named = gold["mention_type"].startswith("named")
    return not rights or (named and not found["canonical"]) or key(found["canonical"]) in rights


def by_span(gold: Record, found: Record) -> float:
    begin, end = gold["char_start"], gold["char_end"]
    shared = min(end, found["char_end"]) - max(begin, found["char_start"])
    return shared if 2 * shared >= end - begin and same_number(gold, found) else 0


def by_number(gold: Record, found: Record) -> float:
    rights = (gold["canonical"], *gold.get("accept", []))
    return float(key(found["canonical"]) in {key(n) for n in rights})


def near(gold: Record, found: Record, slack: int) -> bool:
    """Whether the lines of the two touch."""
    first: int = found["line_start"] if "line_start" in found else found["line"]
    begin: int = gold["line_start"] if "line_start" in gold else gold["line"]
    last, end = found.get("line_end") or first, gold["line_end"]
    return bool(begin <= last + slack and first <= end + slack)


def by_task(gold: Record, found: Record) -> float:
    """Share of the shorter task's words in the longer one, on touching lines."""
    a, b = set(words(gold["task"])), set(words(found["task"]))
    small, large = sorted((len(a), len(b)))
    value = len(a & b) / max(1, small) * min(1.0, 3 * small / max(1, large))
    return value if value >= 0.5 and near(gold, found, 1) else 0


def by_target(gold: Record, found: Record) -> float:
    """The same comparator and value, and at least two words in five of the shorter indicator."""
    if not near(gold, found, 2) or gold["comparator"] != found["comparator"]:
        return 0
    a, b = set(words(gold["indicator"])), set(words(found["indicator"]))
    value = len(a & b) / max(1, min(len(a), len(b)))
    return value if value >= 0.4 and float(gold["value"]) == float(found["value"] or -1) else 0


def shares(right: int, missed: int, false: int) -> str:
    precision, recall = right / max(1, right + false), right / max(1, right + missed)
    return f"{right} of {right + missed}, {false} false: P {precision:.3f}, R {recall:.3f}"


class Tally:
    """Counts over all texts of one kind; prints the misses if asked."""

    def __init__(self, name: str, *, talk: bool) -> None:
        self.name, self.talk = name, talk
        self.right = self.missed = self.false = 0
        self.pairs: list[tuple[Record, Record]] = []

    def add(self, file: str, found: Pairs, text: str) -> None:
        """Count one text; labels marked optional count neither way."""
        pairs = [one for one in found[0] if not one[0].get("optional")]
        missed = [one for one in found[1] if not one.get("optional")]
        self.pairs += pairs
        self.right, self.missed = self.right + len(pairs), self.missed + len(missed)
        self.false += len(found[2])
        for what, rows in (("missed", missed), ("false", found[2])) if self.talk else ():
            for one in rows:
                line = one.get("line", one.get("line_start"))
                print(what, self.name, file, line, str(one.get(text))[:90])

    def row(self) -> tuple[str, str]:
        return self.name, shares(self.right, self.missed, self.false)

    def share(self, what: str, rights: list[bool]) -> tuple[str, str]:
        return f"{self.name}: {what}", f"{sum(rights)} of {len(rights)}"


def citation_rows(*, damaged: bool, talk: bool) -> Iterator[tuple[str, str]]:
    """Mentions found; of these: relation, date, and the number of laws cited by name."""
    prefix, folder = ("damaged_", "damaged") if damaged else ("", "texts")
    tally = Tally("citations, damaged" if damaged else "citations", talk=talk)
    for file, gold in sorted(labels(f"{prefix}citations").items()):
        found = [
            one
            for one in cancu("citations", GOLD / folder / file)
            if one["mention_type"] not in {"anaphora", "standard"}
            and (one["canonical"] or not damaged)
        ]
        tally.add(file, pair(gold, found, by_number if damaged else by_span), "raw")
    yield tally.row()
    others = [one for one in tally.pairs if one[0]["mention_type"] != "self"]
    first = [NAMES.get(g["relation"], g["relation"]) == f["relation"] for g, f in others]
    accepted = [f["relation"] in g.get("accept_relation", []) for g, f in others]
    yield tally.share("relation as labelled", first)
    both = [a or b for a, b in zip(first, accepted, strict=True)]
    yield tally.share("relation as labelled or accepted", both)
    yield tally.share("stated date", [g["date"] == f["date"] for g, f in tally.pairs if g["date"]])
    laws = [p for p in tally.pairs if p[0]["mention_type"].startswith("named_law")]
    if not damaged:
        known = [f["canonical"] is not None and same_number(g, f) for g, f in laws]
        yield tally.share("number of laws cited by name", known)


def same_field(field: str, gold: Record, found: Record) -> bool:
    """Number, date and period equal; names and titles with four words in five shared."""
    rights = [gold[field], *gold.get(f"{field}_alternatives", [])]
    rights += [(gold.get("attached") or {}).get("title")] if field == "title" else []
    got = found[field]
    if field == "number":
        return key(gold[field]) == key(got)
    if field in {"date", "period"}:
        return bool(got == gold[field])
    return any(f1(right, got) >= 0.8 for right in rights if right)


def header_row(*, damaged: bool, talk: bool) -> tuple[str, str]:
    prefix, folder = ("damaged_", "damaged") if damaged else ("", "texts")
    counts: collections.Counter[str] = collections.Counter()
    for file, (gold,) in sorted(labels(f"{prefix}documents").items()):
        found = cancu("show", GOLD / folder / file)
        for field in (one for one in FIELDS if gold[one]):
            right = same_field(field, gold, found)
            counts["right"], counts["all"] = counts["right"] + right, counts["all"] + 1
            if talk and not right:
                print("missed", f"header {prefix}", file, field, gold[field], "->", found[field])
    return f"header fields{', damaged' * damaged}", f"{counts['right']} of {counts['all']}"


def task_rows(*, talk: bool) -> Iterator[tuple[str, str]]:
    tally = Tally("tasks", talk=talk)
    for file, gold in sorted(labels("tasks").items()):
        tally.add(file, pair(gold, cancu("tasks", GOLD / "texts" / file), by_task), "task")
    yield tally.row()
    offices = [
        any(f1(one["office"], other["office"]) >= 0.8 for other in found["assignments"])
        for gold, found in tally.pairs
        for one in gold["assignments"]
    ]
    yield tally.share("offices", offices)


def target_row(*, talk: bool) -> tuple[str, str]:
    """Every labelled text counts: most have no target, and whatever is found there is false."""
    tally = Tally("targets", talk=talk)
    gold = labels("targets")
    for file in sorted(labels("documents")):
        found = cancu("targets", GOLD / "texts" / file)
        tally.add(file, pair(gold.get(file, []), found, by_target), "indicator")
    return tally.row()


def commit() -> str:
    """The commit measured; unknown outside a checkout."""
    call = ["git", "rev-parse", "--short", "HEAD"]
    done = subprocess.run(call, cwd=ROOT, capture_output=True, text=True, check=False)
    return done.stdout.strip() or "unknown"


def main() -> None:
    """Measure, print one table, keep it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="print each miss")
    parser.add_argument("--commit", default=None, help="the commit measured, if not the checkout's")
    asked = parser.parse_args()
    rows = [*citation_rows(damaged=False, talk=asked.misses)]
    rows += citation_rows(damaged=True, talk=asked.misses)
    rows += [header_row(damaged=one, talk=asked.misses) for one in (False, True)]
    rows += [*task_rows(talk=asked.misses), target_row(talk=asked.misses)]
    table = "| what | figure |\n|---|---|\n" + "".join(f"| {a} | {b} |\n" for a, b in rows)
    head = (
        "# Reading quality on plans that nothing was tuned on\n"
        f"Measured {dt.datetime.now(tz=dt.UTC).date()} at commit {asked.commit or commit()}; "
        "command: `python bench/quality.py`. Texts, labels and rules: tests/gold/unseen/README.md."
    )
    RESULTS.write_text(f"{head}\n\n{table}", encoding="utf-8")
    print(table)


if __name__ == "__main__":
    main()
