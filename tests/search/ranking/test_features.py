"""Features of candidates: finite whatever comes, each row its candidate's own, counted again."""

import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.analysis import LONGEST_QUERY
from search.ranking import ranker
from tests.search.ranking.written_texts import SYLLABLES, candidates, fields

PARTS = st.lists(SYLLABLES, max_size=30).map(" ".join)
PASSAGE = st.builds(fields, PARTS, PARTS, PARTS, PARTS)
DOCUMENTS = st.sampled_from(
    ["45/2013/QH13", "01/2020/TT-BYT", "15/2020/NĐ-CP", "2-qd-ubnd-2025-01-02-3fe57de3", "", "đ/Đ"]
)
SHARES = st.integers(0, 1024).map(lambda n: n / 1024)
QUERIES = st.one_of(
    st.text(max_size=80),
    st.lists(SYLLABLES, max_size=12).map(" ".join),
    st.sampled_from(["", " ", "?", "\ud800", "là gì?", "đất " * 2_000, "a" * 4_000, "\x00\n"]),
)


def of(query, found, weigh=lambda _: 1.0):
    names, rows = ranker.table(query, found, weigh)
    return names, rows, {name: rows[:, at] for at, name in enumerate(names)}


NAMES = of("", candidates([]))[0]


@st.composite
def drawn(draw, least=0, most=6, distinct=False):
    """Candidates with scores of any size, documents that repeat, frequencies at their ends."""
    passages = draw(st.lists(PASSAGE, min_size=least, max_size=most))
    n = len(passages)
    scores = [draw(st.lists(SHARES, min_size=n, max_size=n, unique=distinct)) for _ in range(3)]
    lexical, dense, fused = (np.array(each, np.float32) for each in scores)
    total = draw(st.sampled_from([1, 2, 1_000, 1_000_000]))
    seen = draw(st.sampled_from([0, 1, total, total + 3]))
    return candidates(
        passages,
        draw(st.lists(DOCUMENTS, min_size=n, max_size=n)),
        fused,
        seen=seen,
        total=total,
        lexical=lexical * 40,
        dense=2 * dense - 1,
        bound=draw(st.sampled_from([0.0, 1e-9, 3.0, 400.0])),
    )


@settings(max_examples=150, deadline=None)
@given(QUERIES, drawn(), st.sampled_from([0.0, 0.001, 1.0, 4.0]))
def test_no_row_ever_holds_what_is_no_number(query, found, weight):
    names, rows, _ = of(query, found, lambda _: weight)
    assert names == NAMES
    assert rows.shape == (len(found.documents), len(NAMES))
    assert rows.dtype == np.float32
    assert np.isfinite(rows).all()


def test_names_are_told_apart():
    assert len(set(NAMES)) == len(NAMES) > 40
    assert not any("year" in name for name in NAMES)


@settings(max_examples=80, deadline=None)
@given(
    QUERIES,
    drawn(2, distinct=True).flatmap(
        lambda found: st.tuples(st.just(found), st.permutations(range(len(found.documents))))
    ),
)
def test_a_row_is_the_same_wherever_its_candidate_stands(query, ordered):
    found, order = ordered
    taken = list(order)
    moved = replace(
        found,
        documents=[found.documents[at] for at in taken],
        tokens=[found.tokens[at] for at in taken],
        **{name: getattr(found, name)[taken] for name in ("lexical", "dense", "fused")},
    )
    assert of(query, moved)[1] == pytest.approx(of(query, found)[1][taken], rel=1e-5, abs=1e-6)


@settings(max_examples=60, deadline=None)
@given(QUERIES, drawn(1, 1), PASSAGE)
def test_words_of_one_candidate_are_nothing_to_another(query, found, other):
    """What a row says of words does not change with who stands beside it."""
    both = [found.tokens[0], *candidates([other]).tokens]
    more = replace(candidates([other] * 2), tokens=both, total=found.total,
                   frequency=found.frequency)  # fmt: skip
    alone, beside = of(query, found)[2], of(query, more)[2]
    of_words = [name for name in NAMES if name.startswith(("title", "above", "heading", "body"))]
    for name in (*of_words, "all_cover", "names_cover", "pairs_cover", "worst_missing", "window"):
        assert alone[name][0] == pytest.approx(beside[name][0], rel=1e-5, abs=1e-7), name


@settings(max_examples=80, deadline=None)
@given(st.lists(SYLLABLES, min_size=1, max_size=10), PASSAGE)
def test_what_all_fields_cover_is_counted_word_by_word(asked, passage):
    weight = {word: 1 + at / 4 for at, word in enumerate(reversed(asked))}
    seen, total = 3, 1000
    rare = math.log((total + 1) / (seen + 0.5))  # of every word: all are in three passages
    weight = {word: rare * value for word, value in weight.items()}
    _, _, found = of(
        " ".join(asked), candidates([passage]), lambda term: weight.get(term, rare) / rare
    )
    title, above, heading, body = (
        set(part) for part in (passage.title, passage.above, passage.heading, passage.body)
    )
    whole = sum(weight.values())

    def held(words):
        return pytest.approx(sum(weight[w] for w in words & set(asked)) / whole, abs=1e-5)

    assert found["title_covers"][0] == held(title)
    assert found["heading_covers"][0] == held(heading)
    assert found["names_cover"][0] == held(title | heading)
    assert found["all_cover"][0] == held(title | above | heading | body)
    assert found["only_title"][0] == held(title - heading - body)
    assert found["only_body"][0] == held(body - title - above - heading)
    missing = [weight[word] for word in set(asked) - title - above - heading - body]
    assert found["worst_missing"][0] == pytest.approx(max(missing, default=0) / whole, abs=1e-5)
    assert found["body_length"][0] == pytest.approx(math.log1p(len(passage.body)))
    assert found["words_asked"][0] == len(asked)


