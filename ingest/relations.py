"""What a document does with the one it cites, and what cited documents do to each other.

The words decide (see `Relation`): the nearest verb before the citation governs it, the titles of
documents cited in between left out, and a list after one verb is governed by that verb whole.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from ingest.type_words import TYPE_WORDS
from ingest.wording import CARRY_OUT, any_of, loose
from kg.folding import fold
from kg.model import DocumentRelation, Mention, SourceText
from kg.terms import CitationRole, MentionType, Relation

_AMEND: Final = r"s[a-z]{1,3}a\s+[dpb]\S{1,3}\s*,?(?:\s+b\S{1,2}\s+sung)?"
_VERBS: Final = re.compile(
    rf"(?P<carry>{CARRY_OUT}(?:\s+(?:dung\s+)?theo(?!\s+(?:quy|huong)))?"
    r"|cu the hoa|theo tinh than|bam sat|chap hanh)"
    rf"|(?P<replace>{loose('thay the')})|(?P<repeal>{any_of('bai bo', 'het hieu luc')}"
    r"|cham dut hieu luc(?:\s+(?:thi hanh|cua|toan bo|cac))*"
    r"(?=\s*$|\s+(?:quyet|nghi|chi thi|thong tu|van ban)))"
    rf"|(?P<annul>huy bo)|(?P<suspend>dinh chi|ngung hieu luc)|(?P<amend>{_AMEND})"
    r"|(?P<basis>c[a-z4@]n\s+c[a-z]{1,3}(?=\s))"
    r"|(?P<refer>(?<![a-z])(?:theo|tai|quy dinh|neu|dat ra|so voi|huong dan|kem theo)(?![a-z]))"
)
_EFFECTS: Final = {
    "replace": Relation.REPLACES,
    "repeal": Relation.REPEALS,
    "annul": Relation.ANNULS,
    "suspend": Relation.SUSPENDS,
    "amend": Relation.AMENDS,
}
# "Thực hiện các mục tiêu, nhiệm vụ đề ra tại Nghị quyết …": the document itself is carried out.
_ITS_TASKS: Final = re.compile(
    rf"(?:{CARRY_OUT}|cu the hoa)[^.;]{{0,40}}?(?:muc tieu|nhiem vu|noi dung|chi tieu|giai phap"
    r"|quan diem)(?:(?!quy dinh)[^.;]){0,160}$"
)
# "Cấp, sửa đổi, thu hồi giấy phép quy định tại Nghị định số …": the decree itself stays as it is.
_DEEDS: Final = re.compile(
    r"cap\s+lai|thu\s+hoi|giay\s+(?:phep|chung\s+nhan|xac\s+nhan)|chung\s+chi|ho\s+so"
)
_LAPSES: Final = re.compile(r"[^;]{0,700}?het hieu luc(?! thi hanh ke tu ngay\s+\d)")
_ITSELF: Final = re.compile(
    rf"{any_of('quyet dinh', 'nghi quyet', 'quy che', 'quy dinh')}\s+nay\s+"
    rf"{any_of('thay the', 'bai bo', 'huy bo')}"
    # The enacting words of normative documents since 2025: "UBND tỉnh ban hành Quyết định bãi bỏ …"
    rf"|{any_of('uy ban nhan dan', 'ubnd', 'hoi dong nhan dan')}[^;.]{{0,40}}\sban hanh\s+"
    rf"{any_of('quyet dinh', 'nghi quyet')}\s+{any_of('thay the', 'bai bo', 'huy bo', 'sua doi')}"
)
_LAPSES_BY_THIS: Final = re.compile(
    rf".{{0,700}}?het hieu luc.{{0,80}}?{any_of('quyet dinh', 'nghi quyet')}\s+nay", re.DOTALL
)
_PAST: Final = re.compile(
    r"thoi gian qua|nam qua|trong nam (?:19|20)\d\d\s*,|truoc day|"
    r"(?<![a-z])da (?:ban hanh|trien khai|thuc hien|duoc|dat|hoan thanh|chi dao)|"
    r"tong ket|so ket|ket qua thuc hien|qua \d+ nam"
)
_HISTORY: Final = re.compile(r"truoc day|da het hieu luc|da duoc thay the|da bai bo")
_PROPOSAL: Final = re.compile(
    r"theo\s+de (?:nghi|xuat)|xet\s+(?:de nghi|to trinh)|de nghi cua|(?:^|\s)to trinh"
)
# "…tại Tờ trình số … về việc bãi bỏ các quy định tại Quyết định số …": what is proposed is done to
# the document named next; any other word between the two governs it instead.
_TO_ITS_OBJECT: Final = re.compile(r"tai|quy dinh|kem theo")
_OF_ANOTHER: Final = re.compile(
    rf"[;:]|(?<![a-z]){any_of('to trinh', 'bao cao', 'bien ban', 'cong van', 'thong bao')}"
    rf"|{any_of('y kien', 'ket luan', 'de nghi', 'van ban so')}"
)
# Part of a document, or one by its type: "thay thế thành viên Ban Chỉ đạo", "hủy bỏ kết quả đấu
# thầu" end no document, whichever they were set down in.
_OF_DOCUMENTS: Final = any_of(
    "noi dung", "chuong", "muc", "dieu", "khoan", "diem", "phu luc", "bieu", "mau", "cum tu",
    "tu ngu", "danh muc", "dieu le", "noi quy", "quy trinh", "bang gia", "gia dat", *TYPE_WORDS,
)  # fmt: skip
_A_TEXT: Final = re.compile(
    r"[\W\d]*(?:(?:toan bo|mot phan|mot so|mot|hai|ba|cac|nhung|hieu luc|thi hanh|cua|doi voi)"
    rf"[\W\d]+)*(?:$|{_OF_DOCUMENTS}\b)"
)
_PROMULGATES: Final = re.compile(r"k[a-z]m\s+(?:theo|cung)\W*$")
_AMENDED_BY: Final = re.compile(
    rf"(?:duoc|da)\s+(?:{_AMEND})[^;]{{0,60}}?(?:theo|boi|tai|bang)\W*"
    rf"(?:l[uv][a-z]t\s+{_AMEND}[^;]{{0,200}}|(?:\S+\s+){{0,3}}(?:so\W*)?)\W*$"
)
_LIST_ONLY: Final = re.compile(
    r"\W*(?:(?:va|ngay|l[uv][a-z]t|so|nghi dinh|thong tu|quyet dinh"
    r"|nghi quyet|nam|thang|\d+)\W*)*$"
)


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a mention stands. All texts folded.

    basis: kind of the basis it stands in, None in the body. quoted: inside another's title.
    before: its sentence up to it, titles of other documents blanked. after: the rest of it.
    lead: the line ending in ":" that governs the list it stands in.
    enacting: in an article or in the document's own title, where a verb takes effect.
    submitted: the document cited is a proposal, a report or a letter: it is never ended.
    """

    before: str
    after: str = ""
    lead: str = ""
    basis: Relation | None = None
    quoted: bool = False
    own: bool = False
    enacting: bool = False
    submitted: bool = False


