"""The network that judges damaged tokens by their neighbours, and the damage it learns from."""

import json
import math
import random
import zlib

import numpy as np
import pytest

import corpus
from corpus.build.repair_channel import Channel
from corpus.build.repair_damage import Damage, aligned, damaged, labels
from ingest.repair import context
from ingest.repair.context import ContextModel, gram_rows, load_context, shape
from ingest.repair.syllables import load_model

LINE = "Can cit Luat T6 chitc chinh quyén dia phwong".split()


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """An untrained network, as torch holds it and as it is read back from its file."""
    training = pytest.importorskip("corpus.build.repair_context_training")
    training.torch.manual_seed(3)
    words = ["<p>", "<n>", "<unk>", "<c>", "luật", "tổ", "chức", "địa", "phương"]
    network = training.Network(len(words))
    path = tmp_path_factory.mktemp("network") / "context.npz"
    training.write(network, words, path, {"steps": 0, "seed": 3})
    with np.load(path) as file:
        arrays = {name: file[name] for name in file.files}
    facts = json.loads(arrays.pop("facts").tobytes().decode())
    return training, network, ContextModel(arrays, facts)


def test_numpy_reads_what_torch_wrote(drawn):
    training, network, model = drawn
    bags, places = training.Grams(LINE).bags(np.arange(len(LINE), dtype=np.int32)[None])
    wanted = training.torch.ones((1, len(LINE)), dtype=training.torch.bool)
    with training.torch.no_grad():
        odds = network.out(network(bags, places, wanted))
        expected = training.functional.log_softmax(odds, -1).numpy()
    found = np.array(model.scores(LINE, [model.words] * len(LINE)))
    assert np.abs(found - expected).max() < 0.05  # int8 against float32


def test_the_sampled_softmax_is_the_whole_one_where_all_words_are_at_hand(drawn):
    training, network, _ = drawn
    torch = training.torch
    hidden, wanted = torch.randn(20, training.LAST), torch.randint(0, 9, (20,))
    whole = training.functional.cross_entropy(network.out(hidden), wanted)
    assert torch.isclose(network.loss(hidden, wanted), whole, atol=1e-5)


def test_probabilities_of_the_whole_vocabulary_add_up_to_one(drawn):
    model = drawn[2]
    for row in model.scores(LINE, [model.words] * len(LINE)):
        assert sum(map(math.exp, row)) == pytest.approx(1.0, abs=1e-4)


def test_long_text_is_judged_in_chunks_as_if_it_were_one(drawn, monkeypatch):
    model = drawn[2]
    tokens = [f"{word}{i % 7}" for i in range(30) for word in LINE]
    candidates = [["luật", "địa phương"]] * len(tokens)
    whole = model.scores(tokens, candidates)
    monkeypatch.setattr(context, "CHUNK", 37)
    model.scores([], [])  # what the last call left is used again for the same tokens
    assert np.allclose(model.scores(tokens, candidates), whole, atol=1e-4)


def test_tokens_without_candidates_and_unknown_words(drawn):
    model = drawn[2]
    assert model.scores([], []) == []
    empty, known = model.scores(["sé", ","], [[], ["qwz", "<unk>", "tổ chức", "tổ"]])
    assert empty == []
    assert known[0] == known[1]
    assert known[2] == known[3]
    assert model.scores([""], [["luật"]])[0][0] < 0


def test_a_figure_stands_for_the_most_probable_word_or_for_itself(drawn):
    model = drawn[2]
    rows = model.scores(LINE, [model.words] * len(LINE))
    best = [model.words[int(np.argmax(row))] for row in rows]
    expected = ["" if word[0] == "<" else word for word in best]
    assert model.stands_for(LINE, range(len(LINE)), sure=1e-6) == expected
    assert model.stands_for(LINE, [3, 1], sure=0.999) == ["", ""]
    assert model.stands_for(LINE, []) == []


