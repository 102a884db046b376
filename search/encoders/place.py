"""Where a model lies on this computer, and whether all of it is there.

Nothing here asks another computer, unless `fetch` is called. A hub name means the copy in the
local cache of huggingface_hub; a model is looked over before a library spends minutes on it,
so that half a copy is told as such.
"""

import json
import os
import struct
from pathlib import Path
from typing import Any

from kg.errors import ModelError

_WEIGHTS = ("model.safetensors", "pytorch_model.bin")
_SHARDS = ("model.safetensors.index.json", "pytorch_model.bin.index.json")
_CONFIGS = ("modules.json", "config.json", "config_sentence_transformers.json")
_BACK = (
    'Trở lại mô hình đi kèm: cancu index --model "có sẵn"; '
    "bỏ mô hình chấm lại: cancu index --cross-encoder none."
)
_DOWNLOADED = ("*.json", "*.txt", "*.model", "*.safetensors", "*.bpe", "*.bin", "*int8*.onnx")


def is_folder_name(name: str) -> bool:
    """Whether a name can only be a folder, not "owner/model" of a hub."""
    path = Path(name)
    return path.is_absolute() or name.startswith((".", "~")) or "\\" in name


def find(name: str) -> Path:
    """The folder of a model named by folder or hub name. Raises ModelError where it isn't here."""
    folder = Path(name).expanduser()
    if folder.is_dir():
        return folder
    if folder.exists():
        raise ModelError(f"“{name}” là một tệp; hãy nêu thư mục của mô hình.")
    if is_folder_name(name):
        raise ModelError(f"Không có thư mục mô hình “{name}”.", f"Hãy kiểm tra đường dẫn. {_BACK}")
    cached = _cached(name)
    if cached is None:
        raise ModelError(
            f"Máy này chưa có mô hình “{name}”; chương trình không tự tải từ internet.",
            "Hãy chép thư mục mô hình vào máy rồi nêu đường dẫn, hoặc cho phép tải bằng "
            f'"allow_download": true trong search.json. {_BACK}',
        )
    return cached


def _cached(name: str) -> Path | None:
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import HFValidationError, LocalEntryNotFoundError

    try:
        return Path(snapshot_download(name, local_files_only=True))
    except (LocalEntryNotFoundError, HFValidationError, OSError, ValueError):
        return None


def fetch(name: str) -> Path:
    """Download a model of the hub into the local cache: only where the user allowed it.

    Raises ModelError where it cannot be had.
    """
    from huggingface_hub import constants, snapshot_download

    constants.HF_HUB_OFFLINE = False
    try:
        return Path(snapshot_download(name, allow_patterns=list(_DOWNLOADED)))
    except Exception as error:  # whatever the network, the hub or the disk says
        raise ModelError(
            f"Không tải được mô hình “{name}” ({type(error).__name__}).",
            "Hãy kiểm tra kết nối và tên mô hình, hoặc chép thư mục mô hình vào máy.",
        ) from error
    finally:
        constants.HF_HUB_OFFLINE = True


def keep_offline() -> None:
    """Let no library that loads models ask a hub, also where it is loaded already."""
    os.environ["HF_HUB_OFFLINE"] = "1"
    os.environ["TRANSFORMERS_OFFLINE"] = "1"
    os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
    from huggingface_hub import constants

    constants.HF_HUB_OFFLINE = True


def facts(file: Path) -> dict[str, Any]:
    """The object in a model's JSON file, empty where there is none.

    Raises ModelError if the file is damaged.
    """
    found = _json(file)
    if found is not None and not isinstance(found, dict):
        raise half_copied(file)
    return found or {}


def modules(folder: Path) -> list[dict[str, Any]]:
    """The modules that sentence-transformers lists, empty where it lists none.

    Raises ModelError if the list is damaged.
    """
    file = folder / "modules.json"
    found = _json(file)
    if found is None:
        return []
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise half_copied(file)
    return found


def _json(file: Path) -> object:
    if not file.is_file():
        return None
    try:
        found: object = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise half_copied(file) from error
    return found


def is_model(folder: Path) -> bool:
    """Whether a folder looks like a model at all: nobody's whole disk is read for a digest."""
    return any((folder / name).is_file() for name in _CONFIGS)


def check(folder: Path) -> None:
    """Raises ModelError where a folder is no model, lacks files or would run foreign code."""
    if not is_model(folder):
        raise ModelError(
            f"Thư mục “{folder}” không phải là một mô hình.",
            "Thư mục mô hình có tệp modules.json hoặc config.json.",
        )
    listed = modules(folder)
    if not all(str(one.get("type", "")).startswith("sentence_transformers.") for one in listed):
        raise foreign_code(folder)  # other modules run code that came with the model
    for module in listed:
        part = folder / str(module.get("path", ""))
        needs_folder = module.get("path") and not str(module.get("type")).endswith("Normalize")
        if needs_folder and not part.is_dir():
            raise half_copied(part)
    _check_weights(_main_part(folder, listed))


def _main_part(folder: Path, listed: list[dict[str, Any]]) -> Path:
    """The folder with the weights: the first module's, mostly the model's own."""
    return folder / str(listed[0].get("path", "")) if listed else folder


def _check_weights(part: Path) -> None:
    for name in _SHARDS:
        shards = facts(part / name).get("weight_map", {})
        for shard in sorted({str(shard) for shard in shards.values()}):
            _check_file(part / shard)
        if shards:
            return
    present = [part / name for name in _WEIGHTS if (part / name).exists()]
    if present:
        _check_file(present[0])
    elif any((part / name).is_file() for name in ("config.json", "tokenizer.json")):
        raise half_copied(part / _WEIGHTS[0])


def _check_file(file: Path) -> None:
    """A file that is there, and as long as its own header says (safetensors)."""
    if not file.is_file() or file.stat().st_size < 8:
        raise half_copied(file)
    if file.suffix != ".safetensors":
        return
    size = file.stat().st_size
    with file.open("rb") as data:
        (length,) = struct.unpack("<Q", data.read(8))
        try:
            tensors = json.loads(data.read(min(length, size)))
        except ValueError as error:
            raise half_copied(file) from error
    ends = [one["data_offsets"][1] for key, one in tensors.items() if key != "__metadata__"]
    if size != 8 + length + max(ends, default=0):
        raise half_copied(file)


def weight_bytes(folder: Path) -> int:
    """Bytes that a model's weights take as 4-byte floats, by its files on disk."""
    part = _main_part(folder, modules(folder))
    files = [
        file
        for file in part.iterdir()
        if file.suffix in {".safetensors", ".bin"} and file.is_file()
    ]
    kept = [file for file in files if file.suffix == ".safetensors"] or files
    config = facts(part / "config.json")
    halves = str(config.get("dtype") or config.get("torch_dtype") or "").endswith("16")
    return sum(file.stat().st_size for file in kept) * (2 if halves else 1)


def half_copied(file: Path) -> ModelError:
    """The error that names the file that is missing or damaged."""
    return ModelError(
        f"Mô hình ở “{file.parent}” chép chưa đủ: tệp “{file.name}” thiếu hoặc hỏng.",
        "Hãy chép lại toàn bộ thư mục mô hình.",
    )


def foreign_code(folder: Path) -> ModelError:
    """The error for a model that works only with code of its own."""
    return ModelError(
        f"Mô hình “{folder}” đòi chạy mã lệnh kèm theo nó (trust_remote_code); "
        "CănCứ không chạy mã lạ.",
        "Hãy chọn mô hình khác.",
    )
