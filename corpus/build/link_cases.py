"""Damaged statements whose truth is known, to fit and to measure how mentions are linked.

A mention that states number, day and issuer names one document for certain. Parts of it are then
dropped or damaged (no day, a year alone, a wrong figure in the day, no issuer, a title cut or
misread, a wrong number), and the document has to be found again among others that share the
folded number: of other years, of other provinces, with titles of the same kind.

Measured, in the codification and in plans: of 3,305 days stated of registered documents 72 are
another day than the registered one, most by one figure; of 54 numbers without a year that the
registry has, with their day, 53 are the registered document. Assumed, not measured: how often the
document meant is known at all, how many others of its number are, how often a number is misread
(`Setting`).
"""

import datetime as dt
import gzip
import json
import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

import corpus
from ingest import pages
from ingest.citations import find_mentions
from ingest.pipeline import read
from ingest.readers.plain import PlainReader
from kg.candidates import Candidate, from_entry, possible
from kg.identity import completed, has_year, identity_key, is_national
from kg.link_evidence import title_share, unknown_evidence
from kg.model import Header, Mention
from kg.number import number_key
from kg.registry import load_registry
from kg.statements import Said, said
from kg.terms import MentionType

Cited = tuple[str, Header, tuple[Mention, ...]]  # name of the text, its head, its mentions
_WHOLE = re.compile(r"\d+[a-z]?(?:/\d{4})?[/-][A-ZĐ].*ngày\s+\d", re.DOTALL)
_ARTICLES = 6000
_YEARS = 12  # years back in which an office gave the same number to another document
_LETTERS = "aăâbcdđeêghiklmnoôơpqrstuưvxy"
_MISREAD = 0.05  # share of cases drawn so; each counts for less, by `Setting.misread`
_UNNUMBERED = 0.08  # share of titled mentions taken without their number
_DRAWS = 3


@dataclass(frozen=True, slots=True)
class Setting:
    """Assumed chances: that the document meant is known, and others of its number."""

    known: float = 0.65
    known_unique: float = 0.8
    other_year: float = 0.15  # for each year back
    other_places: float = 1.5  # documents of other provinces, on average
    known_party: float = 0.85
    other_term: float = 0.4  # for each term: Party bodies number their documents by terms
    registered: float = 0.8  # of national ones meant
    registered_other: float = 0.03
    misread: float = 0.003  # numbers printed as another number with its year
    near: float = 0.25  # named in full elsewhere in the same text


@dataclass(frozen=True, slots=True)
class Case:
    """A damaged statement, what may be meant, and what is: None where that is not among them.

    weight: for how many cases it counts.
    """

    text: str
    series: str
    statement: Said
    candidates: tuple[Candidate, ...]
    near: frozenset[str]
    truth: str | None
    weight: float


def read_plans(folder: Path, left_out: frozenset[str]) -> Iterator[Cited]:
    """Mentions of each text of a folder."""
    for path in sorted(folder.glob("*.txt")):
        if path.stem not in left_out:
            found = read(path)
            yield path.stem, found.header, found.mentions


def read_articles(path: Path, days: Mapping[str, dt.date]) -> Iterator[Cited]:
    """Mentions of a sample of articles that name a document by number and day."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        fit = [row for line in lines if _WHOLE.search((row := json.loads(line))["text"])]
    for row in random.Random(5).sample(  # noqa: S311
        fit, min(_ARTICLES, len(fit))
    ):
        head = Header(number=row["number"], date=days.get(number_key(row["number"])))
        source = pages.build(PlainReader().read(row["text"].encode(), "article.txt"))
        yield row["number"], head, find_mentions(source, head, ())


def whole_mentions(texts: Iterable[Cited]) -> list[tuple[str, Header, Mention]]:
    """Mentions that name one document for certain: number, day, and issuer where it takes one."""
    found = []
    for name, head, mentions in texts:
        seen = set()
        for mention in mentions:
            apart = mention.mention_type in (MentionType.SELF, MentionType.STANDARD)
            if apart or not (mention.canonical and mention.date) or mention.problems:
                continue
            local = not is_national(mention.canonical)
            stated = (mention.canonical, mention.date, mention.title)
            if (local and not mention.issuer) or stated in seen:
                continue
            seen.add(stated)
            found.append((name, head, mention))
    return found


class World:
    """Documents that the texts name for certain, and titles to draw others' from."""

    def __init__(self, mentions: Iterable[tuple[str, Header, Mention]]) -> None:
        self.provinces = [row["name"] for row in corpus.table("provinces")][:63]
        self.titles: dict[str, list[str]] = defaultdict(list)
        self.numbers: dict[str, list[Candidate]] = defaultdict(list)
        self.known: dict[str, Candidate] = {}
        registry = load_registry()
        for _, head, mention in mentions:
            made = _candidate(mention, head)
            entries = registry.by_number(mention.canonical or "")
            entry = next((e for e in entries if e.signed == mention.date), None)
            real = from_entry(entry) if entry else made
            before = self.known.get(made.key)
            title = max((c.title or "" for c in (real, before or made)), key=len) or None
            self.known[made.key] = replace(made, title=title, registered=real.registered)
        for made in self.known.values():
            series = series_of(made.canonical or "")
            self.numbers[series].append(made)
            if made.title:
                self.titles[series].append(made.title)
        self.all_titles = [title for titles in self.titles.values() for title in titles]

    def title(self, series: str, like: str | None, rng: random.Random) -> str:
        """A title of another document; often one of the same subject, or of another period."""
        pool = self.titles[series] if len(self.titles[series]) > 20 else self.all_titles
        drawn = rng.sample(pool, min(60, len(pool)))
        if like and rng.random() < 0.15:
            shift = rng.choice((-10, -5, 5, 10))
            later = re.sub(r"\b20[0-4]\d\b", lambda m: str(int(m[0]) + shift), like)
            if later != like:
                return later
        if like and rng.random() < 0.4:
            return max((t for t in drawn if t != like), key=lambda t: title_share(like, t))
        return drawn[0]


