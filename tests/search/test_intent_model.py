"""Training what tells intents, on a few phrasings; the product's reading of it against sklearn."""

import json
import random
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import corpus
from kg.terms import Intent
from search import intents, masking
from search.intents import FOLLOW_UP, intent_model

build = pytest.importorskip("corpus.build.intent_model")

PHRASINGS = [
    {"text": text, "intent": intent}
    for intent, texts in {
        "who_cites": ["Văn bản nào căn cứ <DOC>?", "kế hoạch nào viện dẫn <DOC>", "ai dẫn <DOC>",
                      "xã nào căn cứ <DOC>", "văn bản nào nhắc <DOC>"],
        "in_force": ["<DOC> còn hiệu lực không?", "<DOC> hết hiệu lực chưa", "<DOC> còn dùng không",
                     "hiệu lực của <DOC>", "<DOC> có bị bãi bỏ không"],
        "who_leads": ["Ai chủ trì <TASK>?", "đơn vị nào lo <TASK>", "<TASK> giao cho ai",
                      "cơ quan nào làm <TASK> của <PLAN>", "ai phụ trách <TASK>"],
        "follow_up": ["còn <PLACE> thì sao?", "thế <PLACE>?", "vậy còn <OFFICE>", "ở <PLACE> à",
                      "con nua khong"],
    }.items()
    for text in texts
]  # fmt: skip
SLOTS = {
    "<DOC>": ["61/2018/NĐ-CP", "Luật Đất đai", "12/KH-UBND"],
    "<TASK>": ["rà soát bảng giá đất", "đào tạo kỹ năng số"],
    "<PLAN>": ["kế hoạch của xã Tân Phú"],
    "<PLACE>": ["phường Hòa Bình", "xã Tân Phú"],
    "<OFFICE>": ["Phòng Nội vụ", "Trạm Y tế"],
}
ASKED = [
    "Văn bản nào căn cứ Nghị định 20/2019/NĐ-CP?",
    "20/2019/NĐ-CP còn hiệu lực không",
    "cơ quan nào chủ trì tiêm chủng",
    "còn Hà Nội thì sao?",
    "what is the weather",
    "",
    "căn cứ " * 500,
]


@pytest.fixture(scope="module")
def trained():
    """Vectors, model and its training data."""
    made = build.material(PHRASINGS, SLOTS, 7)
    return *build.fitted(*made), made


@pytest.fixture(scope="module")
def read_back(trained, tmp_path_factory):
    """The model as the product reads it from the file written."""
    folder = tmp_path_factory.mktemp("shipped")
    build.save(trained[0], trained[1], folder / "models" / "intents" / "model.npz")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(corpus, "path", folder.joinpath)
        return intent_model.__wrapped__()


def expected(trained, found):
    vectors, model, _ = trained
    shares = model.predict_proba(vectors.transform([found]))[0]
    return dict(zip(model.classes_, shares, strict=True))


@pytest.mark.parametrize("text", ASKED, ids=lambda text: text[:30])
def test_the_product_reckons_the_probabilities_that_sklearn_does(trained, read_back, text):
    found = build.read_features(text)
    assert read_back.probabilities(found) == pytest.approx(expected(trained, found), abs=5e-3)


@settings(deadline=None, max_examples=50)
@given(found=st.dictionaries(st.sampled_from(["docmask", "can", "#nothing", "cue:in_force", "^x"]),
                             st.floats(0, 3), max_size=5))  # fmt: skip
def test_any_features_have_the_probabilities_that_sklearn_tells(trained, read_back, found):
    told = read_back.probabilities(found)
    assert sum(told.values()) == pytest.approx(1.0)
    assert told == pytest.approx(expected(trained, found), abs=5e-3)


def test_weights_lose_nothing_but_the_last_digits_of_float16(trained, read_back):
    vectors, model, _ = trained
    assert list(read_back.rows) == list(vectors.get_feature_names_out())
    assert read_back.classes == tuple(model.classes_)
    assert np.allclose(read_back.weights, model.coef_.T, rtol=2**-10, atol=1e-6)
    assert np.allclose(read_back.bias, model.intercept_, rtol=1e-6)
    assert read_back.weights.dtype == read_back.bias.dtype == np.float32


def test_what_was_taught_is_told(trained, read_back):
    _, _, (rows, classes, _) = trained
    told = [max(shares, key=shares.get) for shares in map(read_back.probabilities, rows)]
    right = sum(one == other for one, other in zip(told, classes, strict=True))
    assert right >= 0.9 * len(rows)


