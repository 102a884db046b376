"""Answers read from the citation graph: who cites, what is cited, which bases are dead."""

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any, Final

from kg.authorities import issuer_of
from kg.errors import Problem
from kg.folding import tokens
from kg.model import DocumentRecord, Mention
from kg.number import parse_number
from kg.terms import MentionType, NoAnswer, PlaceLevel, Relation, ValidityState
from search.answers.proving import MOST, Fact, not_whole_fact, proved, unproved
from search.evidence import (
    Answer,
    Evidence,
    first_rows,
    label,
    mention_evidence,
    place_names,
    refuse,
)
from search.matching import rank
from search.question import Question
from search.sources import Sources

_LEVELS: Final = (
    (r"\b(?:phuong xa|xa phuong|cap xa) (?:nao|gi)\b", {PlaceLevel.COMMUNE, PlaceLevel.WARD}),
    (r"(?<!dia )\bphuong (?:nao|gi)\b", {PlaceLevel.WARD}),
    (r"\bxa (?:nao|gi)\b", {PlaceLevel.COMMUNE}),
    (r"\b(?:huyen|quan|thi xa) (?:nao|gi)\b", {PlaceLevel.DISTRICT}),
    (r"\btinh (?:nao|gi)\b", {PlaceLevel.PROVINCE}),
)  # fmt: skip
_DEAD: Final = {ValidityState.EXPIRED, ValidityState.PARTLY, ValidityState.SUSPENDED}
_OF_CITING: Final = frozenset(
    """can cu vien dan trich dua tren vao theo trien khai chi dao co so phap ly nen tang quy pham
    luat phap nao gi bam lam cac nhung cap tren trung uong tinh thanh pho huyen xa noi ngoai con
    them ke ten ra liet day du bao gom goc chinh dau tien moi nhat so hieu ngay ky ban hanh uy hoi
    dong nhan dan chu tich thu tuong phu bo dang doan truong khoa ky""".split()
)
_MATTER: Final = 2  # words beside the plan's that make a matter
_LONG: Final = 4  # words from which a question is on that matter, not on what is cited
_ABOUT: Final = 0.5  # share of them from which a cited document is about it
Cited = tuple[DocumentRecord, Mention]
_LINKING: Final = {MentionType.SELF, MentionType.ANAPHORA, MentionType.STANDARD}


def _meant(question: Question) -> tuple[DocumentRecord, ...]:
    """The documents asked about: those whose issuer is in the question, where any is."""
    words = set(tokens(question.folded))
    fitting = [
        record
        for record in question.documents
        if record.header.issuer and len(set(tokens(record.header.issuer)) - words) <= 1
    ]
    return tuple(fitting) or question.documents


def cited_by(question: Question, sources: Sources, on: dt.date) -> Answer:  # noqa: ARG001
    """Which held documents cite the one asked about, with every line where they do."""
    meant = _meant(question)
    named = [label(document) for document in meant if sources.citing(document.key)]
    unknown = label(meant[0]) if meant else " ".join(map(str, question.numbers))
    subject = ", ".join(dict.fromkeys(named)) or unknown
    levels = next((level for cue, level in _LEVELS if re.search(cue, question.folded)), None)
    found = [
        (record, mention)
        for document in meant
        for record, mention in sources.citing(document.key)
        if levels is None or (record.header.place and record.header.place.level in levels)
    ]
    here = {plan.id for plan in question.plans} if question.places else set()
    found = [pair for pair in found if not here or pair[0].id in here]
    if not found:
        return refuse(question, NoAnswer.NOT_FOUND, subject)
    citing: dict[str, list[Mention]] = {}
    for record, mention in found:
        citing.setdefault(record.id, []).append(mention)
    records = {record.id: record for record, _ in found}
    rows = tuple(_citing_row(records[key], named_in) for key, named_in in citing.items())
    canonical = [document.header.number or document.id for document in meant]
    return Answer(
        question,
        answered=True,
        subject=subject,
        documents=tuple(dict.fromkeys([*canonical, *(label(records[key]) for key in citing)])),
        places=place_names([records[key] for key in citing]),
        rows=tuple(first_rows(question, rows)),
        total=len(rows),
        evidence=mention_evidence(sources, found),
        confidence=min(mention.confidence for _, mention in found),
    )


def _citing_row(record: DocumentRecord, mentions: Sequence[Mention]) -> dict[str, object]:
    return {
        "document": record.id,
        "number": record.header.number,
        "title": record.header.title,
        "place": record.header.place.name if record.header.place else None,
        "times": len(mentions),
        "lines": sorted(mention.line for mention in mentions),
    }


def cites(question: Question, sources: Sources, on: dt.date) -> Answer:  # noqa: ARG001
    """What the plans asked about cite; only bases where the question says "căn cứ"."""
    plans = question.plans or tuple(d for d in question.documents if d.held)
    if not plans:
        return refuse(question, NoAnswer.NOT_HELD)
    named = [
        (plan, mention)
        for plan in plans
        for mention in sources.mentions(plan.id)
        if mention.mention_type not in _LINKING and _of_type(question, mention)
    ]
    found = _of_matter(question, _of_issuer(question, _of_relation(question, named)))
    if not found:
        return refuse(question, NoAnswer.NOT_FOUND, label(plans[0]))
    names = dict.fromkeys(m.canonical or m.title or m.raw for _, m in found)
    rows = tuple(
        {
            "document": plan.id,
            "canonical": mention.canonical,
            "title": mention.title,
            "date": mention.date.isoformat() if mention.date else None,
            "issuer": mention.issuer,
            "relation": mention.relation.value,
            "line": mention.line,
        }
        for plan, mention in found
    )
    return Answer(
        question,
        answered=True,
        subject=label(plans[0]),
        documents=tuple(names),
        places=place_names(plans),
        rows=tuple(first_rows(question, rows)),
        listed=len(rows),
        total=len(names),
        evidence=mention_evidence(sources, _spread(found)),
        confidence=0.9,
    )