def relation_and_role(setting: Setting) -> tuple[Relation, CitationRole]:
    """The relation of the citing document to the cited one, and why it is named there."""
    if setting.own:
        promulgates = _PROMULGATES.search(setting.before)
        return (Relation.PROMULGATES if promulgates else Relation.REFERS_TO), CitationRole.TASK
    if setting.quoted:
        return Relation.REFERS_TO, CitationRole.QUOTED_TITLE
    if setting.basis is not None:
        return _in_basis(setting)
    effect = _effect(setting)
    if effect is not None:
        return effect, CitationRole.AMENDED_OBJECT
    return _in_body(setting)


def _in_basis(setting: Setting) -> tuple[Relation, CitationRole]:
    if setting.basis is Relation.IMPLEMENTS:
        return _nearest(setting.before) or Relation.IMPLEMENTS, CitationRole.BASIS
    proposal = _PROPOSAL.search(setting.before)
    if proposal is not None:
        act = None if setting.submitted else _proposed(setting.before[proposal.end() :])
        return (
            (act, CitationRole.AMENDED_OBJECT)
            if act
            else (Relation.PROPOSED_BY, CitationRole.BASIS)
        )
    return setting.basis or Relation.REFERS_TO, CitationRole.BASIS


def _proposed(before: str) -> Relation | None:
    """What is proposed to be done to the document named behind `before`; None for nothing."""
    acts = [verb for verb in _VERBS.finditer(before) if not _TO_ITS_OBJECT.fullmatch(verb[0])]
    if not acts or acts[-1].lastgroup not in _EFFECTS or _passive(acts[-1]):
        return None
    kind, end = acts[-1].lastgroup or "", acts[-1].end()
    changes = kind == "amend" and not _DEEDS.search(before, end)
    if _OF_ANOTHER.search(before, end) or not (changes or _A_TEXT.match(before, end)):
        return None
    return _EFFECTS[kind]


def _effect(setting: Setting) -> Relation | None:
    """Replaces, repeals, amends …, where the document itself says so."""
    if not setting.enacting and not _ITSELF.search(f"{setting.lead} {setting.before}"):
        return Relation.REPEALS if _LAPSES_BY_THIS.match(setting.after) else None
    said = f"{setting.lead} {setting.before}"
    verbs = list(_VERBS.finditer(said))
    while verbs and verbs[-1].lastgroup == "refer":
        verbs.pop()  # "sửa đổi khoản 2 Điều 5 quy định tại Quyết định số …"
    acts = verbs and verbs[-1].lastgroup in _EFFECTS and not _passive(verbs[-1])
    if acts and not _DEEDS.search(said, verbs[-1].end()):
        return _EFFECTS[verbs[-1].lastgroup or ""]
    return Relation.REPEALS if _LAPSES.match(setting.after) else None