def _candidate(mention: Mention, head: Header) -> Candidate:
    issuer = completed(mention.issuer, head.place)
    key = identity_key(mention.canonical, mention.date, issuer, None)
    title = " ".join(mention.title.split()) if mention.title else None
    return Candidate(key, mention.canonical, title, mention.date, issuer, mention.type)


def series_of(canonical: str) -> str:
    """The number without its figures: "QĐ-TTg", "NĐ-CP"."""
    return re.sub(r"^[\d./]+[a-z]?[/-]", "", canonical)


@dataclass(frozen=True, slots=True)
class Draw:
    """What cases are drawn from."""

    world: World
    setting: Setting
    rng: random.Random


def cases_of(
    mentions: Sequence[tuple[str, Header, Mention]], world: World, setting: Setting, seed: int
) -> list[Case]:
    """Each mention damaged a few times; rare kinds of numbers more often than common ones."""
    rng = random.Random(seed)  # noqa: S311 - drawn cases
    drawn = Draw(world, setting, rng)
    found = []
    for name, head, mention in mentions:
        canonical = mention.canonical or ""
        unique = has_year(canonical)
        times = (1 if unique else 5) if is_national(canonical) else 8
        if unique and is_national(canonical) and rng.random() < 0.5:
            continue
        found += [_case(name, head, mention, drawn) for _ in range(times * _DRAWS)]
    return [case for case in found if case.candidates]


def _case(name: str, head: Header, mention: Mention, drawn: Draw) -> Case:
    world, setting, rng = drawn.world, drawn.setting, drawn.rng
    canonical = mention.canonical or ""
    meant = world.known[_candidate(mention, head).key]
    crowd = list(_crowd(meant, head, drawn))
    misread = has_year(canonical) and rng.random() < _MISREAD
    if misread:
        others = [c for c in world.numbers[series_of(canonical)] if c.canonical != canonical]
        crowd = [replace(rng.choice(others), canonical=canonical)] if others else []
    chance = setting.known_unique if has_year(canonical) else setting.known
    chance = setting.known_party if _is_party(canonical) else chance
    known = not misread and rng.random() < chance
    if known:
        national = is_national(canonical)
        registered = meant.registered or (national and rng.random() < setting.registered)
        crowd.append(replace(meant, registered=registered))
    statement = said(_damaged(mention, world.all_titles, rng), head)
    if statement.title and not misread and rng.random() < _UNNUMBERED:
        crowd = [replace(c, title=meant.title) for c in crowd]  # all that share the whole title
        statement = replace(statement, canonical=None, title=meant.title)
    near = _near(crowd, meant.key if known else None, statement, drawn)
    rng.shuffle(crowd)
    fit = tuple(c for c in crowd if possible(statement, c) or (c.key in near))
    truth = meant.key if any(c.key == meant.key for c in fit) else None
    weight = setting.misread / _MISREAD if misread else 1.0
    return Case(name, kind_of(statement), statement, fit, near, truth, weight)


def _is_party(canonical: str) -> bool:
    return canonical.upper().endswith(("/TW", "/TU"))


def kind_of(statement: Said) -> str:
    """Which series of numbers a statement is of."""
    return next(name for name in unknown_evidence(statement) if name.startswith("unknown_"))