def _spread(found: list[Cited]) -> list[Cited]:
    """Each cited document's first mention before any second one."""
    seen: set[tuple[str, str | None]] = set()
    firsts: list[Cited] = []
    others: list[Cited] = []
    for record, mention in found:
        key = (record.id, mention.canonical or mention.raw)
        (others if key in seen else firsts).append((record, mention))
        seen.add(key)
    return firsts + others


def _of_type(question: Question, mention: Mention) -> bool:
    """Whether a mention is of the kind of document that the question names."""
    kind = re.search(
        r"\b(nghi quyet|nghi dinh|quyet dinh|thong tu|luat|chi thi|ke hoach) nao\b",
        question.folded,
    )
    return not kind or " ".join(tokens(mention.type or "")) == kind[1]


def _of_relation(question: Question, found: list[Cited]) -> list[Cited]:
    """Legal bases, where the question asks for them.

    A plan without "Căn cứ" lines rests on what it carries out ("Thực hiện ..."): then that.
    """
    if not re.search(r"\b(?:can cu|dua tren|dua vao|co so phap ly)\b", question.folded):
        return found
    bases = [pair for pair in found if pair[1].relation is Relation.LEGAL_BASIS]
    done = [pair for pair in found if pair[1].relation is Relation.IMPLEMENTS]
    if "can cu" in question.folded:
        return bases or done
    return [pair for pair in found if pair in bases or pair in done]


def _of_issuer(question: Question, found: list[Cited]) -> list[Cited]:
    """Those issued by whom the question names ("nghị quyết nào của tỉnh ủy"), if any are."""
    said = re.search(r"\bnao (?:cua|do) (.+)$", question.folded)
    if said is None:
        return found
    words = tokens(said[1])
    fitting = [pair for pair in found if set(words[:2]) <= _issuer_words(*pair)]
    return fitting or found


def _of_matter(question: Question, found: list[Cited]) -> list[Cited]:
    """Those on what the question names beside the plan ("nghị định nào về vận tải").

    None where it speaks at length of something that none of them is about: then it is not their
    list that is asked for.
    """
    asked = [word for word in question.beyond if word not in _OF_CITING]
    if len(asked) < _MATTER:
        return found
    texts = [f"{mention.title or ''} {mention.issuer or ''}" for _, mention in found]
    about = [found[match.index] for match in rank(asked, texts) if match.coverage >= _ABOUT]
    return about if about or len(asked) >= _LONG else found


def _issuer_words(record: DocumentRecord, mention: Mention) -> set[str]:
    """Words of the issuer, as stated and as the number's code tells."""
    number = parse_number(mention.canonical or "")
    coded = None if isinstance(number, Problem) else issuer_of(number, record.header.place)
    return set(tokens(f"{mention.issuer or ''} {coded or ''}"))


def superseded(question: Question, sources: Sources, on: dt.date) -> Answer:
    """Documents cited by the plans that are no longer wholly in force on the day."""
    rows: list[dict[str, Any]] = []
    found: list[Cited] = []
    facts: dict[str, Fact] = {}
    day = question.day or on
    plans = question.plans or tuple(d for d in question.documents if d.held)
    if not plans:
        return refuse(question, NoAnswer.NOT_HELD, " ".join(map(str, question.numbers)))
    for plan in plans:
        seen: set[str] = set()
        for mention in sources.mentions(plan.id):
            if mention.target is None or mention.mention_type in _LINKING:
                continue
            if not _of_type(question, mention):
                continue
            state = sources.validity(mention.target, day)
            if state.state not in _DEAD:
                continue
            found.append((plan, mention))
            if mention.target not in seen:
                seen.add(mention.target)
                facts[mention.target] = not_whole_fact(state)
                until = state.effective_until
                rows.append(
                    {
                        "document": plan.id,
                        "canonical": state.canonical,
                        "title": state.title,
                        "state": state.state.value,
                        "replaced_by": [change.canonical for change in state.replaced_by],
                        "effective_until": until.isoformat() if until else None,
                        "ended": (until + dt.timedelta(days=1)).isoformat() if until else None,
                        "as_of": day.isoformat(),
                        "line": mention.line,
                    }
                )
    newer = [name for row in rows for name in row["replaced_by"]]
    return Answer(
        question,
        answered=True,
        subject=label(plans[0]),
        documents=tuple(dict.fromkeys([*(str(row["canonical"]) for row in rows), *newer])),
        places=place_names(plans),
        rows=tuple(rows),
        evidence=_with_ends(mention_evidence(sources, _spread(found)), facts, sources),
        confidence=0.9,
        unproven=unproved(facts.values()),
    )


def _with_ends(
    cited: tuple[Evidence, ...], facts: Mapping[str, Fact], sources: Sources
) -> tuple[Evidence, ...]:
    """Lines that cite, each followed by a clause that ended one of the documents cited."""
    ends = proved(facts.values(), sources)
    pairs = zip_longest(cited, ends)
    return tuple(piece for pair in pairs for piece in pair if piece)[:MOST]