def test_pairs_are_looked_for_in_every_field_but_not_across_them():
    passage = fields(title="dat dai", above="dai nha", heading="nha", body="nuoc quy")
    found = of("đất đai nhà nước quy", candidates([passage]))[2]
    assert found["pairs_cover"][0] == pytest.approx(3 / 4)  # not "nhà nước"
    assert found["names_pairs"][0] == pytest.approx(1 / 4)


def test_scores_are_told_with_their_distance_from_the_best_and_their_place():
    passages = [fields(body="dat")] * 4
    dense = np.array([0.2, -0.1, 0.8, 0.2], np.float32)
    found = of("đất", candidates(passages, fused=[0.4, 1.0, 0.1, 0.4], dense=dense))[2]
    assert found["dense"] == pytest.approx(dense)
    assert found["dense_of_best"] == pytest.approx(dense / 0.8)
    assert np.expm1(found["dense_place"]) == pytest.approx([1, 3, 0, 2])  # equal: as they came
    assert np.expm1(found["fused_place"]) == pytest.approx([1, 0, 3, 2])
    assert found["lexical"] == pytest.approx(np.array([2, 5, 0.5, 2]) / 10)  # shares of the bound


def test_a_document_is_judged_by_what_was_found_of_it():
    names = ["a", "b", "a", "c"]
    fused = [0.9, 0.8, 0.5, 0.1]
    passages = [fields(body="dat")] * 4
    found = of("đất", candidates(passages, names, fused))[2]
    assert found["document_found"].tolist() == [2, 1, 2, 1]
    assert found["document_sum"] == pytest.approx(np.array([1.4, 0.8, 1.4, 0.1]) / 1.4)
    assert found["document_best"] == pytest.approx([0.9, 0.8, 0.9, 0.1])
    assert np.expm1(found["document_place"]) == pytest.approx([0, 0, 1, 0])
    assert found["same_heading"].tolist() == [4] * 4


def test_a_documents_citations_are_counted_as_the_index_writes_its_number():
    counts = {"#1/2020/tt-byt": 7, "#45/2013/qh13": 20}
    found = candidates(
        [fields()] * 3,
        ["01/2020/TT-BYT", "45/2013/QH13", "không số"],
        frequency=lambda terms: [counts.get(term, 0) for term in terms],
    )
    assert np.expm1(of("đất", found)[2]["document_cited"]) == pytest.approx([7, 20, 0], rel=1e-5)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("45/2013/QH13", 1), ("10/2014/UBTVQH13", 1), ("15-2017-qh14-2017-06-20-3fe57de3", 1),
        ("15/2020/NĐ-CP", 2), ("15/2020/nđ-cp", 2), ("20-2019-nd-cp-2019-02-21-3fe57de3", 2),
        ("01/2018/TTLT-BCA-BQP", 3), ("01/2020/TT-BYT", 4), ("05/2020/TT", 4),
        ("47/2015/QĐ-TTg", 5), ("36-qd-ubnd-2025-02-12-3fe57de3", 5),
        ("25/2003/CT-TTg", 0), ("ke-hoach-2025", 0), ("", 0),
    ],
)  # fmt: skip
def test_the_kind_of_a_document_is_read_from_its_number_or_id(name, kind):
    assert of("đất", candidates([fields()], [name]))[2]["kind"].tolist() == [kind]


@pytest.mark.parametrize(
    ("query", "sorts"),
    [
        ("Đất ở là gì?", {"what_is", "which"}),
        ("Cơ quan nào cấp giấy phép?", {"who", "which"}),
        ("Thời hạn giải quyết bao lâu?", {"how_much"}),
        ("Có được chuyển nhượng đất không?", {"whether"}),
        ("Mức phạt như thế nào?", {"how_much", "how", "penalty", "which"}),
        ("Hồ sơ xin cấp phép", {"papers"}),
        ("Quyền sử dụng đất", set()),
    ],
)
def test_sorts_of_questions(query, sorts):
    found = of(query, candidates([fields()] * 2))[2]
    said = {name.removeprefix("asks_") for name in NAMES if name.startswith("asks_")
            and found[name].all()}  # fmt: skip
    assert said - {"which"} == sorts - {"which"}


def test_a_question_is_read_to_its_longest_and_no_further():
    query = "đất " * (LONGEST_QUERY // 4)
    passages = candidates([fields(body="dat")])
    assert of(query, passages)[1] == pytest.approx(of(query + "nhà", passages)[1])
