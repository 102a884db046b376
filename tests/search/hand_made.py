"""Three small documents and what they cite, as sources for answers: no store, no index.

All numbers, places and offices are invented for the tests, except where a table of the product
must know the kind of office.
"""

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field

from kg.folding import tokens
from kg.grounds import Grounds
from kg.inconsistencies import Inconsistency
from kg.model import (
    Assignment,
    DocumentRecord,
    Header,
    Line,
    Mention,
    Passage,
    Period,
    Place,
    SourceText,
    Target,
    Task,
)
from kg.number import number_key
from kg.proofs import Proof
from kg.terms import (
    CitationRole,
    Comparator,
    MentionType,
    OfficeRole,
    PlaceLevel,
    Relation,
    ValidityState,
)
from kg.validity import Later, Validity, interval_state
from search.sources import Found
from tests.search.scanning import Scanning

CHECKED = dt.date(2026, 1, 1)
DECREE = "20/2019/NĐ-CP@2019-02-21"
NEWER = "80/2025/NĐ-CP@2025-05-02"
LAW = "15/2017/QH14@2017-06-20"
RESOLUTION = "9-NQ/HU@2020-10-01"


def source_text(lines: Sequence[str]) -> SourceText:
    """Lines as a clean text."""
    made, start = [], 0
    for number, text in enumerate(lines, 1):
        made.append(Line(number, start, text, text))
        start += len(text) + 1
    return SourceText(tuple(made))


def cited(
    source: SourceText,
    line: int,
    canonical: str | None,
    target: str | None,
    *,
    relation: Relation = Relation.LEGAL_BASIS,
    kind: MentionType = MentionType.NUMBERED,
    **said: object,
) -> Mention:
    """A mention of `canonical`, whose letters stand on that line (or the title's do)."""
    raw = canonical or str(said["title"])
    at = source.lines[line - 1].start + source.lines[line - 1].raw.index(raw)
    stated = {"type": None, "number": None, "year": None, "issuer": None} | said
    return Mention(
        canonical=canonical,
        date=stated.pop("date", None),
        title=stated.pop("title", None),
        relation=relation,
        role=CitationRole.BASIS,
        mention_type=kind,
        target=target,
        raw=raw,
        line=line,
        line_end=line,
        char_start=at,
        char_end=at + len(raw),
        **stated,
    )


@dataclass
class Held:
    """One document with all that was read from it."""

    record: DocumentRecord
    source: SourceText
    mentions: list[Mention] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    targets: list[Target] = field(default_factory=list)


def held(name: str, lines: Sequence[str], **header: object) -> Held:
    head = Header(**header)
    return Held(DocumentRecord(name, f"{head.number}@{head.date}", True, head, f"{name}.txt"),
                source_text(lines))  # fmt: skip


def stub(key: str, **header: object) -> DocumentRecord:
    """A cited document that is not held."""
    number, _, day = key.partition("@")
    head = Header(number=number, date=dt.date.fromisoformat(day), **header)
    return DocumentRecord(key, key, False, head)


