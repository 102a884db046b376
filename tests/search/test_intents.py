import pytest

import corpus
from kg.terms import Intent
from search.intents import score_intents


@pytest.mark.parametrize(
    ("folded", "intent"),
    [
        ("van ban nao can cu nghi dinh 20/2019/nd-cp", Intent.WHO_CITES),
        ("nghi dinh 20/2019 duoc nhung xa nao vien dan", Intent.WHO_CITES),
        ("bao nhieu van ban vien dan luat dat dai", Intent.WHO_CITES),
        ("ke hoach can cu vao nhung van ban nao", Intent.WHAT_IT_CITES),
        ("can cu phap ly cua ke hoach la gi", Intent.WHAT_IT_CITES),
        ("luat luu tru con hieu luc khong", Intent.IN_FORCE),
        ("luat luu tru bi bai bo chua", Intent.IN_FORCE),
        ("van ban nao thay the nghi dinh 20/2019", Intent.RELATED),
        ("thong tu 5/2020 duoc sua doi bang thong tu nao", Intent.RELATED),
        ("co quan nao chu tri ra soat", Intent.WHO_LEADS),
        ("giao cho ai xay dung phan mem", Intent.WHO_LEADS),
        ("phong kinh te phai lam nhung viec gi", Intent.TASKS_OF_OFFICE),
        ("nhiem vu cua tram y te", Intent.TASKS_OF_OFFICE),
        ("ra soat xong truoc ngay nao", Intent.DEADLINE),
        ("han chot nop bao cao", Intent.DEADLINE),
        ("ho so truc tuyen dat bao nhieu phan tram", Intent.TARGET),
        ("chi tieu ho so dung han la bao nhieu", Intent.TARGET),
        ("ai ky ke hoach", Intent.HEADER),
        ("so hieu cua quyet dinh la gi", Intent.HEADER),
        ("viec dao tao duoc quy dinh o dau", Intent.FIND_SECTION),
    ],
)
def test_the_strongest_cue_names_the_intent(folded, intent):
    scores = score_intents(folded)
    assert scores.most_common(1)[0][0] is intent, scores


@pytest.mark.parametrize(
    "folded",
    ["", "cai cach hanh chinh", "conhieuluc"],
)
def test_words_without_a_cue_ask_for_nothing(folded):
    assert not +score_intents(folded)


def test_a_cue_inside_a_longer_word_is_none():
    """`khi nao` stands in "khi naoh" as letters, not as words."""
    assert Intent.DEADLINE in score_intents("xong khi nao")
    assert Intent.DEADLINE not in score_intents("xong akhi naoh")


def test_every_intent_but_unknown_has_a_cue():
    rows = corpus.table("intents")
    named = {row["intent"] for row in rows if not row["intent"].startswith("<")}
    assert named == {intent.value for intent in Intent} - {Intent.UNKNOWN.value}


def test_the_best_cue_counts_not_the_sum():
    """One question with two cues of an intent scores as its stronger one."""
    both = score_intents("con hieu luc khong va da bi thay the chua")
    assert both[Intent.IN_FORCE] == score_intents("con hieu luc khong")[Intent.IN_FORCE]
