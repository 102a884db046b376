"""Answers on validity come with words that prove them, or say what they rest on."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from types import MappingProxyType

import pytest

from kg.grounds import Grounds
from kg.model import DocumentRecord
from kg.proofs import Proof
from search.answer import answer
from search.answers.proving import MOST, proved
from search.confidence import UNPROVEN
from tests.search.hand_made import CHECKED, DECREE, HandMade, Held, held, small_library, stub

ON = dt.date(2026, 1, 1)
BEGIN = Proof("20/2019/NĐ-CP", "Điều 9", "Nghị định này có hiệu lực từ ngày 15/4/2019", "công báo",
              CHECKED, "high")  # fmt: skip
END = Proof("80/2025/NĐ-CP", "Điều 30", "Nghị định số 20/2019/NĐ-CP hết hiệu lực", "công báo",
            CHECKED, "high")  # fmt: skip
BARE = Proof("80/2025/NĐ-CP", None, None, "general knowledge", CHECKED, "high")
WORDED = Grounds((BEGIN,), (END,), MappingProxyType({"80/2025/NĐ-CP": (END,)}))
UNWORDED = Grounds(
    (Proof("20/2019/NĐ-CP", None, None, "general knowledge", CHECKED, "high"),),
    (BARE,),
    MappingProxyType({"80/2025/NĐ-CP": (BARE,)}),
)


def ask(text, grounds, on=ON, library=None):
    library = library or small_library()
    library.rests_on[DECREE] = grounds
    return answer(text, library, on=on)


def quotes(given):
    return [piece.quote for piece in given.evidence if not piece.names_only]


def test_an_end_is_proved_by_its_clause_and_the_first_day_by_its_own():
    given = ask("Nghị định 20/2019/NĐ-CP hết hiệu lực khi nào?", WORDED)
    assert quotes(given) == [f"Điều 30: {END.quote}", f"Điều 9: {BEGIN.quote}"]
    assert [(p.source, p.checked) for p in given.evidence[:2]] == [("công báo", CHECKED)] * 2
    assert given.unproven == ()


def test_a_first_day_asked_about_is_proved_first():
    given = ask("Nghị định 20/2019/NĐ-CP có hiệu lực từ ngày nào?", WORDED)
    assert quotes(given)[0] == f"Điều 9: {BEGIN.quote}"
    assert given.unproven == ()


def test_what_replaced_a_document_is_proved_by_the_clause_that_says_so():
    given = ask("Nghị định 20/2019/NĐ-CP bị văn bản nào thay thế?", WORDED)
    assert given.documents[0] == "80/2025/NĐ-CP"
    assert quotes(given) == [f"Điều 30: {END.quote}"]
    assert given.unproven == ()


@pytest.mark.parametrize(
    ("question", "on", "rests"),
    [
        ("Nghị định 20/2019/NĐ-CP bị văn bản nào thay thế?", ON, "80/2025/NĐ-CP"),
        ("Nghị định 20/2019/NĐ-CP có hiệu lực từ ngày nào?", ON, "20/2019/NĐ-CP"),
        ("Nghị định 20/2019/NĐ-CP còn hiệu lực không?", dt.date(2024, 1, 1), "20/2019/NĐ-CP"),
    ],
)
def test_a_fact_without_words_is_told_with_what_it_rests_on_and_never_as_sure(question, on, rests):
    given = ask(question, UNWORDED, on)
    assert given.answered
    assert [(proof.document, proof.source) for proof in given.unproven] == [
        (rests, "general knowledge")
    ]
    assert given.confidence <= UNPROVEN


def test_a_state_of_which_nothing_is_at_hand_says_so():
    given = ask("Nghị định 20/2019/NĐ-CP còn hiệu lực không?", Grounds(), dt.date(2024, 1, 1))
    assert [(proof.document, proof.checked) for proof in given.unproven] == [
        ("20/2019/NĐ-CP", CHECKED)
    ]


def test_of_two_documents_only_the_one_without_words_is_marked():
    given = ask("20/2019/NĐ-CP và 80/2025/NĐ-CP còn hiệu lực không?", WORDED)
    assert {row["canonical"]: row.get("unproven", False) for row in given.rows} == {
        "20/2019/NĐ-CP": False, "80/2025/NĐ-CP": True
    }  # fmt: skip
    assert [proof.document for proof in given.unproven] == ["80/2025/NĐ-CP"]


def test_a_day_that_a_held_document_prints_over_two_lines_is_proved_by_them():
    text = ["QUY CHẾ", "Quy chế này có hiệu lực từ", "ngày 01/7/2026 trở đi."]
    made = held("qc", text, number="5/QC-HĐQT", date=dt.date(2026, 6, 1), type="Quy chế",
                effective_note="có hiệu lực từ ngày 01/7/2026",
                effective_from=dt.date(2026, 7, 1))  # fmt: skip
    given = answer("Quy chế 5/QC-HĐQT có hiệu lực khi nào?", HandMade([made], []), on=ON)
    assert given.unproven == ()
    assert [(p.document, p.line_start, p.line_end) for p in given.evidence] == [("qc", 2, 3)]


def test_lines_that_only_name_a_document_are_no_proof():
    given = ask("Nghị định 20/2019/NĐ-CP còn hiệu lực không?", WORDED)
    naming = [piece for piece in given.evidence if piece.names_only]
    assert naming
    assert all(piece.file and piece.line_start for piece in naming)
    assert given.evidence.index(naming[0]) == len(quotes(given))


def test_a_clause_of_a_held_text_is_shown_at_its_line():
    text = ["NGHỊ ĐỊNH", "Điều 30. Hiệu lực", f"2. {END.quote} kể từ ngày 15/6/2025."]
    newer = held("nd-80", text, number="80/2025/NĐ-CP", type="Nghị định", issuer="Chính phủ")
    library = HandMade([newer], [stub(DECREE, type="Nghị định", issuer="Chính phủ")])
    given = ask("Nghị định 20/2019/NĐ-CP hết hiệu lực khi nào?", WORDED, library=library)
    first = given.evidence[0]
    assert (first.document, first.file, first.line_start) == ("nd-80", newer.record.name, 3)


def test_dead_bases_are_told_with_the_clauses_that_ended_them():
    given = ask("Kế hoạch xã Tân Phú căn cứ văn bản nào đã hết hiệu lực?", WORDED)
    assert [row["canonical"] for row in given.rows] == ["20/2019/NĐ-CP"]
    assert f"Điều 30: {END.quote}" in [piece.quote for piece in given.evidence]
    assert given.evidence[0].line_start
    assert given.unproven == ()


def says(number: str | None, name: str, *lines: str) -> Held:
    """A held document whose file is "van-ban.pdf", as many offices name every file."""
    made = held(name, lines, number=number, type="Quyết định")
    return replace(made, record=replace(made.record, name="van-ban.pdf"))


def clause(document: str, line: int, quote: str = "Quyết định này thay thế") -> Proof:
    return Proof(document, None, quote, f"van-ban.pdf:{line}", CHECKED, "high")


ONE = says("1/QĐ-UBND", "a", "Số: 1/QĐ-UBND", "Điều 1.", "Quyết định này thay thế")
TWO = says("2/QĐ-UBND", "b", "Số: 2/QĐ-UBND", "Quyết định này thay thế")


@pytest.mark.parametrize(
    ("proof", "document", "line"),
    [
        (clause("2/QĐ-UBND", 2), "b", 2),
        (clause("1/QĐ-UBND", 3), "a", 3),
        (replace(clause("2/QĐ-UBND", 2), source="công báo"), "b", 2),
        (replace(clause("2/QĐ-UBND", 2), source="khác.pdf:1"), "b", 2),
    ],
)
def test_a_clause_is_shown_in_its_own_document_whatever_the_files_are_called(proof, document, line):
    (piece,) = proved([(proof,)], HandMade([ONE, TWO], []))
    assert (piece.document, piece.line_start, piece.line_end) == (document, line, line)


def test_a_clause_of_a_document_without_a_number_is_shown_in_the_one_of_its_key():
    plain = says(None, "c", "Quyết định này thay thế")
    (piece,) = proved([(clause(plain.record.key, 1),)], HandMade([ONE, plain, TWO], []))
    assert (piece.document, piece.line_start) == ("c", 1)


@pytest.mark.parametrize("quote", ["…", " - "])
def test_a_quote_without_words_is_at_no_line(quote):
    (piece,) = proved(
        [(replace(clause("1/QĐ-UBND", 1, quote), source="công báo"),)], HandMade([ONE], [])
    )
    assert (piece.document, piece.line_start) == ("1/QĐ-UBND", 0)


def test_no_more_clauses_are_sought_in_the_library_than_are_shown():
    library = Counted([ONE, TWO], [])
    facts = [(clause("2/QĐ-UBND", at),) for at in range(1, 200)]
    pieces = proved(facts, library)
    assert [piece.line_start for piece in pieces] == list(range(1, MOST + 1))
    assert library.walks == 1


class Counted(HandMade):
    """Counts how often all held documents are walked over."""

    walks = 0

    def held(self) -> Sequence[DocumentRecord]:
        self.walks += 1
        return super().held()
