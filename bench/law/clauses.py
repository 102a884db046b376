"""Clauses of effect against labels made by reading, and against what laws say in plain words.

    python -m bench.law.clauses --development SAMPLE.jsonl --reported SAMPLE.jsonl \
        --texts FOLDER --texts FOLDER --candidates repeal_candidates.csv \
        --laws laws_fulltext.jsonl.gz --table corpus/reference/read_clauses.jsonl.gz \
        --catalogue documents.csv --hand-made corpus/reference/effect_clauses.jsonl \
        --out bench/results/law/clauses.md

SAMPLE: articles with `begins` and `effects` (tests/gold/law/clauses). FOLDER: texts/ and
effects.jsonl of whole documents (tests/gold/law). An effect is right if the document's number
and the kind agree (or the label accepts the kind); scope is counted apart. `--misses` prints
what went wrong in the development files; nothing is ever printed of the others.
"""

import argparse
import csv
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from bench.law.struck_laws import unknown_laws
from bench.law.table_agreement import Record, catalogue_agreement, hand_made_agreement, records
from corpus.build.read_clauses import plain
from ingest import pages, pipeline
from ingest.citations import find_mentions
from ingest.effects import find_effects
from ingest.readers.plain import PlainReader
from ingest.structure import outline
from kg.effects import Effect
from kg.facts import Scope
from kg.folding import fold
from kg.model import Header
from kg.number import number_key
from kg.terms import EffectKind

ACTS: Final = {
    EffectKind.REPLACES,
    EffectKind.REPEALS,
    EffectKind.AMENDS,
    EffectKind.SUSPENDS,
}
RELATIONS: Final = {"thay thế": "replaces", "bãi bỏ": "repeals", "hết hiệu lực": "repeals"}


@dataclass
class Tally:
    """Counts over one file of labels."""

    name: str
    right: int = 0
    false: int = 0
    missed: int = 0
    scope: int = 0
    begins: int = 0
    begins_right: int = 0
    begins_false: int = 0
    talk: bool = False
    notes: list[str] = field(default_factory=list)

    def say(self, *words: object) -> None:
        """Print one miss, where that is allowed."""
        if self.talk:
            print(*words)

    def row(self) -> str:
        """One line of the table."""
        precision = share(self.right, self.right + self.false)
        recall = share(self.right, self.right + self.missed)
        return (
            f"| {self.name} | {self.right + self.missed} | {precision} | {recall} "
            f"| {share(self.scope, self.right) if self.scope else '-'} "
            f"| {share(self.begins_right, self.begins)} | {self.begins_false} |"
        )


def share(part: int, whole: int) -> str:
    """A share in percent with the counts."""
    return f"{100 * part / whole:.1f} % ({part}/{whole})" if whole else "-"


def read_article(row: Record) -> tuple[Effect, ...]:
    """The effects of one labelled article, read alone."""
    text = plain(f"Điều {row['article']}. {row['heading']}\n{row['text']}")
    source = pages.build(PlainReader().read(text.encode(), "article.txt"))
    sections, _ = outline(source)
    header = Header(number=row["number"])
    effects = find_effects(source, header, sections, find_mentions(source, header, sections))
    return tuple(effect for effect in effects if effect.rule is None)


def document_key(number: str | None, title: str | None) -> str:
    """What two mentions of one document share."""
    return number_key(number) if number else fold(title or "")


def score_acts(labels: list[Record], found: Iterable[Effect], tally: Tally, place: str) -> None:
    """Count acts on others: each document and kind once; a lost base is no act."""
    ours: dict[tuple[str, str], Effect] = {}
    for effect in found:
        if effect.kind in ACTS and not effect.on_itself and effect.scope is not Scope.LOST_BASE:
            document = document_key(effect.canonical, effect.title)
            ours.setdefault((document, effect.kind.value), effect)
    wanted: dict[tuple[str, str], Record] = {}
    for label in labels:
        wanted.setdefault((document_key(label["number"], label["title"]), label["relation"]), label)
    used: set[tuple[str, str]] = set()
    for key, effect in ours.items():
        hit = next(
            (
                k
                for k in wanted
                if k not in used and k[0] == key[0] and fits(key[1], k[1], wanted[k])
            ),
            None,
        )
        if hit is None:
            tally.false += 1
            tally.say("false", place, key, effect.quote[:160])
            continue
        used.add(hit)
        tally.right += 1
        accepts = wanted[hit].get("accepts", ())
        tally.scope += effect.scope == wanted[hit]["scope"] or f"scope:{effect.scope}" in accepts
    for key, label in wanted.items():
        if key not in used and "missing" not in label.get("accepts", ()):
            tally.missed += 1
            tally.say("missed", place, key, label["quote"][:160])


def fits(ours: str, kind: str, label: Record) -> bool:
    """Whether our kind is the label's, or one that the label accepts."""
    return ours == kind or ours in label.get("accepts", ())


def score_begin(label: Record | None, found: Iterable[Effect], tally: Tally, place: str) -> None:
    """Count the first day of the document itself."""
    own = [e for e in found if e.kind is EffectKind.EFFECTIVE and e.scope is Scope.FULL]
    day = own[0].day.isoformat() if own and own[0].day else None
    if label is None:
        tally.begins_false += bool(own)
        return
    tally.begins += 1
    right = bool(own) and day == label["day"]
    tally.begins_right += right
    if not right:
        tally.say("begin", place, day, label["day"], label["quote"][:120])


