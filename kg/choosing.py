"""What users said a citation means, told apart from the file that it was said of.

A choice belongs to a document (`Work`: its own number, title, issuer and day) and to a place in it
(`Spot`: the folded words, what stands before and after, which of how many), so that it is found
again when the document is read anew, in another format, or as an edited draft. Where its place
is gone, or can no longer be told from others, the choice is kept and used for nothing.
"""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Final

from kg.errors import Problem
from kg.folding import fold, tokens
from kg.model import Choice, DocumentRecord, Header, Mention
from kg.number import number_key
from kg.rows import group_key, title_key, word_key
from kg.terms import ProblemCode

_NEAR: Final = 5  # words on each side by which a place is known again
_REACH: Final = 120  # characters in which they are looked for


class Scope(StrEnum):
    """How a choice came to a mention."""

    PLACE = "place"  # it was made for just this place: goes before what was worked out
    WORDS = "words"  # made for the whole document, and this says the same: likewise
    GROUP = "group"  # this says more or less of it: settles what is open if it is offered there


@dataclass(frozen=True, slots=True)
class Work:
    """A document over all its files. named: as it is shown; the rest folded, to be compared.

    number, title None: it states none. sha256: of the file, for one that states neither.
    """

    named: str
    number: str | None
    title: str | None
    type: str
    issuer: str
    place: str
    signed: dt.date | None
    sha256: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A place in a text where a document is named.

    group: see `kg.rows.group_key`. words: folded. before, after: folded words beside it.
    ordinal: from 1, of the `of` mentions of this group in the document. line, quote: to show it.
    stated, issuer: the day and the body (folded) that the text gives the document named.
    """

    group: str
    words: str
    before: tuple[str, ...]
    after: tuple[str, ...]
    ordinal: int
    of: int
    line: int
    quote: str
    stated: dt.date | None = None
    issuer: str = ""

    def says_same(self, other: "Spot") -> bool:
        """Whether both name a document alike: what is added later may make another one of it."""
        same = (self.group, self.words, self.stated) == (other.group, other.words, other.stated)
        return same and _agree(self.issuer, other.issuer)


@dataclass(frozen=True, slots=True)
class TakenBack:
    """Who took a choice back, and when (UTC)."""

    by: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class UserChoice:
    """What somebody said a citation means.

    serial: its number in the library. everywhere: of all places of the document that name this
    group and are open. target: key of the document meant. offered: what there was to choose from.
    by: who, in their own words, may be empty. at: when (UTC).
    """

    serial: int
    work: Work
    spot: Spot
    everywhere: bool
    target: str
    by: str
    at: dt.datetime
    offered: tuple[Choice, ...] = ()
    taken_back: TakenBack | None = None


@dataclass(frozen=True, slots=True)
class Applied:
    """A choice at a mention."""

    choice: UserChoice
    scope: Scope


def work_of(header: Header, sha256: str, name: str = "") -> Work:
    """The document that a header states. name: of the file, shown where it states nothing."""
    place = header.place
    return Work(
        named=header.number or header.title or name or sha256[:8],
        number=number_key(header.number) if header.number else None,
        title=title_key(header.title),
        type=fold(header.type or ""),
        issuer=word_key(header.issuer).strip(),
        place=word_key(*((place.name, place.province) if place else ())).strip(),
        signed=header.date,
        sha256=sha256,
    )


def work_of_record(record: DocumentRecord) -> Work:
    """The document of a row of the library."""
    return work_of(record.header, record.sha256, record.name)


def same_work(chosen: Work, other: Work) -> bool:
    """Whether what was chosen in one file holds in another: both are one document.

    A number is a body's own for one year; a draft has none yet, and what is chosen in it goes
    over to the document that it becomes. What is chosen in a signed document does not go over to
    a later draft of the same title.
    """
    if chosen.sha256 and chosen.sha256 == other.sha256:
        return True
    if not all(
        _agree(getattr(chosen, part), getattr(other, part)) for part in ("type", "issuer", "place")
    ):
        return False
    if chosen.number is None:
        return chosen.title is not None and chosen.title == other.title
    if chosen.number != other.number:
        return False
    if chosen.signed and other.signed:
        return chosen.signed.year == other.signed.year
    return chosen.title == other.title


def _agree(ours: str, theirs: str) -> bool:
    return not ours or not theirs or ours == theirs


def spots_of(mentions: Sequence[Mention], text: str) -> list[Spot | None]:
    """The place of each mention; None where it can never be linked. text: clean, of the whole."""
    groups = [group_key(mention) for mention in mentions]
    counts: dict[str, int] = {}
    for group in groups:
        if group:
            counts[group] = counts.get(group, 0) + 1
    seen: dict[str, int] = {}
    found: list[Spot | None] = []
    for mention, group in zip(mentions, groups, strict=True):
        if group is None:
            found.append(None)
            continue
        seen[group] = seen.get(group, 0) + 1
        found.append(_spot(mention, group, text, seen[group], counts[group]))
    return found


def _spot(mention: Mention, group: str, text: str, ordinal: int, of: int) -> Spot:
    start, end = mention.text_start, mention.text_end
    return Spot(
        group=group,
        words=" ".join(tokens(text[start:end])),
        before=tuple(tokens(text[max(0, start - _REACH) : start])[-_NEAR:]),
        after=tuple(tokens(text[end : end + _REACH])[:_NEAR]),
        ordinal=ordinal,
        of=of,
        line=mention.line,
        quote=" ".join(text[max(0, start - 60) : end + 60].split()),
        stated=mention.date,
        issuer=word_key(mention.issuer).strip(),
    )


def placed(choices: Iterable[UserChoice], spots: Sequence[Spot | None]) -> dict[int, Applied]:
    """Which choice holds at which mention, by its position; those taken back at none.

    One made for a place goes before one made for the document; of two, the later one.
    """
    standing = sorted((c for c in choices if c.taken_back is None), key=lambda c: c.serial)
    found: dict[int, Applied] = {}
    for choice in standing:
        if choice.everywhere:
            for position, spot in enumerate(spots):
                if spot is not None and spot.group == choice.spot.group:
                    same = spot.says_same(choice.spot)
                    found[position] = Applied(choice, Scope.WORDS if same else Scope.GROUP)
    for choice in standing:
        again = None if choice.everywhere else _found_again(choice.spot, spots)
        if again is not None:
            found[again] = Applied(choice, Scope.PLACE)
    return found


def _found_again(wanted: Spot, spots: Sequence[Spot | None]) -> int | None:
    """Position of the same place in a text that may have been edited; None where it is not sure.

    It must say the same: "số 76/NQ-CP ngày 15/7/2021" says more than the "số 76/NQ-CP" that was
    chosen for. Then what stands beside it tells; where that changed too, its rank, as long as no
    mention came or went.
    """
    alike = [
        (position, spot, _beside(wanted, spot))
        for position, spot in enumerate(spots)
        if spot is not None and spot.says_same(wanted)
    ]
    if not alike:
        return None
    most = max(score for _, _, score in alike)
    if most < _NEAR:
        kept = [position for position, spot, _ in alike if _same_rank(wanted, spot)]
        return kept[0] if kept else None
    best = [(abs(spot.ordinal - wanted.ordinal), position) for position, spot, score in alike
            if score == most]  # fmt: skip
    return min(best)[1]


def _same_rank(wanted: Spot, spot: Spot) -> bool:
    return (spot.ordinal, spot.of) == (wanted.ordinal, wanted.of)


def _beside(wanted: Spot, spot: Spot) -> int:
    """How many words next to the place are the same: up to five on each side."""
    before = _run(wanted.before[::-1], spot.before[::-1])
    after = _run(wanted.after, spot.after)
    whole = wanted.before == spot.before, wanted.after == spot.after
    return (_NEAR if whole[0] else before) + (_NEAR if whole[1] else after)


def _run(ours: Sequence[str], theirs: Sequence[str]) -> int:
    for length, (one, other) in enumerate(zip(ours, theirs, strict=False)):
        if one != other:
            return length
    return min(len(ours), len(theirs))


def holds(scope: Scope, target: str, linked: str | None, offered: Collection[str]) -> bool:
    """Whether a choice decides a mention. linked, offered: what was worked out without it."""
    if scope is Scope.GROUP:
        return linked is None and target in offered
    return True


def settled(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems of a mention but the doubt that a choice settles."""
    return tuple(p for p in problems if p.code is not ProblemCode.AMBIGUOUS_DOCUMENT)


def decided(mentions: Sequence[Mention], applied: Mapping[int, Applied]) -> tuple[Mention, ...]:
    """Linked mentions of a draft as users' choices have them; `choices` stay, to choose anew."""
    made = list(mentions)
    for position, found in applied.items():
        mention, target = made[position], found.choice.target
        offered = {item.key for item in mention.choices}
        if holds(found.scope, target, mention.target, offered):
            made[position] = replace(
                mention, target=target, confidence=1.0, problems=settled(mention.problems)
            )
    return tuple(made)
