"""A large library for timing, made by seeded multiplication; no fact in it is true.

Real plans give the structure: how many documents a plan cites, in which lines, roles and
relations. Documents, places and days are drawn. What is cited is drawn too: national documents
of the registry and the codification by a Zipf-Mandelbrot law whose first ranks are the documents
that the real plans cite most, so that the hubs are real ones; and earlier invented documents of
the same place. Only lines that cite are written. Rows go straight into the library's tables.
"""

import datetime as dt
import hashlib
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from ingest.pipeline import read
from kg import catalogue
from kg.effects import Effect
from kg.model import DocumentRecord, Header, Mention, Place, Reading
from kg.opening import open_engine, writing
from kg.records import dump
from kg.registry import Registry, load_registry
from kg.rows import document_values, group_key, slug, stub_id
from kg.schema import documents, effects, lines, mentions
from kg.terms import CitationRole, EffectKind, MentionType, PlaceLevel, Relation

NATIONAL = 5_000
COMMUNES, PROVINCES = 3_300, 34
MENTIONS = 12.0
LOCAL = 0.25
REPLACING = 0.03
_FIRST, _DAYS = dt.date(2016, 1, 1), 3_900
_BATCH = 5_000


@dataclass(frozen=True, slots=True)
class Cited:
    """A document that invented ones may cite."""

    key: str
    header: Header


@dataclass(frozen=True, slots=True)
class Pattern:
    """How one real plan cites: its head, and each mention with the text of its first line."""

    header: Header
    said: tuple[tuple[Mention, str], ...]


def patterns(folders: Sequence[Path]) -> list[Pattern]:
    """The citing structure of every text file in these folders."""
    found = []
    for path in sorted(path for folder in folders for path in folder.glob("*.txt")):
        reading: Reading = read(path)
        said = tuple(
            (mention, reading.source.lines[mention.line - 1].text)
            for mention in reading.mentions
            if mention.canonical and mention.mention_type is not MentionType.SELF
        )
        if said:
            found.append(Pattern(reading.header, said))
    return found


def national(plans: Iterable[Pattern], registry: Registry) -> list[Cited]:
    """National documents, those that the real plans cite most first."""
    times = Counter(m.canonical for plan in plans for m in {m.canonical: m for m, _ in plan.said}
                    .values())  # fmt: skip
    most = [entry for name, _ in times.most_common() for entry in registry.by_number(name or "")]
    rest = [entry for entry in registry.entries.values() if entry.signed]
    listed = {entry.key: entry for entry in (*most, *rest, *catalogue.entries())}
    return [
        Cited(
            entry.key,
            Header(entry.number, entry.type, entry.signed, entry.issuer, title=entry.title),
        )
        for entry in list(listed.values())[:NATIONAL]
    ]