def score_sample(path: Path, name: str, *, talk: bool) -> Tally:
    """The reader on a file of labelled articles."""
    tally = Tally(name, talk=talk)
    for row in records(path):
        found = read_article(row)
        score_acts(row["effects"], found, tally, row["id"])
        score_begin(row["begins"], found, tally, row["id"])
    return tally


def score_candidates(path: Path, sample: Path, name: str) -> Tally:
    """The unchecked list of repeal sentences on the same articles; it knows no scope or day."""
    tally = Tally(name)
    by_document: dict[str, list[Record]] = {}
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            by_document.setdefault(number_key(row["acting_doc"]), []).append(row)
    for row in records(sample):
        text = fold(unicodedata.normalize("NFC", f"{row['heading']} {row['text']}"))
        said = {
            (number_key(c["affected_doc"]), RELATIONS.get(c["relation"], c["relation"]))
            for c in by_document.get(number_key(row["number"]), ())
            if fold(unicodedata.normalize("NFC", c["sentence"]))[:60] in text
        }
        wanted = {
            (document_key(e["number"], e["title"]), e["relation"])
            for e in row["effects"]
            if e["relation"] in {"replaces", "repeals"}
        }
        tally.right += len(said & wanted)
        tally.false += len(said - wanted)
        tally.missed += len(wanted - said)
    return tally


def score_texts(folder: Path, name: str, *, talk: bool) -> Tally:
    """The whole pipeline on whole documents; `optional` labels count neither way."""
    tally = Tally(name, talk=talk)
    labels: dict[str, list[Record]] = {}
    for label in records(folder / "effects.jsonl"):
        labels.setdefault(label["file"], []).append(label)
    for path in sorted((folder / "texts").iterdir()):
        found = pipeline.read(path).effects
        wanted = [label for label in labels.get(path.name, []) if label["target"] != "self"]
        shaped = [
            label
            | {"number": label["target"], "title": None, "relation": label["kind"]}
            | {
                "accepts": [
                    *label.get("accept_kind", ()),
                    *(["missing"] * label.get("optional", 0)),
                ]
            }
            for label in wanted
            if EffectKind(label["kind"]) in ACTS
        ]
        score_acts(shaped, found, tally, path.name)
        begins = [x for x in labels.get(path.name, []) if x["target"] == "self"]
        own = next((x for x in begins if x["kind"] == "effective" and x["scope"] == "full"), None)
        stated = [effect for effect in found if effect.rule is None]
        score_begin(own, stated, tally, path.name)
    return tally


def report(args: argparse.Namespace) -> str:
    """The result file."""
    head = (
        "| labels | acts | precision | recall | scope right | first day right | false first days |"
    )
    lines = [
        "# Clauses of effect",
        "",
        "2026-11-21; `python -m bench.law.clauses` (arguments in its docstring). Tuned on the",
        "development files only; of the reported ones nothing but these figures was ever seen.",
        "A part in a few dozen labels has a wide interval: 31 of 33 is 80-98 % (Wilson, 95 %).",
        "",
        head,
        "|---|---|---|---|---|---|---|",
    ]
    tallies = [score_sample(args.development, "articles, development", talk=args.misses)]
    if args.reported:
        tallies.append(score_sample(args.reported, "articles, reported", talk=False))
    for folder in args.texts or ():
        talk = args.misses and "development" in str(folder)
        tallies.append(score_texts(folder, f"provincial documents, {folder.name}", talk=talk))
    for sample in (args.development, args.reported):
        if args.candidates and sample:
            name = f"repeal_candidates.csv (strikes only), {sample.stem}"
            tallies.append(score_candidates(args.candidates, sample, name))
    lines += [tally.row() for tally in tallies]
    if args.table and args.catalogue:
        same, other = catalogue_agreement(args.table, args.catalogue)
        lines += [
            "",
            f"First days in the table: {same} as the official catalogue prints, {other} not.",
        ]
    if args.table and args.hand_made:
        same, total, days, all_days = hand_made_agreement(args.table, args.hand_made)
        lines += [
            "",
            f"Clauses compiled by hand: {same} of {total} acts found with scope and day, ",
        ]
        lines[-1] += f"{days} of {all_days} first days."
    if args.table and args.laws:
        checked, unknown = unknown_laws(records(args.laws), records(args.table))
        lines += ["", f"Laws that a full text says it ends: {checked}; unknown to the table: "]
        lines[-1] += f"{len(unknown)}."
        lines += [
            "",
            "(The search knows no grammar: a number inside a title and a law that ends later are",
            "listed too.)",
            "",
            *(f"- {item}" for item in unknown),
        ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Score, print and keep the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--development", type=Path, required=True)
    for name in ("reported", "candidates", "laws", "table", "catalogue", "hand-made", "out"):
        parser.add_argument(f"--{name}", type=Path)
    parser.add_argument("--texts", type=Path, action="append")
    parser.add_argument("--misses", action="store_true")
    args = parser.parse_args()
    text = report(args)
    print(text)
    if args.out:
        args.out.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
