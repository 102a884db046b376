"""What is told of proofs and of their absence: in Vietnamese, with source and day."""

from tests.ui.test_cards import given
from tests.ui.test_pages import piece
from ui import ask_wording as words
from ui import cards, proof_words, understood
from ui.answer_copy import plain

BARE = {"document": "33/2023/NĐ-CP", "clause": None, "quote": None, "checked": "2026-11-20",
        "source": "general knowledge; public repository text (dates)",
        "confidence": "high"}  # fmt: skip


def test_an_answer_without_words_says_what_it_rests_on_and_is_not_called_sure():
    page = cards.page(given(intent="in_force", proven=False, unproven=[BARE], confidence=0.99))
    assert understood.UNPROVEN in page
    assert "<b>chắc chắn" not in page
    assert proof_words.RESTS_ON in page
    assert "Kiểm tra ngày 20/11/2026" in page
    assert "ghi nhận chung, chưa đối chiếu bản gốc" in page
    assert "general knowledge" not in page
    assert "repository" not in page
    own = proof_words.rests_on({"unproven": [BARE | {"source": "Sổ tay.pdf", "clause": "điều 2"}]})
    assert own == ["Điều 2, 33/2023/NĐ-CP: tệp “Sổ tay.pdf”. Kiểm tra ngày 20/11/2026."]


def test_an_answer_without_words_from_a_damaged_text_tells_both():
    said = understood.sureness(0.99, damaged=True, proven=False)
    assert said.startswith("trung bình: ")
    assert understood.DAMAGED in said


def test_a_proven_answer_says_nothing_of_the_kind():
    page = cards.page(given(intent="in_force", proven=True, unproven=[]))
    assert "cc-rests" not in page
    assert "<b>chắc chắn" in page


def test_a_clause_tells_its_source_and_lines_that_only_name_stand_apart():
    clause = piece(file=None, line_start=None, line_end=None, document="80/2025/NĐ-CP",
                   quote="Điều 30: hết hiệu lực", source="Bộ pháp điển: 80/2025, Điều 30",
                   checked="2026-11-20", names_only=False)  # fmt: skip
    naming = piece(quote="Căn cứ Nghị định", names_only=True)
    page = cards.page(given(intent="in_force", evidence=[clause, naming]))
    assert "Nguồn: Bộ pháp điển điện tử. Kiểm tra ngày 20/11/2026" in page
    page = page[page.index("<h3>") :]
    assert page.index(words.PROOF) < page.index("hết hiệu lực") < page.index(words.NAMED)
    assert page.index(words.NAMED) < page.index("Căn cứ Nghị định")
    assert "articles" not in page


def test_many_facts_are_counted_and_the_copied_answer_tells_them_too():
    many = [BARE | {"document": f"{number}/2020/NĐ-CP"} for number in range(11)]
    told = proof_words.rests_on({"unproven": many})
    assert len(told) == proof_words.MOST + 1
    assert "3 dữ kiện" in told[-1]
    assert proof_words.RESTS_ON in plain(given(unproven=[BARE], answer="Có."))
