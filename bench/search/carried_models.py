"""Public embedding models that an ordinary Python package carries inside itself.

WordLlama (MIT; package `wordllama`, whose wheel of 19 MB holds a table of 32,000 tokens x 256 in
half precision, 16 MB, made from the token embeddings of large language models and trained on
English text; its tokenizer is Llama 2's, which spells most Vietnamese letters byte by byte). Its
texts are the mean of their tokens' rows: what sentence-transformers calls a `StaticEmbedding`. So
the package's two files are written as such a folder, and read by the code that reads any other
model that a user chooses.
"""

import json
import shutil
from pathlib import Path

_WEIGHTS = "wordllama/weights/l2_supercat_256.safetensors"
_TOKENIZER = "wordllama/tokenizers/l2_supercat_tokenizer_config.json"
_MODULE = "sentence_transformers.sentence_transformer.modules.static_embedding.StaticEmbedding"


def wordllama(packages: Path, folder: Path) -> Path:
    """A sentence-transformers folder of WordLlama's files.

    packages: where the package was put (`pip install --no-deps --target`). Raises
    FileNotFoundError where it is not there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(packages / _WEIGHTS, folder / "model.safetensors")
    shutil.copyfile(packages / _TOKENIZER, folder / "tokenizer.json")
    module = {"idx": 0, "name": "0", "path": "", "type": _MODULE}
    (folder / "modules.json").write_text(json.dumps([module]), "utf-8")
    settings = '{"prompts": {}, "default_prompt_name": null, "similarity_fn_name": "cosine"}'
    (folder / "config_sentence_transformers.json").write_text(settings, "utf-8")
    return folder
