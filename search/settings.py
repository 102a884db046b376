"""What a library's users chose for search: search.json in the library's folder.

    {"model": "mo-hinh/multilingual-e5-small", "cross_encoder": null, "rerank": 50,
     "query_prompt": null, "passage_prompt": null, "max_length": null, "dimension": null,
     "allow_download": false}

No file: the shipped model alone. Folders named without a root are looked for in the library's
folder, so that a library can be moved with its models.
"""

import os
import tempfile
from pathlib import Path
from typing import Annotated

import msgspec

from kg.errors import LibraryError
from search.encoders.reference import ModelReference

FILE = "search.json"

_Name = Annotated[str, msgspec.Meta(min_length=1, max_length=1000)]
_Text = Annotated[str, msgspec.Meta(max_length=2000)]
_Length = Annotated[int, msgspec.Meta(ge=8, le=100_000)]
_Dimension = Annotated[int, msgspec.Meta(ge=8, le=100_000)]


class SearchSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Choices for search; None where the shipped model or the model's own files decide.

    model, cross_encoder: folder or hub name. rerank: passages that the cross-encoder reads.
    query_prompt, passage_prompt: text put before each; "" for none. max_length: tokens read.
    dimension: numbers kept of a vector. allow_download: whether `cancu index` may fetch a model
    of the hub; nothing else ever does.
    """

    model: _Name | None = None
    cross_encoder: _Name | None = None
    rerank: Annotated[int, msgspec.Meta(ge=1, le=1000)] = 50
    query_prompt: _Text | None = None
    passage_prompt: _Text | None = None
    max_length: _Length | None = None
    dimension: _Dimension | None = None
    allow_download: bool = False

    def encoder(self, folder: Path) -> str | None:
        """The encoder as `search.encoder.load` takes it, for a library in `folder`."""
        if self.model is None:
            return None
        reference = ModelReference(
            placed(self.model, folder),
            query=self.query_prompt,
            passage=self.passage_prompt,
            length=self.max_length,
            dimension=self.dimension,
        )
        return str(reference)

    def second_stage(self, folder: Path) -> str | None:
        """The cross-encoder as `search.cross_encoder.load` takes it; None for none."""
        if self.cross_encoder is None:
            return None
        return str(ModelReference(placed(self.cross_encoder, folder), top=self.rerank))


def placed(name: str, folder: Path) -> str:
    """A model's name, a relative folder made absolute where the library has it."""
    inside = folder / Path(name).expanduser()
    return str(inside.resolve()) if inside.is_dir() or name.startswith((".", "~")) else name


def load(folder: Path) -> SearchSettings:
    """The settings of the library in `folder`. Raises LibraryError where the file is no such."""
    file = folder / FILE
    try:
        return msgspec.json.decode(file.read_bytes(), type=SearchSettings)
    except FileNotFoundError:
        return SearchSettings()
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise LibraryError(
            f"Tệp cài đặt tìm kiếm “{file}” không đúng ({error}).",
            "Hãy sửa tệp, hoặc xóa nó để dùng lại mô hình có sẵn.",
        ) from error
    except OSError as error:
        raise LibraryError(f"Không đọc được “{file}” ({error.strerror}).") from error


def save(folder: Path, settings: SearchSettings) -> None:
    """Write the settings, whole or not at all. Raises LibraryError where that fails."""
    written = msgspec.json.format(msgspec.json.encode(settings), indent=1) + b"\n"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _replace(folder / FILE, written)
    except OSError as error:
        raise LibraryError(f"Không ghi được “{folder / FILE}” ({error.strerror}).") from error


def _replace(file: Path, content: bytes) -> None:
    handle, draft = tempfile.mkstemp(prefix=f"{file.name}.", dir=file.parent)
    try:
        with os.fdopen(handle, "wb") as data:
            data.write(content)
            data.flush()
            os.fsync(data.fileno())
        Path(draft).replace(file)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
