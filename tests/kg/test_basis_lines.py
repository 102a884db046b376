import datetime as dt
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from kg.basis_form import form_findings
from kg.basis_lines import Opening, basis_lines
from kg.model import Header
from kg.registry import Registry
from kg.terms import MentionType
from tests.kg.drafted import DECISION, cite, text

WORDS = st.sampled_from(
    ["Căn cứ", "Quyết định số 12/QĐ-UBND", "ngày 01/02/2024;", "", "Theo đề nghị", "Điều 1.", "của",
     "QUYẾT ĐỊNH:", "Luật sửa đổi", "I. MỤC TIÊU", "UBND xã ban hành", ".", "Thực hiện"]
)  # fmt: skip
NO_FACTS = Registry((), catalogue=False)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.lists(st.lists(WORDS, max_size=4).map(" ".join), min_size=1, max_size=25))
def test_any_opening_gives_ordered_paragraphs_that_hold_their_mentions(lines):
    source = text(*lines)
    at, mentions = 0, []
    while (at := source.raw.find("12/QĐ-UBND", at)) >= 0:
        mentions.append(cite(source, "12/QĐ-UBND", after=at))
        at += 1
    found = basis_lines(DECISION, mentions, source)
    spans = [(line.first, line.last) for line in found]
    assert all(first <= last for first, last in spans)
    assert all(before[1] < after[0] for before, after in pairwise(spans))
    assert all(line.start <= m.text_start < line.end for line in found for m in line.mentions)
    findings = form_findings(DECISION, mentions, source, NO_FACTS, {})
    assert [f.line for f in findings] == sorted(f.line for f in findings)


def test_a_sentence_of_the_body_is_no_basis():
    source = text(
        "Căn cứ Luật A ngày 01/01/2020;",
        "QUYẾT ĐỊNH:",
        "Căn cứ Quyết định số 12/QĐ-UBND, các phòng tổ chức thực hiện.",
    )
    law, body = cite(source, "Luật A", "Luật"), cite(source, "12/QĐ-UBND")
    assert [line.first for line in basis_lines(DECISION, [law, body], source)] == [1]


def test_an_attached_plan_has_an_opening_of_its_own():
    from kg.model import Attached

    source = text(
        "Căn cứ Luật A ngày 01/01/2020;", "QUYẾT ĐỊNH:", "Điều 1. …", "KẾ HOẠCH",
        "Căn cứ Quyết định số 12/QĐ-UBND ngày 01/02/2024 về A;", "I. MỤC TIÊU",
    )  # fmt: skip
    header = Header(date=dt.date(2024, 5, 1), attached=Attached("Kế hoạch", "A", 4))
    mentions = [cite(source, "Luật A", "Luật"), cite(source, "12/QĐ-UBND")]
    assert [(line.opening, line.first) for line in basis_lines(header, mentions, source)] == [
        (Opening.BASIS, 1),
        (Opening.BASIS, 5),
    ]


def test_only_documents_on_which_it_rests_are_on_a_basis():
    source = text("Căn cứ Luật A ngày 01/01/2020 sửa đổi Luật B;")
    inner = cite(source, "Luật B", "Luật")
    embedded = type(inner)(**{n: getattr(inner, n) for n in inner.__slots__}
                           | {"mention_type": MentionType.NAMED_LAW_EMBEDDED})  # fmt: skip
    (line,) = basis_lines(DECISION, [cite(source, "Luật A", "Luật"), embedded], source)
    assert [m.raw for m in line.mentions] == ["Luật A"]
