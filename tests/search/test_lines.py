"""Lines that say what is asked: cut from passages, ranked, each with its place in the text."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.lines import READ, pieces_about, signals
from search.question import understand
from tests.search.hand_made import HandMade, held, small_library

ON = dt.date(2026, 1, 1)
LIBRARY = small_library()


def found(text, sources=LIBRARY, within=None, fits=bool):
    return pieces_about(understand(text, sources, ON), sources, within, fits)


def places(pieces):
    return [
        (p.evidence.document, p.evidence.line_start, p.evidence.line_end, p.evidence.quote)
        for p in pieces
    ]


class Whole(HandMade):
    """Each document is one passage with a heading."""

    def passages(self, query, k, documents=None):
        hits = super().passages(query, 10_000, documents)
        whole = {}
        for hit in hits:
            name = hit.passage.document
            lines = self.documents[name].source.lines
            passage = type(hit.passage)(name, name, ("II. Y tế",), "", 1, len(lines))
            whole[name] = type(hit)(passage, hit.score, hit.score, 0.0)
        return list(whole.values())[:k]


def one_document(*lines):
    return Whole([held("x", lines, title="Kế hoạch nước sạch")], [])


def test_the_best_line_stands_first_with_its_words():
    pieces = found("Cơ quan nào chủ trì rà soát bảng giá đất?")
    assert places(pieces)[0] == (
        "tan-phu",
        7,
        7,
        "Phòng Kinh tế chủ trì rà soát bảng giá đất trước ngày 15/9/2025.",
    )
    assert pieces[0].match.coverage == 1.0


@pytest.mark.parametrize(
    ("lines", "cut"),
    [
        (["Đo nước sạch.", "Lọc nước sạch."], [(1, 1), (2, 2)]),  # sentences
        (["Đo nước sạch ở", "mọi ấp trong xã."], [(1, 2)]),  # one sentence on two lines
        (["- Đo nước sạch", "- Lọc nước sạch"], [(1, 1), (2, 2)]),  # items of a list
        (["a) Đo nước sạch", "b) Lọc nước sạch"], [(1, 1), (2, 2)]),
        (["1. Đo nước sạch", "2. Lọc nước sạch"], [(1, 1), (2, 2)]),
        (["Đo nước sạch", "", "Lọc nước sạch"], [(1, 1), (3, 3)]),  # paragraphs
        (["", "", "Đo nước sạch.", ""], [(3, 3)]),
        (["Đo nước sạch năm 2025. Lọc nước sạch."], [(1, 1)]),  # within a line: one piece
        (["Việc khác."], []),
        ([""], []),
    ],
)
def test_a_passage_is_cut_where_a_reader_would(lines, cut):
    pieces = found("nước sạch ra sao", one_document(*lines))
    spans = [(p.evidence.line_start, p.evidence.line_end) for p in pieces if p.match.coverage]
    assert sorted(spans) == cut


def test_every_piece_quotes_the_lines_that_it_names():
    for piece in found("rà soát hồ sơ trực tuyến và tiêm chủng cho công chức"):
        proof = piece.evidence
        lines = LIBRARY.source(proof.document).lines[proof.line_start - 1 : proof.line_end]
        assert proof.quote == " ".join(" ".join(line.text for line in lines).split())
        assert proof.file == f"{proof.document}.txt"


def test_a_heading_counts_for_the_line_below_it():
    pieces = found("nước sạch y tế ra sao", one_document("Đo nước sạch."))
    assert pieces[0].heading_path == ("II. Y tế",)
    assert pieces[0].with_heading > pieces[0].match.coverage


def test_only_what_can_answer_is_told_and_only_where_asked():
    text = "tỷ lệ hồ sơ trực tuyến"
    assert all("85" in p.evidence.quote for p in found(text, fits=lambda quote: "85" in quote))
    assert found(text, fits=lambda _: False) == []
    assert {p.evidence.document for p in found("kế hoạch chuyển đổi số", within={"hoa-binh"})} <= {
        "hoa-binh"
    }
    assert found(text, within=set()) == []


@pytest.mark.parametrize("text", ["", "?", "ai", "🗓️ 你好", "ở đâu khi nào"])
def test_without_words_of_a_matter_there_are_no_lines(text):
    assert found(text) == []


def test_a_passage_of_a_document_that_is_gone_is_left_out():
    class Gone(HandMade):
        def held(self):
            return [record for record in super().held() if record.id != "tan-phu"]

    library = Gone(list(LIBRARY.documents.values()), LIBRARY.stubs)
    assert "tan-phu" not in {p.evidence.document for p in found("bảng giá đất", library)}


def test_at_most_so_many_passages_are_read():
    asked = []

    class Asked(HandMade):
        def passages(self, query, k, documents=None):
            asked.append((k, documents))
            return super().passages(query, k, documents)

    found("bảng giá đất", Asked(list(LIBRARY.documents.values()), []), {"tan-phu"})
    assert asked == [(READ, {"tan-phu"})]


def test_signals_tell_how_far_the_best_place_is_ahead():
    pieces = found("rà soát bảng giá đất")
    told = signals(pieces)
    assert (told.coverage, told.pairs) == (1.0, 1.0)
    elsewhere = [p for p in pieces if p.evidence.document != pieces[0].evidence.document]
    best = max((p.score for p in elsewhere), default=0.0)
    assert told.ahead == pytest.approx(1 - best / pieces[0].score)
    assert signals(pieces[:1]).ahead == 1.0


WORDS = st.lists(
    st.sampled_from("rà soát bảng giá đất tiêm chủng nước sạch hồ sơ 85% ai nào lửa rừng".split()),
    max_size=10,
).map(" ".join)


@settings(deadline=None, max_examples=60)
@given(WORDS | st.text(max_size=60))
def test_any_question_has_lines_in_order_with_scores_in_bounds(text):
    pieces = found(text)
    scores = [piece.score for piece in pieces]
    assert scores == sorted(scores, reverse=True)
    assert len(set(places(pieces))) == len(pieces)
    if pieces:
        told = signals(pieces)
        bounded = (told.coverage, told.headed, told.pairs, told.ahead, told.found)
        assert all(0 <= share <= 1 for share in bounded)
