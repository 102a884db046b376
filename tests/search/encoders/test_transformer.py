"""Any sentence-transformers model: its own prompts, length, pooling; checked by transformers."""

import json
import socket
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from kg.errors import ModelError
from kg.model import Passage
from search import encoder
from search.encoders.batches import batches
from search.encoders.reference import ModelReference
from search.encoders.transformer import TransformerEncoder, passage_text
from tests.search import tiny_models

pytest.importorskip("sentence_transformers")

QUESTIONS = ["kinh phí thực hiện", "phòng nội vụ", "cải cách hành chính nhà nước " * 9]
PASSAGES = [
    Passage("a#1", "a", ("Kế hoạch", "kinh phí"), "kinh phí thực hiện một hai ba", 1, 1),
    Passage("a#2", "a", ("y tế",), "giáo dục " * 30, 1, 1, title="kế hoạch tỉnh"),
    Passage("a#3", "a", (), "thuế", 1, 1),
]
PROMPTS = {"query": "hỏi : ", "passage": "passage : "}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("models")


@pytest.fixture(scope="module")
def prompted(folder):
    return tiny_models.encoder(folder / "prompted", prompts=PROMPTS)


@pytest.fixture(scope="module")
def plain(folder):
    return tiny_models.encoder(folder / "plain", pooling="cls", normalize=False)


def by_hand(model, texts, prompt="", **how):
    return tiny_models.vectors_by_hand(
        model.parent / "raw", [prompt + text for text in texts], **how
    )


def test_the_models_own_prompts_stand_before_questions_and_passages(prompted):
    found = encoder.load(str(prompted))
    np.testing.assert_allclose(
        found.queries(QUESTIONS), by_hand(prompted, QUESTIONS, "hỏi : "), atol=1e-5
    )
    texts = [passage_text(one, 16) for one in PASSAGES]
    expected = by_hand(prompted, texts, "passage : ")
    np.testing.assert_allclose(found.passages(PASSAGES), expected, atol=1e-5)
    assert np.abs(expected - by_hand(prompted, texts)).max() > 0.01  # the prompt tells


def test_a_model_without_normalisation_and_with_another_pooling_gives_unit_vectors(plain):
    found = encoder.load(str(plain)).queries(QUESTIONS)
    np.testing.assert_allclose(found, by_hand(plain, QUESTIONS, pooling="cls"), atol=1e-5)
    np.testing.assert_allclose(np.linalg.norm(found, axis=1), 1, atol=1e-5)


def test_the_default_prompt_serves_both_where_neither_is_named(folder):
    model = tiny_models.encoder(folder / "default", prompts={"both": "trả lời "}, default="both")
    facts = json.loads((model / "config_sentence_transformers.json").read_text("utf-8"))
    facts["prompts"] = {"both": "trả lời "}  # as versions before 5 wrote it
    (model / "config_sentence_transformers.json").write_text(json.dumps(facts), "utf-8")
    found = encoder.load(str(model))
    np.testing.assert_allclose(
        found.queries(QUESTIONS), by_hand(model, QUESTIONS, "trả lời "), atol=1e-5
    )
    assert found.prompts.passage == "trả lời "


def test_a_known_family_that_ships_no_prompts_gets_those_of_its_paper(folder):
    made = tiny_models.encoder(folder / "family")
    model = made.rename(made.parent / "multilingual-e5-small")
    found = encoder.load(str(model))
    np.testing.assert_allclose(
        found.queries(QUESTIONS), by_hand(model, QUESTIONS, "query: "), atol=1e-5
    )
    assert found.prompts.passage == "passage: "


def as_of_2021(model):
    """Rewrite a model's folder as sentence-transformers 2 wrote it: what most of the hub holds."""
    import torch
    from safetensors.torch import load_file

    kinds = ("Transformer", "Pooling", "Normalize")
    paths = ("", "1_Pooling", "2_Normalize")
    written = {
        "modules.json": [
            {
                "idx": at,
                "name": str(at),
                "path": path,
                "type": f"sentence_transformers.models.{kind}",
            }
            for at, (kind, path) in enumerate(zip(kinds, paths, strict=True))
        ],
        "sentence_bert_config.json": {"max_seq_length": 16, "do_lower_case": False},
        "config_sentence_transformers.json": {"__version__": {"sentence_transformers": "2.2.2"}},
        "1_Pooling/config.json": {
            "word_embedding_dimension": 32,
            "pooling_mode_cls_token": False,
            "pooling_mode_mean_tokens": True,
            "pooling_mode_max_tokens": False,
            "pooling_mode_mean_sqrt_len_tokens": False,
        },
    }
    for name, facts in written.items():
        (model / name).write_text(json.dumps(facts), "utf-8")
    torch.save(load_file(model / "model.safetensors"), model / "pytorch_model.bin")
    (model / "model.safetensors").unlink()


def test_a_folder_of_2021_is_read_alike(folder):
    made = tiny_models.encoder(folder / "old")
    model = made.rename(made.parent / "multilingual-e5-base")
    as_of_2021(model)
    found = encoder.load(str(model))
    assert found.length == 16
    np.testing.assert_allclose(
        found.queries(QUESTIONS), by_hand(model, QUESTIONS, "query: "), atol=1e-5
    )
    texts = [passage_text(one, 16) for one in PASSAGES]
    np.testing.assert_allclose(
        found.passages(PASSAGES), by_hand(model, texts, "passage: "), atol=1e-5
    )