def _near(crowd: Sequence[Candidate], meant: str | None, said: Said, drawn: Draw) -> frozenset[str]:
    """Of partial mentions: the same text often names the document meant, seldom another, whole."""
    setting, rng = drawn.setting, drawn.rng
    if said.date or rng.random() > setting.near:
        return frozenset()
    if meant and rng.random() < 0.97:
        return frozenset({meant})
    others = [c.key for c in crowd if c.key != meant]
    return frozenset({rng.choice(others)}) if others and rng.random() < 0.03 else frozenset()


def _crowd(meant: Candidate, head: Header, drawn: Draw) -> Iterator[Candidate]:
    """Others of the same number that are known: of other years, and of other provinces."""
    world, setting, rng = drawn.world, drawn.setting, drawn.rng
    canonical = meant.canonical or ""
    signed = meant.date or dt.date(2020, 1, 1)
    last = (head.date or dt.date(signed.year + 3, 12, 31)).year
    if not has_year(canonical):
        party = _is_party(canonical)
        chance = setting.other_term if party else setting.other_year
        for year in range(last - _YEARS, last + 1):
            if party and (year - signed.year) % 5:
                continue
            if year != signed.year and rng.random() < chance:
                day = dt.date(year, 1, 1) + dt.timedelta(days=rng.randrange(365))
                yield _other(meant, day, meant.issuer, drawn)
    if is_national(canonical):
        return
    for _ in range(np.random.default_rng(rng.randrange(2**32)).poisson(setting.other_places)):
        year = signed.year if has_year(canonical) else rng.randint(last - 5, last)
        day = dt.date(year, 1, 1) + dt.timedelta(days=rng.randrange(365))
        issuer = f"{'HĐND' if 'HĐND' in canonical else 'UBND'} {rng.choice(world.provinces)}"
        if issuer != meant.issuer:
            yield _other(meant, day, issuer, drawn)


def _other(meant: Candidate, day: dt.date, issuer: str | None, drawn: Draw) -> Candidate:
    rng, setting = drawn.rng, drawn.setting
    title = drawn.world.title(series_of(meant.canonical or ""), meant.title, rng)
    return Candidate(
        key=identity_key(meant.canonical, day, issuer, None),
        canonical=meant.canonical,
        title=title if rng.random() < 0.8 else None,
        date=day,
        issuer=issuer,
        type=meant.type,
        registered=is_national(meant.canonical or "") and rng.random() < setting.registered_other,
    )


def _damaged(mention: Mention, others: Sequence[str], rng: random.Random) -> Mention:
    """The same mention with parts dropped or wrong."""
    day, year = mention.date, None
    draw = rng.random()
    if draw < 0.42:
        day = None
    elif draw < 0.52 and day:
        year = day.year
        day = None
    elif draw < 0.535 and day:
        day = _misprinted(day, rng)
    elif draw < 0.54 and day:
        day = day + dt.timedelta(days=rng.choice((-400, -200, -40, 40, 200, 365)))
    issuer = mention.issuer if rng.random() < 0.7 else None
    return replace(
        mention, date=day, year=year, issuer=issuer, title=_title(mention.title, others, rng)
    )


def _misprinted(day: dt.date, rng: random.Random) -> dt.date:
    """The day with one figure wrong, in days four times as often as in years."""
    for _ in range(30):
        figures = list(f"{day:%d%m%Y}")
        figures[rng.choice((0, 1, 1, 2, 3, 3, 1, 7))] = str(rng.randrange(10))
        try:
            other = dt.datetime.strptime("".join(figures), "%d%m%Y").date()  # noqa: DTZ007
        except ValueError:
            continue
        if other != day:
            return other
    return day + dt.timedelta(days=10)


def _title(title: str | None, others: Sequence[str], rng: random.Random) -> str | None:
    """The title whole, cut to a few words, run on behind its end, misread, or left out."""
    if title is None or rng.random() < 0.4:
        return None
    words = title.split()
    if rng.random() < 0.08:
        words += rng.choice(others).split()
    if rng.random() < 0.35:
        words = words[: rng.randint(2, 8)]
    text = " ".join(words)
    if rng.random() < 0.3:
        wrong = rng.uniform(0.02, 0.2)
        text = "".join(
            rng.choice(_LETTERS) if c.isalpha() and rng.random() < wrong else c for c in text
        )
    return text


def read_texts(plans: Path, left_out: frozenset[str], articles: Path) -> list[Cited]:
    """All texts with their mentions. The longest part: some minutes."""
    days = {
        number_key(row["number"]): dt.date.fromisoformat(row["signed"])
        for row in corpus.table("catalogue.csv.gz")
        if row["signed"]
    }
    return [*read_plans(plans, left_out), *read_articles(articles, days)]
