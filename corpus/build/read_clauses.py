"""Clauses that begin, end or change the effect of documents, read from official texts.

The reader of `ingest.effects` is run over the articles of the codification and over full laws;
each clause becomes a row in the shape of effect_clauses.jsonl. Laws named without a number are
looked up among the known names on the acting day. Nothing here was checked by hand: `confidence`
says how sure the reader is.

    python -m corpus.build.read_clauses --articles articles.jsonl.gz \
        --laws laws_fulltext.jsonl.gz --catalogue documents.csv \
        --out corpus/reference/read_clauses.jsonl.gz
"""

import argparse
import csv
import datetime as dt
import gzip
import json
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ingest import pages
from ingest.citations import find_mentions
from ingest.effects import find_effects
from ingest.readers.plain import PlainReader
from ingest.structure import outline
from kg.effects import Effect
from kg.facts import RegistryEntry, Scope
from kg.folding import fold
from kg.model import Header
from kg.number import number_key
from kg.registry import load_registry
from kg.terms import EffectKind, MentionType, SectionKind

MAY_ACT = re.compile(
    r"h[ếe]t\s*[hl]iệu|thay thế|[Bb]ãi bỏ|[Hh][ủu][ỷy] bỏ|c[óo]\s*hiệu lực|ng[ưừ]ng hiệu lực"
    r"|ình chỉ|[Ss]ửa đổi|[Bb]ổ sung (?:khoản|điểm|Điều|một)|không còn hiệu lực"
    r"|[Tt]iếp tục (?:có|được áp)"
)
LINK = re.compile(r"\[([^\]\n]*)\]\([^)\n]*\)")
NOTE = re.compile(r"^\(.*(?:được sửa đổi|bị bãi bỏ|có hiệu lực thi hành).*\)$", re.MULTILINE)
LONGEST_QUOTE = 420
HIGH, MEDIUM = 0.9, 0.7
LONG_AFTER = 500  # days from signing to a first day that the catalogue does not have either
CATALOGUE = "danh mục Bộ pháp điển (ngày có hiệu lực)"  # the words count from the gazette
FULL_SYMBOL = re.compile(r"/QH\d|-|/H[ĐD]BT|/TTg|/CP|/SL|/LCT|/CT|TTLT")  # "58/2014/Q" lost its end
PRINTED = {MentionType.NUMBERED, MentionType.NUMBERED_ABBREV}
STRIKES = {EffectKind.REPLACES, EffectKind.REPEALS}


@dataclass
class Document:
    """One document's articles, as far as they may act: (number of article, heading, text)."""

    number: str
    source: str
    articles: list[tuple[str, str, str]] = field(default_factory=list)
    signed: dt.date | None = None
    effective: dt.date | None = None


def records(path: Path) -> Iterator[dict[str, Any]]:
    """Objects of a gzipped JSON Lines file."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)


def plain(text: str) -> str:
    """NFC, links as their words, no-break spaces as blanks, the site's own notes left out."""
    text = unicodedata.normalize("NFC", text).replace("\u00a0", " ")
    return NOTE.sub("", LINK.sub(r"\1", text))


def full_laws(path: Path) -> dict[str, Document]:
    """Full laws by number key."""
    found = {}
    for row in records(path):
        document = Document(row["id"], f"vbpl.vn: {row['sourceUrl']}")
        for chapter in row["chapters"]:
            for article in chapter.get("articles", ()):
                number = article["number"].removeprefix("Điều").strip()
                add(document, number, article.get("heading") or "", article.get("body") or "")
        found[number_key(row["id"])] = document
    return found


def codified(path: Path, known: set[str]) -> dict[str, Document]:
    """Documents of the codification that are not among the full laws, by number key."""
    found: dict[str, Document] = {}
    for row in records(path):
        key = number_key(row["number"])
        if key not in known:
            document = found.setdefault(key, Document(row["number"], ""))
            add(document, row["article"], row["heading"], row["text"])
    return found


def add(document: Document, number: str, heading: str, text: str) -> None:
    """Keep an article that may act."""
    heading, text = plain(heading), plain(text)
    if MAY_ACT.search(heading) or MAY_ACT.search(text):
        document.articles.append((number, " ".join(heading.split()), text))


def catalogue_days(path: Path) -> dict[str, tuple[dt.date | None, dt.date | None]]:
    """Days signed and first in force by number key, from the codification's catalogue."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return {
            number_key(row["so_hieu"]): (day(row["ngay_ban_hanh"]), day(row["ngay_hieu_luc"]))
            for row in csv.DictReader(file)
        }


def day(text: str) -> dt.date | None:
    """A day as the catalogue prints it, 16/06/2020."""
    match = re.fullmatch(r"(\d\d?)/(\d\d?)/(\d{4})", text.strip())
    try:
        return dt.date(int(match[3]), int(match[2]), int(match[1])) if match else None
    except ValueError:
        return None


@dataclass(frozen=True, slots=True)
class Said:
    """One effect; printed: the number of the document acted on stands in the text."""

    effect: Effect
    printed: bool


def read(document: Document) -> list[Said]:
    """What the document's own words say of effect."""
    parts = [f"Điều {number}. {heading}\n{text}" for number, heading, text in document.articles]
    source = pages.build(PlainReader().read("\n".join(parts).encode(), "articles.txt"))
    outlined, _ = outline(source)
    sections = [s for s in outlined if s.kind is SectionKind.ARTICLE]  # no appendix is among them
    header = Header(number=document.number, date=document.signed)
    mentions = find_mentions(source, header, sections)
    shown = {m.char_start: m.mention_type in PRINTED for m in mentions}
    effects = find_effects(source, header, sections, mentions)
    return [Said(effect, shown.get(effect.char_start or -1, False)) for effect in effects]