class Maker:
    """Draws documents one after another. seed: the same library for the same seed."""

    def __init__(self, plans: list[Pattern], cited: list[Cited], seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - no secret
        self.plans = plans
        self.cited = cited
        self.weights = list(accumulate(1 / (rank + 3) for rank in range(len(cited))))
        mean = sum(len(plan.said) for plan in plans) / len(plans)
        self.scale = MENTIONS / mean
        self.own: dict[int, list[Cited]] = {}

    def document(self, number: int) -> tuple[DocumentRecord, list[tuple[Mention, str, str]]]:
        """One document, with (mention, line, key of its target) in text order."""
        plan = self.random.choice(self.plans)
        home = self.random.randrange(COMMUNES)
        signed = _FIRST + dt.timedelta(days=number * _DAYS // 100_000 % _DAYS)
        place = Place(f"xã Thử {home}", PlaceLevel.COMMUNE, province=f"tỉnh Mẫu {home % PROVINCES}")
        issuer = f"UBND {place.name}, {place.province}"
        header = replace(plan.header, number=f"{number}/KH-UBND", date=signed, issuer=issuer,
                         place=place, type="Kế hoạch")  # fmt: skip
        key = f"{header.number}@{signed}@{issuer}"
        digest = hashlib.sha256(key.encode()).hexdigest()
        record = DocumentRecord(
            slug(key),
            key,
            held=True,
            header=header,
            name=f"{number}.txt",
            path=f"invented/{number}.txt",
            sha256=digest,
        )
        said = self._mentions(plan, home)
        self.own.setdefault(home, []).append(Cited(key, header))
        return record, said

    def _mentions(self, plan: Pattern, home: int) -> list[tuple[Mention, str, str]]:
        earlier = self.own.get(home, [])
        found = []
        for mention, line in plan.said:
            for _ in range(int(self.scale) + (self.random.random() < self.scale % 1)):
                near = earlier and self.random.random() < LOCAL
                target = self.random.choice(earlier) if near else self._national()
                found.append((*_said(mention, line, target), target.key))
        if earlier and self.random.random() < REPLACING:
            target = self.random.choice(earlier)
            mention, line, key = *_said(*plan.said[-1], target), target.key
            acting = replace(mention, relation=Relation.REPLACES, role=CitationRole.AMENDED_OBJECT)
            found.append((acting, f"Kế hoạch này thay thế {line}", key))
        return [
            (replace(m, line=place, line_end=place, char_start=place * 200), line, key)
            for place, (m, line, key) in enumerate(found, 1)
        ]

    def _national(self) -> Cited:
        return self.random.choices(self.cited, cum_weights=self.weights)[0]


def _said(mention: Mention, line: str, target: Cited) -> tuple[Mention, str]:
    head = target.header
    named = replace(mention, canonical=head.number, type=head.type, date=head.date,
                    issuer=head.issuer, raw=head.number or "", target=None, choices=(),
                    mention_type=MentionType.NUMBERED)  # fmt: skip
    return named, line.replace(mention.canonical or "\0", head.number or "")


def write(file: Path, count: int, maker: Maker) -> int:
    """Fill a new library with `count` documents; returns how many mentions they have."""
    engine = open_engine(file)
    total, keys = 0, _Keys()
    for first in range(1, count + 1, _BATCH):
        serials = range(first, min(first + _BATCH, count + 1))
        drawn = [(serial, *maker.document(serial)) for serial in serials]
        held = [{"serial": serial, **document_values(record)} for serial, record, _ in drawn]
        with writing(engine) as connection:
            connection.execute(insert(documents), held)
            for table, rows in _rows(drawn, keys).items():
                total += len(rows) if table is mentions else 0
                if rows:
                    connection.execute(insert(table), rows)
    with writing(engine) as connection:
        connection.execute(insert(documents), list(_stubs(maker.cited)))
    engine.dispose()
    return total


def _stubs(listed: Iterable[Cited]) -> Iterator[dict[str, Any]]:
    taken: set[str] = set()
    for cited in listed:
        name = stub_id(cited.key, taken=stub_id(cited.key) in taken)
        taken.add(name)
        yield document_values(DocumentRecord(name, cited.key, held=False, header=cited.header))


Drawn = tuple[int, DocumentRecord, list[tuple[Mention, str, str]]]


def _rows(drawn: list[Drawn], keys: "_Keys") -> dict[Any, list[dict[str, Any]]]:
    return {
        lines: [
            {"document": serial, "number": mention.line, "start": mention.char_start, "raw": line,
             "confidence": 1.0}
            for serial, _, said in drawn for mention, line, _ in said
        ],
        mentions: [
            _mention_row(serial, place, record, mention, key, keys)
            for serial, record, said in drawn
            for place, (mention, _, key) in enumerate(said)
        ],
        effects: [row for serial, record, said in drawn for row in _effects(serial, record, said)],
    }  # fmt: skip


def _mention_row(  # noqa: PLR0913, PLR0917 - the columns of one row
    serial: int, place: int, record: DocumentRecord, mention: Mention, key: str, keys: "_Keys"
) -> dict[str, Any]:
    return {
        "document": serial, "position": place, "group_key": keys(mention),
        "canonical": mention.canonical, "mention_type": mention.mention_type.value,
        "relation": mention.relation.value, "role": mention.role.value, "line": mention.line,
        "line_end": mention.line_end, "char_start": mention.char_start, "target": key,
        "confidence": 0.99, "choices": "[]", "problems": "[]", "record": dump(mention),
        "day": record.header.date,
    }  # fmt: skip


def _effects(
    serial: int, record: DocumentRecord, said: list[tuple[Mention, str, str]]
) -> Iterator[dict[str, Any]]:
    """A replacing document says from which day; the others say nothing of effect."""
    if said and said[-1][0].relation is Relation.REPLACES:
        mention, line, _ = said[-1]
        effect = Effect(EffectKind.REPLACES, mention.line, line, record.header.date,
                        canonical=mention.canonical, date=mention.date,
                        char_start=mention.char_start, clause="Điều 2")  # fmt: skip
        yield {"document": serial, "position": 0, "kind": effect.kind.value,
               "char_start": mention.char_start, "record": dump(effect)}  # fmt: skip


class _Keys:
    """Group keys by canonical number, each worked out once."""

    def __init__(self) -> None:
        self._known: dict[str, str | None] = {}

    def __call__(self, mention: Mention) -> str | None:
        name = mention.canonical or ""
        if name not in self._known:
            self._known[name] = group_key(mention)
        return self._known[name]


def make(file: Path, folders: Sequence[Path], count: int, seed: int = 5) -> int:
    """A synthetic library at `file`; returns its number of mentions."""
    plans = patterns(folders)
    return write(file, count, Maker(plans, national(plans, load_registry()), seed))