def test_features_rarer_than_three_fillings_are_left_out(trained):
    vectors, _, (rows, _, _) = trained
    often = {name: sum(name in row for row in rows) for name in vectors.get_feature_names_out()}
    assert min(often.values()) >= build.FEWEST


def test_every_phrasing_weighs_the_same_however_often_it_is_filled():
    rows = [{"a": 1.0}] * 12 + [{"b": 1.0}] * 3
    _, once = build.fitted(rows, ["x"] * 12 + ["y"] * 3, [0] * 12 + [1] * 3)
    assert once.intercept_ == pytest.approx(0.0, abs=1e-3)


def test_material_is_drawn_by_the_seed_and_grouped_by_phrasing():
    made = build.material(PHRASINGS, SLOTS, 7)
    assert made == build.material(PHRASINGS, SLOTS, 7)
    assert made != build.material(PHRASINGS, SLOTS, 8)
    rows, classes, groups = made
    for number, phrasing in enumerate(PHRASINGS):
        times = groups.count(number)
        assert times == (build.FILLINGS if "<" in phrasing["text"] else 2)
        assert {c for c, g in zip(classes, groups, strict=True) if g == number} == {
            phrasing["intent"]
        }
    assert len(rows) == len(classes) == len(groups)


def test_placeholders_are_filled_with_what_was_given():
    for seed in range(40):
        text = build.filled("Ai làm <TASK> của <PLAN>?", SLOTS, random.Random(seed))
        plans = [masking.PLAN, *SLOTS["<PLAN>"]]
        whole = [f"Ai làm {task} của {plan}?" for task in SLOTS["<TASK>"] for plan in plans]
        assert text in whole or text in map(build.plain, whole)
    assert build.filled("con nua khong", SLOTS, random.Random(1)) == "con nua khong"
    with pytest.raises(KeyError):
        build.filled("<NOTHING>", SLOTS, random.Random(1))


@pytest.mark.parametrize(
    ("text", "typed"),
    [("Đường số 5", "Duong so 5"), ("hiệu lực", "hieu luc"), ("", ""), ("🗓", "🗓"), ("abc", "abc")],
)
def test_typing_without_diacritics_keeps_letters_and_case(text, typed):
    assert build.plain(text) == typed


def test_cross_validation_tells_phrasings_never_seen(trained):
    _, _, made = trained
    right, loss = build.cross_validated(*made)
    assert 0.3 < right <= 1  # four classes: chance is a quarter
    assert 0 < loss < np.log(4)


def test_another_authors_phrasings_are_told_by_what_was_learnt():
    right = build.share_right(PHRASINGS[::2], PHRASINGS[1::2], SLOTS, 7)
    assert 0.3 < right <= 1


def test_the_command_reads_authors_and_writes_a_model(tmp_path, monkeypatch, capsys):
    for name, lines in (("one", PHRASINGS[::2]), ("two", PHRASINGS[1::2])):
        text = "\n".join(json.dumps(line, ensure_ascii=False) for line in lines)
        (tmp_path / f"{name}.jsonl").write_text(f"{text}\n\n", encoding="utf-8")
    (tmp_path / "fillings.json").write_text(json.dumps(SLOTS), encoding="utf-8")
    out = tmp_path / "made" / "model.npz"
    arguments = ["--phrasings", tmp_path / "one.jsonl", tmp_path / "two.jsonl",
                 "--fillings", tmp_path / "fillings.json", "--out", out]  # fmt: skip
    monkeypatch.setattr(sys, "argv", ["intent_model", *map(str, arguments)])
    build.main()
    said = capsys.readouterr().out
    assert "20 phrasings" in said
    assert said.count("asked of") == 2
    with np.load(out) as file:
        assert bytes(file["classes"]).decode().split("\n") == sorted(
            {line["intent"] for line in PHRASINGS}
        )


# --- what is shipped ----------------------------------------------------------------------------
def test_the_shipped_model_knows_every_intent():
    known = {intent.value for intent in Intent} - {Intent.UNKNOWN.value}
    assert set(intent_model().classes) == known | {FOLLOW_UP}
    assert intent_model().weights.shape == (len(intent_model().rows), len(intent_model().classes))
    assert np.isfinite(intent_model().weights).all()


@settings(deadline=None)
@given(st.text(max_size=150))
def test_the_shipped_model_tells_probabilities_of_any_text(text):
    told = intent_model().probabilities(build.read_features(text))
    assert sum(told.values()) == pytest.approx(1.0)
    assert all(0 <= share <= 1 for share in told.values())


def test_words_behind_the_first_hundred_and_twenty_tell_nothing():
    many = " ".join(["can cu"] * 60)
    assert intents.features(many, many) == intents.features(many, f"{many} docmask het hieu luc")