def affected(said: Said, document: Document) -> dict[str, Any]:
    """The document acted on, with its key where the registry or the catalogue knows it."""
    effect, entry = said.effect, known_entry(said, document)
    number = effect.canonical if said.printed else entry.number if entry else None
    signed = effect.date or (entry.signed if entry else None)
    return {
        "number": number,
        "title": effect.title,
        "date": signed.isoformat() if signed else None,
        "scope": effect.scope.value,
        "provisions": effect.provisions,
        "key": entry.key if entry else None,
    }


def known_entry(said: Said, document: Document) -> RegistryEntry | None:
    """The one document meant; None where none or several are known. A name is looked up anew."""
    registry, effect = load_registry(), said.effect
    if not said.printed:
        named = registry.law_named(effect.title or "", signed=effect.date, on=document.signed)
        own = number_key(document.number)
        named = [entry for entry in named if number_key(entry.number) != own]
        return named[0] if len(named) == 1 else None
    same = registry.by_number(effect.canonical or "")
    if effect.date is not None:
        same = [entry for entry in same if entry.signed in (None, effect.date)]
    return same[0] if len(same) == 1 else None


def doubtful(effect: Effect, item: dict[str, Any], document: Document) -> bool:
    """What cannot be: a document struck or changed by an older one."""
    if document.signed is None or item["number"] is None:
        return False
    if not FULL_SYMBOL.search(item["number"]):
        return True
    year = re.search(r"/(\d{4})/", item["number"])
    later = item["date"] is not None and item["date"] > document.signed.isoformat()
    early = effect.day is not None and effect.day < document.signed
    return later or early or (year is not None and int(year[1]) > document.signed.year)


def rows(document: Document) -> Iterator[dict[str, Any]]:
    """One row for each clause; documents that one clause names stand together."""
    groups: dict[tuple[Any, ...], list[Said]] = defaultdict(list)
    for said in read(document):
        effect = said.effect
        doubtful_end = effect.kind in STRIKES and effect.scope is Scope.FULL
        if doubtful_end and effect.confidence < MEDIUM:
            continue  # nobody checks these rows: an end in doubt is no fact
        if effect.rule is not None:
            continue  # a presumption: the article that says the day is not among those kept
        if not effect.on_itself or effect.kind in {EffectKind.EFFECTIVE, EffectKind.EXPIRES}:
            level = confidence(effect.confidence)
            key = (effect.kind, effect.clause, effect.day, level, effect.on_itself, quote(effect))
            groups[key].append(said)
    for (kind, clause, first, level, own, words), group in groups.items():
        items = [] if own else [affected(said, document) for said in group]
        odd = any(doubtful(s.effect, i, document) for s, i in zip(group, items, strict=False))
        begin, rule = first, group[0].effect.rule
        part = own and group[0].effect.provisions is not None
        if begin is None and document.effective is not None and not part:
            begin, rule = document.effective, CATALOGUE
        row = {
            "number": document.number,
            "date": document.signed.isoformat() if document.signed else None,
            "clause": clause,
            "kind": kind.value,
            "quote": words,
            "affects": items,
            "takes_effect": begin.isoformat() if begin else None,
            "rule": rule,
            "source": document.source or f"Bộ pháp điển: {document.number}, {article(clause)}",
            "confidence": "low" if odd or misplaced(first, document) else level,
        }
        if own and group[0].effect.provisions:
            row["provisions"] = group[0].effect.provisions
        yield row


def misplaced(first: dt.date | None, document: Document) -> bool:
    """Whether the day is that of a later document whose clause the codification put in here."""
    known, signed = document.effective, document.signed
    if first is None or known is None or signed is None:
        return False
    return first != known and (first - signed).days > LONG_AFTER


def quote(effect: Effect) -> str:
    """The words; long ones cut, as the reader marks a cut."""
    words = effect.quote
    limit = LONGEST_QUOTE if effect.kind in STRIKES else LONGEST_QUOTE // 2
    return words if len(words) <= limit else words[:limit].rsplit(" ", 1)[0] + " […]"


def article(clause: str | None) -> str:
    """The article of a clause: "Điều 40" of "khoản 2 Điều 40"."""
    found = re.search(r"Điều \d+[a-zđ]?", clause or "")
    return found[0] if found else "?"


def confidence(value: float) -> str:
    """The level of a probability."""
    return "high" if value >= HIGH else "medium" if value >= MEDIUM else "low"


def documents(articles: Path, laws: Path, catalogue: Path) -> Iterable[Document]:
    """All documents with an article that may act, each with its day."""
    found = full_laws(laws)
    found |= codified(articles, set(found))
    days = catalogue_days(catalogue)
    for key, document in found.items():
        same = load_registry().by_number(document.number)
        signed, document.effective = days.get(key, (None, None))
        document.signed = signed or next((e.signed for e in same if e.signed), None)
    return [document for document in found.values() if document.articles]


def main() -> None:
    """Write the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("articles", "laws", "catalogue", "out"):
        parser.add_argument(f"--{name}", type=Path, required=True)
    args = parser.parse_args()
    found = [row for d in documents(args.articles, args.laws, args.catalogue) for row in rows(d)]
    found.sort(key=lambda row: (fold(row["number"]), row["clause"] or "", row["kind"]))
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in found)
    args.out.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{len(found)} clauses, {args.out.stat().st_size} bytes")


if __name__ == "__main__":
    main()