def _passive(verb: re.Match[str]) -> bool:
    """Such as "đã được sửa đổi, bổ sung": something done to a document, not by this one."""
    return re.search(r"duoc\s+$", verb.string[max(0, verb.start() - 8) : verb.start()]) is not None


def _nearest(before: str) -> Relation | None:
    """Relation by the nearest verb; None where no verb stands before."""
    last = None
    for verb in _VERBS.finditer(before):
        last = verb
    if last is None:
        return None
    if _ITS_TASKS.search(before[-260:]):
        return Relation.IMPLEMENTS
    if last.lastgroup == "carry":
        return Relation.IMPLEMENTS
    return Relation.LEGAL_BASIS if last.lastgroup == "basis" else Relation.REFERS_TO


def _in_body(setting: Setting) -> tuple[Relation, CitationRole]:
    relation = _nearest(setting.before)
    if relation is None and setting.lead:
        relation = _nearest(setting.lead)
    whole = setting.before + setting.after[:300]
    role = CitationRole.TASK
    if _PAST.search(whole):
        role = CitationRole.HISTORY if _HISTORY.search(whole) else CitationRole.REPORT
    return relation or Relation.REFERS_TO, role


def between_cited(source: SourceText, mentions: Sequence[Mention]) -> tuple[DocumentRelation, ...]:
    """What the text says between two cited documents: A amended by B; B, whose title amends A."""
    folded = fold(source.text)
    numbered = [m for m in mentions if m.canonical and m.mention_type is not MentionType.ANAPHORA]
    found = [*_by_title(source, numbered), *_amended_by(source, folded, numbered)]
    return tuple(dict.fromkeys(sorted(found, key=lambda edge: edge.line)))


_TITLE_EFFECTS: Final = (
    (re.compile(rf"\W*(?:ve\s+(?:viec\s+)?)?(?:l[uv][a-z]t\s+)?{_AMEND}"), Relation.AMENDS),
    (re.compile(rf"\W*(?:ve\s+(?:viec\s+)?)?{loose('thay the')}"), Relation.REPLACES),
    (re.compile(rf"\W*(?:ve\s+(?:viec\s+)?)?{loose('bai bo')}"), Relation.REPEALS),
    (re.compile(r"\W*(?:ve\s+(?:viec\s+)?)?(?:quy dinh chi tiet|huong dan)"), Relation.GUIDES),
)


def _by_title(source: SourceText, mentions: Sequence[Mention]) -> Iterator[DocumentRelation]:
    outer: Mention | None = None
    inner: Mention | None = None
    folded = fold(source.text)
    for mention in mentions:
        if mention.role is not CitationRole.QUOTED_TITLE:
            outer, inner = mention, None
            continue
        # What stands in the title of the first document quoted is that one's object.
        beside = inner is None or _LIST_ONLY.fullmatch(folded, inner.text_end, mention.text_start)
        if outer is None or not beside or not outer.title:
            continue
        inner = mention
        if outer.canonical == mention.canonical:
            continue
        title = fold(outer.title)
        relation = next((r for pattern, r in _TITLE_EFFECTS if pattern.match(title)), None)
        if relation is not None:
            yield _edge(source, outer, mention, relation, outer.text_start, mention.text_end)


def _amended_by(
    source: SourceText, folded: str, mentions: Sequence[Mention]
) -> Iterator[DocumentRelation]:
    target: Mention | None = None
    direct = [m for m in mentions if m.role is not CitationRole.QUOTED_TITLE]
    for mention, following in pairwise(direct):
        gap = folded[mention.text_end : following.text_start]
        if len(gap) > 600:
            target = None
            continue
        if _AMENDED_BY.search(gap) and ";" not in gap.rpartition("duoc")[2]:
            target = _amended(mentions, mention)
        elif not (target and _LIST_ONLY.fullmatch(gap)):
            target = None
        if target is not None and target.canonical != following.canonical:
            yield _edge(
                source, following, target, Relation.AMENDS, target.text_start, following.text_end
            )


def _amended(mentions: Sequence[Mention], latest: Mention) -> Mention:
    """The document that "được sửa đổi" speaks of: not one quoted in its title."""
    before = [m for m in mentions if m.text_start <= latest.text_start]
    return next(
        (m for m in reversed(before[-6:]) if m.role is not CitationRole.QUOTED_TITLE), latest
    )


def _edge(  # noqa: PLR0913, PLR0917
    source: SourceText, actor: Mention, target: Mention, relation: Relation, start: int, end: int
) -> DocumentRelation:
    quote = " ".join(source.text[start:end].split())
    line = source.line_at(start).number
    return DocumentRelation(
        actor.canonical or "", target.canonical or "", relation, line, quote[:400]
    )
