"""Answers on what became of an office or a place in 2025: who took over, or from what it was made.

Offices by `kg.office_identity.successors` (72/2025/QH15, 150/2025/NĐ-CP and others), places by
`search.answers.places_then_and_now` (202/2025/QH15 and the statistics office's table).
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Sequence
from typing import Any, Final

from kg.folding import fold
from kg.model import Place
from kg.office_identity import SuccessorFact, find_asked_offices, successors
from kg.terms import NoAnswer
from search.answers.places_then_and_now import Changed, Several, asked_place, full_name
from search.evidence import MAX_EVIDENCE, Answer, Evidence, first_rows, refuse
from search.question import Question
from search.sources import Sources

_CHANGES: Final = re.compile(
    r"\b(?:ke thua|ke nhiem|tiep nhan|tiep quan|(?:sap|sat) nhap|hop nhat|nhap (?:vao|voi|lai|ve)"
    r"|gop (?:vao|voi|tu|lai)|giai the|giam the|doi (?:ten|thanh)|chuyen (?:cho|ve|sang)"
    r"|ten (?:moi|cu|goi)|(?:thanh lap|hinh thanh) tu|tro thanh|chia (?:ra|thanh)|tach"
    r"|successor|rename[d]?|merge[d]?|thay the cho|ai thay|thay (?:cho|the)? ?bang"
    r"|(?:co quan|don vi|phong|so) nao (?:\w+ ){0,2}(?:thay|nhan|lam thay)"
    r"|ai (?:nhan|lam) (?:\w+ ){0,2}(?:thay|tiep|cua)|bo cap huyen|sau sap xep"
    r"|(?:nay|gio|hien nay|bay gio|hien|chu|h) (?:la|thuoc|ve|thanh|goi|ten|do|con|chia|gom|nhap"
    r"|tach|chuyen|ai|hieu|doi|o)|cu (?:nay|gio|la|thuoc|nhap)|con (?:ton tai|khong|giu ten|hay)"
    r"|truoc (?:kia|day) (?:la|thuoc)|con lai (?:o )?dau)\b"
)
_BODY_OF_A_UNIT: Final = re.compile(r"^(?:UBND|HĐND|Đảng ủy|Công an|Chủ tịch UBND)\b")
_COMMUNE: Final = re.compile(r"\b(?:xã|phường|thị trấn)\b", re.IGNORECASE)
_ASKS_A_PLACE: Final = re.compile(
    r"\b(?:xa|phuong|tinh|thanh pho|don vi hanh chinh) (?:moi )?(?:nao|gi)"
)
_OF_LEVEL: Final = re.compile(r" c[ấa]p (huy[ệe]n|t[ỉi]nh|x[ãa])\b", re.IGNORECASE)
_LEVELS: Final = {"huyen": "huyện", "tinh": "tỉnh", "xa": "xã"}
_OFFICES_MADE_FROM: Final = re.compile(
    r"\b(?:tu (?:nhung|cac) (?:so|phong|co quan)|truoc day la|ten cu|nhap thanh)\b"
)


def successor(question: Question, sources: Sources, on: dt.date) -> Answer:  # noqa: ARG001
    """Who took over an office or a place asked about; for a new place, from what it was made."""
    if not _CHANGES.search(question.folded):
        return refuse(question, NoAnswer.UNCLEAR)
    text = unicodedata.normalize("NFC", question.text)
    offices = [match.name for match in find_asked_offices(text) if not match.group]
    if offices and not _means_the_unit(question, offices[0]):
        return _of_office(question, offices)
    found = asked_place(text, question.folded, _places_held(sources))
    if found is None:
        return refuse(question, NoAnswer.NOT_FOUND, offices[0] if offices else "")
    if isinstance(found, Several):
        return refuse(question, NoAnswer.UNCLEAR, found.named())
    return _of_place(question, found)


def _means_the_unit(question: Question, office: str) -> bool:
    """Whether the committee of a place stands for the place ("UBND huyện X: xã nào kế thừa?")."""
    if not _BODY_OF_A_UNIT.match(office):
        return False
    return _COMMUNE.search(office) is not None or bool(_ASKS_A_PLACE.search(question.folded))


def _places_held(sources: Sources) -> list[Place]:
    return [record.header.place for record in sources.held() if record.header.place]


def _of_office(question: Question, offices: Sequence[str]) -> Answer:
    """The rules on the offices named, within the place of the plan asked about, if there is one."""
    if _OFFICES_MADE_FROM.search(question.folded):
        return refuse(question, NoAnswer.NOT_FOUND, offices[0])
    places = list(dict.fromkeys(plan.header.place for plan in question.plans if plan.header.place))
    place = places[0] if len(places) == 1 else None
    asked = [_OF_LEVEL.sub(lambda m: f" {_LEVELS[fold(m[1])]}", name) for name in offices]
    facts = [fact for name in asked for fact in successors(name, place=place)]
    facts = [fact for fact in facts if fact.successors]
    if not facts:
        return refuse(question, NoAnswer.NOT_FOUND, offices[0])
    return Answer(
        question,
        answered=True,
        subject=offices[0],
        documents=tuple(dict.fromkeys(fact.document for fact in facts)),
        offices=tuple(dict.fromkeys(name for fact in facts for name in fact.successors)),
        rows=tuple(_office_row(fact) for fact in first_rows(question, facts)),
        total=len(facts),
        evidence=tuple(_clause(fact) for fact in facts)[:MAX_EVIDENCE],
        confidence=0.9 if all(fact.confidence == "high" for fact in facts) else 0.75,
    )


def _office_row(fact: SuccessorFact) -> dict[str, Any]:
    return {
        "old": fact.old,
        "successors": list(fact.successors),
        "since": fact.since.isoformat(),
        "scope": None if fact.scope == "all" else fact.scope,
        "clause": fact.clause,
        "document": fact.document,
        "confidence": fact.confidence,
    }


def _clause(fact: SuccessorFact) -> Evidence:
    """The rule, as evidence: it stands in a document that the library need not hold."""
    said = fact.quote or f"{fact.old} → {'; '.join(fact.successors)}"
    return Evidence(fact.document, "", 0, 0, f"{fact.clause}: {said}" if fact.clause else said)


def _of_place(question: Question, found: Changed) -> Answer:
    """What a unit became, or what it was made from; each with the source."""
    rows = [
        {
            "old": full_name(change.old),
            "new": full_name(change.new),
            "whole": change.whole,
            "changed": change.changed,
            "since": change.since.isoformat(),
            "source": change.source,
            "made_from": [full_name(place) for place in change.made_from],
            "backwards": found.backwards,
        }
        for change in found.changes
    ]
    if not rows:
        return refuse(question, NoAnswer.NOT_FOUND, full_name(found.unit))
    told = [str(row["old" if found.backwards else "new"]) for row in rows]
    return Answer(
        question,
        answered=True,
        subject=full_name(found.unit),
        documents=tuple(dict.fromkeys(change.source for change in found.changes)),
        places=tuple(dict.fromkeys(told)),
        rows=tuple(first_rows(question, rows)),
        total=len(rows),
        evidence=tuple(
            Evidence(str(row["source"]), "", 0, 0, f"{row['old']} → {row['new']}")
            for row in rows[:MAX_EVIDENCE]
        ),
        confidence=0.9 if found.sure else 0.75,
    )
