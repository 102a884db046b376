"""Passages cover a document once, by its outline."""

from hypothesis import given
from hypothesis import strategies as st

from kg.model import Header, Line, Reading, Section, SourceText
from kg.terms import SectionKind
from search.passages import LONGEST, split


def reading(lines, sections=(), title="Kế hoạch cải cách"):
    numbered = tuple(Line(n, 0, text, text, page=1 + n // 40) for n, text in enumerate(lines, 1))
    return Reading("plan.txt", "plan.txt", "0" * 64, SourceText(numbered), Header(title=title),
                   tuple(sections))  # fmt: skip


def section(line, last, path, level=1, body_end=None):
    return Section(SectionKind.ROMAN, level, "", path[-1], line, line,
                   last if body_end is None else body_end, last, tuple(path))  # fmt: skip


PLAN = [
    "ỦY BAN NHÂN DÂN",  # 1
    "",
    "I. MỤC TIÊU",  # 3
    *["Nâng cao chất lượng phục vụ người dân và doanh nghiệp."] * 8,  # 4-11
    "II. NHIỆM VỤ",  # 12
    "1. Cải cách thể chế",  # 13
    *["Rà soát văn bản của địa phương hằng năm."] * 20,  # 14-33
    "2. Cải cách tài chính công",  # 34
    *["Thực hiện tự chủ ở các đơn vị sự nghiệp công lập."] * 20,  # 35-54
]
OUTLINE = [
    section(3, 11, ["Kế hoạch", "I. MỤC TIÊU"]),
    section(12, 54, ["Kế hoạch", "II. NHIỆM VỤ"], body_end=12),
    section(13, 33, ["Kế hoạch", "II. NHIỆM VỤ", "1. Cải cách thể chế"], 2),
    section(34, 54, ["Kế hoạch", "II. NHIỆM VỤ", "2. Cải cách tài chính công"], 2),
]


def test_a_plan_is_split_at_its_sections():
    """The bare heading on line 12 goes to what it heads; the head of the page to section I."""
    found = split(reading(PLAN, OUTLINE), "d")
    assert [(one.id, one.line_start, one.line_end, one.heading_path[-1:]) for one in found] == [
        ("d#1", 1, 11, ()),
        ("d#2", 12, 33, ("1. Cải cách thể chế",)),
        ("d#3", 34, 54, ("2. Cải cách tài chính công",)),
    ]
    assert all(one.title == "Kế hoạch cải cách" and one.document == "d" for one in found)
    assert found[1].text.splitlines()[:2] == ["II. NHIỆM VỤ", "1. Cải cách thể chế"]


def test_a_passage_knows_the_page_of_its_first_line():
    found = split(reading(["Một câu dài vừa đủ."] * 120), "d")
    assert [one.page for one in found] == [1 + one.line_start // 40 for one in found]


def test_a_long_section_is_split_at_line_ends():
    found = split(reading(["mười chữ trong dòng này để đếm cho đủ mười."] * 200), "d")
    assert len(found) > 5
    assert all(len(one.text.split()) <= LONGEST for one in found)


def test_an_empty_document_has_no_passages():
    assert split(reading([]), "d") == []
    assert split(reading(["", "  "]), "d") == []


def test_a_document_without_title_goes_by_its_file():
    assert split(reading(["Nội dung"], title=None), "d")[0].title == "plan.txt"


LINES = st.lists(
    st.sampled_from(["", "Tên mục", "câu " * 30, "từ " * 300, "một dòng."]), max_size=60
)


@st.composite
def outlines(draw):
    lines = draw(LINES)
    spans = draw(
        st.lists(st.tuples(st.integers(1, 60), st.integers(0, 40), st.integers(1, 4)), max_size=12)
    )
    sections = [section(at, at + more, ["T", f"mục {at}"], level) for at, more, level in spans]
    return reading(lines, sections)


@given(outlines())
def test_every_line_of_text_is_in_exactly_one_passage(document):
    """Also where the outline is out of order or does not nest."""
    held = [n for one in split(document, "d") for n in range(one.line_start, one.line_end + 1)]
    filled = [line.number for line in document.source.lines if line.text.strip()]
    assert held == sorted(set(held))
    assert set(filled) <= set(held)