def test_numbers_of_half_precision_are_read_as_whole_ones(folder):
    import torch
    from transformers import AutoModel

    model = tiny_models.encoder(folder / "half")
    AutoModel.from_pretrained(model).to(torch.bfloat16).save_pretrained(model)
    AutoModel.from_pretrained(model, dtype="float32").save_pretrained(model.parent / "raw")
    found = encoder.load(str(model)).queries(QUESTIONS)
    np.testing.assert_allclose(found, by_hand(model, QUESTIONS), atol=1e-5)


def test_a_folder_of_transformers_alone_is_read_by_the_mean(folder):
    model = tiny_models.bert(folder / "bare")
    found = encoder.load(str(model))
    expected = tiny_models.vectors_by_hand(model, QUESTIONS, length=64)
    np.testing.assert_allclose(found.queries(QUESTIONS), expected, atol=1e-5)


def test_the_users_settings_come_before_the_models_files(prompted):
    found = encoder.load(f"{prompted}?query=&passage=tỉnh+&length=8&dimension=8")
    whole = by_hand(prompted, QUESTIONS, length=8)[:, :8]
    whole /= np.linalg.norm(whole, axis=1, keepdims=True)
    np.testing.assert_allclose(found.queries(QUESTIONS), whole, atol=1e-5)
    assert found.prompts.passage == "tỉnh "
    assert found.dimension == 8


def test_length_of_the_model_is_its_files_and_never_stretched(prompted):
    assert TransformerEncoder(ModelReference(str(prompted))).length == 16
    assert TransformerEncoder(ModelReference(str(prompted), length=5000)).length == 16


def test_the_order_of_passages_does_not_change_their_vectors(prompted):
    many = [
        Passage(f"a#{at}", "a", ("mục",), " ".join(tiny_models.WORDS[: 1 + at % 9]), 1, 1)
        for at in range(150)
    ]
    done = []
    model = encoder.load(str(prompted))
    forward = model.passages(many, done.append)
    order = np.random.default_rng(2).permutation(len(many))
    shuffled = model.passages([many[at] for at in order])
    np.testing.assert_allclose(shuffled, forward[order], atol=1e-5)
    assert sum(done) == len(many)
    assert len(done) > 1


def test_several_threads_may_ask_at_once(prompted):
    model = encoder.load(str(prompted))
    queries = [" ".join(tiny_models.WORDS[at : at + 3 + at % 20]) for at in range(24)]
    expected = model.queries(queries)
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda query: model.queries([query])[0], queries))
    np.testing.assert_allclose(found, expected, atol=1e-5)


def test_every_text_is_in_one_batch_and_long_texts_in_small_ones():
    lengths = [10, 90_000, 300, 5, 2_000] * 40
    found = list(batches(lengths, 512))
    assert sorted(np.concatenate(found).tolist()) == list(range(200))
    assert max(len(rows) * min(512, max(lengths[row] for row in rows)) for rows in found) < 40_000
    assert [len(rows) for rows in batches([90_000] * 3, None)] == [1, 1, 1]
    assert list(batches([], 512)) == []


def test_title_and_heading_of_a_long_passage_are_read():
    title, heading = "tên " * 50, "mục " * 50
    text = passage_text(Passage("a", "a", (heading,), "lời " * 500, 1, 1, title=title), 40)
    assert text.split()[:20] == ["tên"] * 10 + ["mục"] * 10
    assert passage_text(Passage("a", "a", ("b",), "c", 1, 1, title="b"), None) == "b\nc"


@pytest.mark.parametrize("empty", ["", "  \n"])
def test_questions_without_content_are_zero(prompted, empty):
    vectors = encoder.load(str(prompted)).queries([empty, "kinh phí", "\ud800"])
    assert not vectors[0].any()
    assert vectors[1].any()
    assert encoder.load(str(prompted)).queries([]).shape == (0, 32)
    assert encoder.load(str(prompted)).passages([]).shape == (0, 32)


@pytest.mark.parametrize("model2vec", [False, True])
def test_static_models_of_others(folder, model2vec):
    model = tiny_models.static(folder / f"static-{model2vec}", model2vec=model2vec)
    found = encoder.load(str(model))
    from safetensors.numpy import load_file

    (rows,) = load_file(model / "model.safetensors").values()
    words = tiny_models.tokenizer()._tokenizer
    expected = [
        rows[words.encode(text, add_special_tokens=False).ids].mean(0) for text in QUESTIONS
    ]
    np.testing.assert_allclose(
        found.queries(QUESTIONS), encoder.unit(np.array(expected)), atol=1e-5
    )
    assert found.dimension == 24
    assert found.length is None
    assert encoder.load(f"{model}?length=8&dimension=16").queries(QUESTIONS).shape == (3, 16)


def test_more_numbers_than_the_model_gives_are_refused(prompted):
    with pytest.raises(ModelError, match="32 chiều"):
        encoder.load(f"{prompted}?dimension=64")


def test_another_prompt_length_or_dimension_is_another_model(prompted, plain):
    names = ["", "?query=a", "?length=8", "?dimension=8"]
    assert len({encoder.fingerprint(f"{prompted}{name}") for name in names}) == len(names)
    assert encoder.fingerprint(str(prompted)) != encoder.fingerprint(str(plain))
    assert encoder.fingerprint(f"{prompted}?query=hỏi+:+") == encoder.fingerprint(str(prompted))


def test_no_other_computer_is_asked(prompted, monkeypatch):
    asked = []
    monkeypatch.setattr(socket.socket, "connect", lambda _, place: asked.append(place))
    monkeypatch.setattr(socket, "getaddrinfo", lambda *place, **_: asked.append(place))
    TransformerEncoder(ModelReference(str(prompted))).queries(["kinh phí"])
    with pytest.raises(ModelError, match="không tự tải"):
        encoder.load("owner/not-in-the-cache")
    assert asked == []