class HandMade(Scanning):
    """Fits `search.sources.Sources`: looks things up in lists."""

    def __init__(self, documents: Sequence[Held], stubs: Sequence[DocumentRecord]) -> None:
        self.documents = {item.record.id: item for item in documents}
        self.stubs = list(stubs)
        self.asked_passages: list[Collection[str] | None] = []
        self.rests_on: dict[str, Grounds] = {}

    def held(self) -> Sequence[DocumentRecord]:
        return [item.record for item in self.documents.values()]

    def matching(self, text: str) -> Sequence[DocumentRecord]:
        wanted = number_key(text)
        known = [*self.held(), *self.stubs]
        return [r for r in known if r.header.number and number_key(r.header.number) == wanted]

    def listed(self, number: str) -> Sequence[DocumentRecord]:
        return [r for r in self.matching(number) if r.key in _SPANS]

    def stated(self, text: str) -> DocumentRecord | None:
        return None

    def laws_named_in(self, folded: str, on: dt.date | None = None) -> Sequence[DocumentRecord]:
        named = [r for r in self.stubs if r.header.type == "Luật"]
        return [r for r in named if " ".join(tokens(r.header.title or "-")) in folded]

    def law_before(self, key: str) -> DocumentRecord | None:
        return None

    def source(self, document_id: str) -> SourceText:
        return self.documents[document_id].source

    def lines(self, document_id: str, first: int, last: int) -> Sequence[Line]:
        return self.documents[document_id].source.lines[first - 1 : last]

    def citing(self, key: str) -> Sequence[tuple[DocumentRecord, Mention]]:
        return [
            (item.record, mention)
            for item in self.documents.values()
            for mention in item.mentions
            if mention.target == key
        ]

    def naming(self, number: str) -> Sequence[tuple[str, Mention]]:
        key = number_key(number)
        return [
            (item.record.id, mention)
            for item in self.documents.values()
            for mention in item.mentions
            if mention.canonical and number_key(mention.canonical) == key
        ]

    def mentions(self, document_id: str) -> Sequence[Mention]:
        return self.documents[document_id].mentions

    def _chosen(self, documents: Collection[str] | None) -> list[Held]:
        return [i for i in self.documents.values() if documents is None or i.record.id in documents]

    def tasks_in(self, documents: Collection[str] | None) -> Sequence[tuple[str, Task]]:
        return [(i.record.id, task) for i in self._chosen(documents) for task in i.tasks]

    def targets_in(self, documents: Collection[str] | None) -> Sequence[tuple[str, Target]]:
        return [(i.record.id, target) for i in self._chosen(documents) for target in i.targets]

    def inconsistencies(self, document_id: str) -> Sequence[Inconsistency]:
        return []

    def validity(self, key: str, on: dt.date, provision: str | None = None) -> Validity:
        return _validity(key, on)

    def grounds(self, key: str) -> Grounds:
        return self.rests_on.get(key, Grounds())

    def passages(
        self, query: str, k: int, documents: Collection[str] | None = None
    ) -> Sequence[Found]:
        """One passage a line, by the share of the query's words that it has."""
        self.asked_passages.append(documents)
        words = set(tokens(query))
        found = []
        for item in self._chosen(documents):
            for line in item.source.lines:
                score = len(words & set(tokens(line.text))) / max(1, len(words))
                title = item.record.header.title or ""
                name = f"{item.record.id}#{line.number}"
                passage = Passage(
                    name, item.record.id, (title,), line.text, line.number, line.number
                )
                found.append(Found(passage, score, score, 0.0))
        return sorted(found, key=lambda hit: -hit.score)[:k]


_SPANS = {
    DECREE: (dt.date(2019, 4, 15), dt.date(2025, 6, 15)),
    NEWER: (dt.date(2025, 6, 15), None),
    LAW: (dt.date(2018, 1, 1), None),
}


def _validity(key: str, on: dt.date) -> Validity:
    """The decree ends on the day the newer one begins; the law is amended; else unknown."""
    begin, end = _SPANS.get(key, (None, None))
    state = interval_state(on, begin, end)
    newer = Later("80/2025/NĐ-CP", dt.date(2025, 6, 15))
    proof = Proof("80/2025/NĐ-CP", "Điều 30", "Nghị định số 20/2019/NĐ-CP hết hiệu lực",
                  "công báo", CHECKED, "high")  # fmt: skip
    dead = state is ValidityState.EXPIRED
    amended = key == LAW
    return Validity(
        canonical=key.partition("@")[0],
        title="Luật Sổ sách" if amended else None,
        state=state,
        amended=amended,
        effective_from=begin,
        effective_until=end - dt.timedelta(days=1) if end else None,
        proof=(proof,) if dead else (),
        replaced_by=(newer,) if dead else (),
        amended_by=(Later("70/2022/QH15", dt.date(2023, 1, 1)),) if amended else (),
        successors=(),
        choices=(),
        as_of=on,
        registry_as_of=CHECKED,
    )


def _office(name: str, role: OfficeRole = OfficeRole.LEAD) -> Assignment:
    return Assignment(name, role)