@pytest.mark.parametrize(
    ("line", "place", "candidates", "right"),
    [
        ("dai dién td chitc chinh tri", 2, ["tờ", "tổ", "tô"], "tổ"),
        ("tai td trinh cua So Noi vu", 1, ["tổ", "tờ", "tô"], "tờ"),
        ("lam viéc 6 nuéc ngoai", 2, ["<n>", "số", "ở"], "ở"),
        ("trong thoi han 6 thang ké tir", 3, ["ở", "số", "<n>"], "<n>"),
    ],
)
def test_the_shipped_network_reads_on_both_sides(line, place, candidates, right):
    tokens = line.split()
    model = load_context()
    assert model is not None
    wanted = [candidates if i == place else [] for i in range(len(tokens))]
    scores = model.scores(tokens, wanted)[place]
    assert candidates[int(np.argmax(scores))] == right
    assert model.stands_for(tokens, [place], 0.8) == [right if right[0] != "<" else ""]


def test_odds_and_scores_of_one_token_differ_by_the_same_everywhere(drawn):
    model = drawn[2]
    scores = model.scores(LINE, [["luật", "tổ"]] * len(LINE))
    places = np.repeat(np.arange(len(LINE)), 2)
    words = np.tile([model.index["luật"], model.index["tổ"]], len(LINE))
    odds = model.odds(LINE, places, words).reshape(-1, 2)
    expected = [row[0] - row[1] for row in scores]
    assert np.allclose(odds[:, 0] - odds[:, 1], expected, atol=1e-4)


def test_without_its_file_there_is_no_network(monkeypatch, tmp_path):
    load_context.cache_clear()
    monkeypatch.setattr(corpus, "path", lambda *_: tmp_path / "none.npz")
    assert load_context() is None
    load_context.cache_clear()


@pytest.mark.parametrize(
    ("token", "seen"),
    [("Quyét", "^quyét"), ("ludt", "ludt"), ("QUYET", "QUYET"), ("19/2025", "00/0000")],
)
def test_what_the_network_sees_of_a_token(token, seen):
    assert shape(token) == seen


def test_rows_of_ngrams_do_not_depend_on_the_process():
    assert gram_rows("sé", 1000) == sorted(
        [
            zlib.crc32(g.encode()) % 1000
            for g in ("=sé", "<", "s", "é", ">", "<s", "sé", "é>", "<sé", "sé>", "<sé>")
        ]
    )


def test_an_atom_is_labelled_by_the_first_word_that_begins_in_it():
    line = "Di,éu nhiémvu 12 ;"
    spans = [(0, 5, "điều"), (6, 11, "nhiệm"), (11, 13, "vụ"), (14, 16, "<n>"), (17, 18, "<p>")]
    assert labels(line, spans) == (
        ["Di", ",", "éu", "nhiémvu", "12", ";"],
        ["điều", "<c>", "<c>", "nhiệm", "<n>", "<p>"],
    )


def test_real_lines_get_the_words_of_their_truth():
    channel = Channel(load_model().confusions)
    pairs = [("Can cir Lut Ban hanh van ban", "Căn cứ Luật Ban hành văn bản")]
    tokens, found = aligned(pairs, channel)
    assert tokens == pairs[0][0].split()
    assert found == "căn cứ luật ban hành văn bản".split()


def test_drawn_damage_keeps_every_word_and_is_the_same_for_the_same_seed():
    text = "Căn cứ Luật Tổ chức chính quyền địa phương ngày 16/6/2025; theo đề nghị của Sở Nội vụ. "
    draws = [damaged(text * 40, Damage(load_model(), random.Random(5))) for _ in range(2)]
    assert draws[0] == draws[1]
    tokens, found = draws[0]
    words = [(t, w) for t, w in zip(tokens, found, strict=True) if w[0] != "<"]
    same = sum(token.lower() == word for token, word in words) / len(words)
    assert 0.02 < same < 0.25  # of the shared line pairs: 0.14
    assert sum(w == "luật" for w in found) > 30
