"""Models of a few thousand numbers, made on the spot: nothing is downloaded."""

import json
from pathlib import Path

import numpy as np

WORDS = (
    "query passage : hỏi trả lời kinh phí phòng nội vụ thực hiện kế hoạch chuyển đổi số xã tỉnh "
    "cải cách hành chính nhà nước thuế đất đai giáo dục y tế một hai ba bốn năm sáu bảy tám"
).split()
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
WIDTH = 32


def tokenizer(**named):
    """Whole words, between [CLS] and [SEP]."""
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import PreTrainedTokenizerFast

    ids = {word: at for at, word in enumerate([*SPECIAL, *dict.fromkeys(WORDS)])}
    made = Tokenizer(models.WordLevel(ids, "[UNK]"))
    made.pre_tokenizer = pre_tokenizers.Sequence(
        [pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Punctuation()]
    )
    made.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]",
        pair="[CLS] $A [SEP] $B:1 [SEP]:1",
        special_tokens=[("[CLS]", ids["[CLS]"]), ("[SEP]", ids["[SEP]"])],
    )
    signs = dict(zip(("pad", "unk", "cls", "sep", "mask"), SPECIAL, strict=True))
    return PreTrainedTokenizerFast(
        tokenizer_object=made,
        model_max_length=64,
        **{f"{name}_token": written for name, written in signs.items()},
        **named,
    )


def config(**changes):
    from transformers import BertConfig

    return BertConfig(
        vocab_size=len(tokenizer()),
        hidden_size=WIDTH,
        num_hidden_layers=2,
        num_attention_heads=4,
        intermediate_size=48,
        max_position_embeddings=64,
        # Far from the usual start: vectors of different texts shall differ.
        initializer_range=0.5,
        **changes,
    )


def bert(folder: Path, seed: int = 1) -> Path:
    """A random BERT and its tokenizer, as transformers saves them."""
    import torch
    from transformers import BertModel

    torch.manual_seed(seed)
    BertModel(config()).save_pretrained(folder)
    tokenizer().save_pretrained(folder)
    return folder


def encoder(folder: Path, *, pooling="mean", normalize=True, prompts=None, default=None, seed=1):
    """A sentence-transformers model of 32 numbers that reads 16 tokens; its folder."""
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer

    bert(folder / "raw", seed)
    parts = [Transformer(str(folder / "raw"), max_seq_length=16), Pooling(WIDTH, pooling)]
    model = SentenceTransformer(
        modules=parts + [Normalize()] * normalize,
        device="cpu",
        prompts=prompts,
        default_prompt_name=default,
    )
    model.save(str(folder / "model"), create_model_card=False)
    return folder / "model"


def vectors_by_hand(folder: Path, texts: list[str], *, pooling="mean", length=16):
    """What the encoder of `folder` must give, by transformers alone; unit length."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    model, words = AutoModel.from_pretrained(folder), AutoTokenizer.from_pretrained(folder)
    found = []
    for text in texts:
        read = words(text, truncation=True, max_length=length, return_tensors="pt")
        with torch.no_grad():
            states = model(**read).last_hidden_state[0].double().numpy()
        vector = states[0] if pooling == "cls" else states.mean(axis=0)
        found.append(vector / np.linalg.norm(vector))
    return np.array(found)


def static(folder: Path, dimension: int = 24, *, model2vec: bool = False) -> Path:
    """A StaticEmbedding; by the list of modules, or as model2vec alone writes it."""
    from safetensors.numpy import save_file
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import StaticEmbedding

    words = tokenizer()._tokenizer
    rows = np.random.default_rng(3).standard_normal((words.get_vocab_size(), dimension))
    if not model2vec:
        model = SentenceTransformer(modules=[StaticEmbedding(words, rows.astype(np.float32))])
        model.save(str(folder), create_model_card=False)
        return folder
    folder.mkdir(parents=True)
    words.save(str(folder / "tokenizer.json"))
    save_file({"embeddings": rows.astype(np.float32)}, folder / "model.safetensors")
    facts = {"model_type": "model2vec", "architectures": ["StaticModel"], "normalize": True}
    (folder / "config.json").write_text(json.dumps(facts), "utf-8")
    return folder


def cross_encoder(folder: Path, *, labels: int = 1, seed: int = 4, typed: bool = True) -> Path:
    """A random BERT that scores pairs of texts, as sentence-transformers saves it.

    typed: whether its tokenizer numbers the two texts of a pair.
    """
    import torch
    from sentence_transformers import CrossEncoder
    from transformers import BertForSequenceClassification

    torch.manual_seed(seed)
    BertForSequenceClassification(config(num_labels=labels)).save_pretrained(folder / "raw")
    names = ["input_ids", "attention_mask"] + ["token_type_ids"] * typed
    tokenizer(model_input_names=names).save_pretrained(folder / "raw")
    model = CrossEncoder(str(folder / "raw"), device="cpu", max_length=24)
    model.save_pretrained(str(folder / "model"))
    return folder / "model"