def commune_plan() -> Held:
    """A commune's plan of 2025: bases, tasks with and without a day, targets."""
    made = held(
        "tan-phu",
        [
            "ỦY BAN NHÂN DÂN XÃ TÂN PHÚ",
            "Số: 12/KH-UBND",
            "KẾ HOẠCH cải cách hành chính năm 2025",
            "Căn cứ Nghị định số 20/2019/NĐ-CP ngày 21/02/2019 của Chính phủ;",
            "Căn cứ Luật Sổ sách số 15/2017/QH14;",
            "Thực hiện Nghị quyết số 9-NQ/HU của Huyện ủy về chuyển đổi số;",
            "Phòng Kinh tế chủ trì rà soát bảng giá đất trước ngày 15/9/2025.",
            "Trạm Y tế tổ chức tiêm chủng mở rộng; Phòng Kinh tế phối hợp.",
            "Tỷ lệ hồ sơ trực tuyến đạt 85%.",
            "Kinh phí thực hiện: 12 tỷ đồng.",
            "Báo cáo định kỳ về văn thư lưu trữ gửi trước ngày 20 tháng 6 hằng năm.",
            "TM. ỦY BAN NHÂN DÂN - CHỦ TỊCH - Trần Văn Sơn",
        ],
        number="12/KH-UBND",
        type="Kế hoạch",
        date=dt.date(2025, 3, 5),
        issuer="UBND xã Tân Phú",
        place=Place("xã Tân Phú", PlaceLevel.COMMUNE, "huyện Đông Sơn", "tỉnh Bình An"),
        title="Kế hoạch cải cách hành chính năm 2025",
        period=Period(2025, 2025),
        signer="Trần Văn Sơn",
        signer_title="Chủ tịch",
        signed_line=12,
    )
    made.mentions += [
        cited(made.source, 2, "12/KH-UBND", None, kind=MentionType.SELF),
        cited(made.source, 4, "20/2019/NĐ-CP", DECREE, type="Nghị định", issuer="Chính phủ",
              date=dt.date(2019, 2, 21)),
        cited(made.source, 5, "15/2017/QH14", LAW, type="Luật", issuer="Quốc hội"),
        cited(made.source, 6, "9-NQ/HU", RESOLUTION, type="Nghị quyết", issuer="Huyện ủy",
              relation=Relation.IMPLEMENTS),
    ]  # fmt: skip
    made.tasks += [
        Task("Rà soát bảng giá đất", (_office("Phòng Kinh tế"),), 7, 7,
             deadline=dt.date(2025, 9, 15), deadline_text="trước ngày 15/9/2025"),
        Task("Tổ chức tiêm chủng mở rộng",
             (_office("Trạm Y tế"), _office("Phòng Kinh tế", OfficeRole.COORDINATING)), 8, 8),
    ]  # fmt: skip
    made.targets += [
        Target("Tỷ lệ hồ sơ trực tuyến", Comparator.AT_LEAST, 85.0, 9, unit="%", year=2025),
        Target("Kinh phí thực hiện", Comparator.EQUAL, 12.0, 10, unit="tỷ đồng"),
    ]
    return made


def ward_plan() -> Held:
    """A ward's plan of 2022 that cites the same decree twice, with another day in one place."""
    made = held(
        "hoa-binh",
        [
            "ỦY BAN NHÂN DÂN PHƯỜNG HÒA BÌNH",
            "KẾ HOẠCH chuyển đổi số giai đoạn 2022 - 2026",
            "Căn cứ Nghị định số 20/2019/NĐ-CP ngày 12/02/2019;",
            "Tiếp tục thực hiện Nghị định số 20/2019/NĐ-CP và Nghị định số 80/2025/NĐ-CP.",
            "Văn phòng chủ trì đào tạo kỹ năng số cho công chức.",
        ],
        number="45/KH-UBND",
        type="Kế hoạch",
        date=dt.date(2022, 1, 10),
        issuer="UBND phường Hòa Bình",
        place=Place("phường Hòa Bình", PlaceLevel.WARD, "thị xã Minh Long", "tỉnh Bình An"),
        title="Kế hoạch chuyển đổi số giai đoạn 2022 - 2026",
        period=Period(2022, 2026),
    )
    made.mentions += [
        cited(made.source, 3, "20/2019/NĐ-CP", DECREE, type="Nghị định",
              date=dt.date(2019, 2, 12)),
        cited(made.source, 4, "20/2019/NĐ-CP", DECREE, type="Nghị định",
              relation=Relation.REFERS_TO),
        cited(made.source, 4, "80/2025/NĐ-CP", NEWER, type="Nghị định",
              relation=Relation.REFERS_TO),
    ]  # fmt: skip
    made.tasks.append(
        Task("Đào tạo kỹ năng số cho công chức", (_office("Văn phòng"),), 5, 5),
    )
    return made


def province_plan() -> Held:
    """A province's plan without number, day or citations."""
    return held(
        "binh-an",
        ["KẾ HOẠCH phòng cháy, chữa cháy rừng", "Mỗi xã dựng một chòi canh lửa rừng."],
        type="Kế hoạch",
        issuer="UBND tỉnh Bình An",
        place=Place("tỉnh Bình An", PlaceLevel.PROVINCE, None, "tỉnh Bình An"),
        title="Kế hoạch phòng cháy, chữa cháy rừng",
    )


def small_library() -> HandMade:
    """The three documents, and the four that they cite."""
    return HandMade(
        [commune_plan(), ward_plan(), province_plan()],
        [
            stub(DECREE, type="Nghị định", issuer="Chính phủ"),
            stub(NEWER, type="Nghị định", issuer="Chính phủ"),
            stub(LAW, type="Luật", issuer="Quốc hội", title="Luật Sổ sách"),
            stub(RESOLUTION, type="Nghị quyết", issuer="Huyện ủy"),
        ],
    )
