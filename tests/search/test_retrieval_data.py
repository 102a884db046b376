"""What the trainers of search read: articles, questions, references, folds."""

import json
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.build import retrieval_data as data
from kg.folding import fold
from tests.search import toy_corpus


@pytest.fixture
def known(tmp_path):
    return data.articles(toy_corpus.written(tmp_path / "articles.jsonl.gz", toy_corpus.rows()))


def article(name, text, number="45/2013/QH13", **said):
    one = {"id": name, "number": number, "text": text} | said
    part = data.passage(one)
    return data.Article(part, data.read(part))


def asked(*answers):
    return [data.Question(str(at), "train", "hỏi", each) for at, each in enumerate(answers)]


def test_an_article_is_the_passage_that_a_dataset_gives(known):
    assert len(known) == 60
    first, row = known[0].passage, toy_corpus.rows()[0]
    assert (first.id, first.document, first.title) == (
        "1/2020/qh14#1",
        "1/2020/QH14",
        "Luật đất đai",
    )
    assert first.heading_path == (
        "Luật đất đai", "Chương I QUY ĐỊNH CHUNG", "Điều 1. Thẩm quyền đất đai",
    )  # fmt: skip
    assert first.text == row["text"]
    assert known[0].fields.heading == tuple(fold("thẩm quyền đất đai").split())


def test_plain_and_gzipped_files_are_read_alike(tmp_path, known):
    plain = toy_corpus.written(tmp_path / "articles.jsonl", toy_corpus.rows())
    assert data.articles(plain) == known


def test_an_article_may_lack_everything_but_its_text():
    part = data.passage({"id": 7, "text": "Một câu.", "number": None, "heading": None})
    assert (part.id, part.document, part.text) == ("7", "", "Một câu.")
    assert part.heading_path in {(), ("",)}
    data.read(part)


@pytest.mark.parametrize("name", ["none.jsonl", "none.jsonl.gz"])
def test_a_missing_file_is_an_error(tmp_path, name):
    with pytest.raises(FileNotFoundError):
        data.articles(tmp_path / name)


def test_a_broken_line_is_an_error(tmp_path):
    path = tmp_path / "a.jsonl"
    path.write_text('{"id": "1", "text": "a"}\n{"id": \n', "utf-8")
    with pytest.raises(json.JSONDecodeError):
        data.articles(path)
    path.write_text('{"id": "1"}\n', "utf-8")
    with pytest.raises(KeyError, match="text"):
        data.articles(path)


def test_questions_without_a_known_answer_are_left_out(tmp_path, known):
    rows = [
        {"question": "một", "split": "dev", "relevant": ["1/2020/qh14#1"]},
        {"question": "hai", "split": "train", "relevant": ["1/2020/qh14#2", "unknown#9"]},
        {"question": "ba", "relevant": ["unknown#9"]},
        {"question": "bốn", "relevant": []},
        {"question": "năm", "id": "2/2020/qh14#1"},
    ]
    found = data.questions([toy_corpus.written(tmp_path / "q.jsonl", rows)], known)
    assert [(one.text, one.split, one.answers) for one in found] == [
        ("một", "dev", (0,)), ("hai", "train", (1,)), ("năm", "written", (4,)),
    ]  # fmt: skip
    assert [known[one.answers[0]].passage.id for one in found] == [
        "1/2020/qh14#1", "1/2020/qh14#2", "2/2020/qh14#1",
    ]  # fmt: skip


def test_questions_of_several_files_have_names_of_their_own(tmp_path, known):
    rows = toy_corpus.questions()
    paths = [toy_corpus.written(tmp_path / name, rows) for name in ("a.jsonl", "b.jsonl")]
    found = data.questions(paths, known)
    assert len({one.id for one in found}) == len(found) == 80


LAW = "45/2013/QH13"
LONG = "Cơ quan nhà nước có thẩm quyền thu hồi đất để phát triển kinh tế"


@pytest.mark.parametrize(
    ("text", "target"),
    [
        (f"{LONG} theo quy định tại Điều 2 của Luật này.", 1),
        (f"{LONG} theo quy định tại khoản 1 Điều 2 Luật này.", 1),
        (f"{LONG} theo quy định tại Điều 5a của Nghị định số 1/2020/NĐ-CP ngày 3 tháng 4.", 2),
        (f"{LONG} được quy định tại điểm b khoản 3 Điều 5a Nghị định 1/2020/NĐ-CP.", 2),
    ],
)
def test_a_clause_points_to_the_article_that_it_names(text, target):
    known = [
        article("45/2013/qh13#1", text),
        article("45/2013/qh13#2", "Đất."),
        article("1/2020/nđ-cp#5a", "Phí.", "1/2020/NĐ-CP"),
    ]
    (found,) = data.references(known)
    assert found.article == target
    said = " ".join(found.words)
    assert fold("thẩm quyền thu hồi đất để phát triển kinh tế") in said
    assert "luat nay" not in said


@pytest.mark.parametrize(
    "text",
    [
        f"{LONG} theo quy định tại Điều 1 của Luật này.",  # itself
        f"{LONG} theo quy định tại Điều 99 của Luật này.",  # not held
        f"{LONG} theo quy định tại Điều 2 của Bộ luật Dân sự.",  # no number
        "Theo quy định tại Điều 2 của Luật này.",  # too short to say what it is about
        f"{LONG}. Theo quy định tại Điều 2 của Luật này.",  # another sentence
        f"{LONG} quy định. Điều 2 của Luật này.",
    ],
)
def test_what_names_no_other_article_or_says_nothing_is_no_reference(text):
    known = [article("45/2013/qh13#1", text), article("45/2013/qh13#2", "Đất.")]
    assert data.references(known) == []


def test_every_clause_of_the_small_codification_points_to_the_next_article(known):
    found = data.references(known)
    assert len(found) == 60
    for at, one in enumerate(found):
        law, part = divmod(at, 4)
        assert one.article == 4 * law + (part + 1) % 4
        assert 5 <= len(one.words) <= 25


ANSWERS = st.lists(st.lists(st.integers(0, 30), min_size=1, max_size=1).map(tuple), max_size=60)


@given(ANSWERS, st.integers(1, 6), st.integers(0, 99))
def test_questions_of_one_article_share_a_fold(answers, count, seed):
    drawn = data.folds(asked(*answers), count, seed)
    assert len(drawn) == len(answers)
    assert all(0 <= its < count for its in drawn)
    of_article = {}
    for each, its in zip(answers, drawn, strict=True):
        assert of_article.setdefault(each, its) == its


@given(ANSWERS, st.integers(0, 99))
def test_folds_hang_neither_on_the_run_nor_on_the_order(answers, seed):
    drawn = dict(zip(answers, data.folds(asked(*answers), 5, seed), strict=True))
    again = dict(zip(answers, data.folds(asked(*answers), 5, seed), strict=True))
    turned = dict(zip(answers[::-1], data.folds(asked(*answers[::-1]), 5, seed), strict=True))
    assert drawn == again == turned


def test_folds_are_of_like_size_and_differ_with_the_seed():
    answers = [(at,) for at in range(1_000)]
    drawn = data.folds(asked(*answers), 5, 11)
    assert all(150 < drawn.count(its) < 250 for its in range(5))
    assert drawn != data.folds(asked(*answers), 5, 12)
    assert any(left != right for left, right in pairwise(drawn))
