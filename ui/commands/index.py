"""Command on the search index: of which model it is, how large; another model; made anew."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Final

import typer

from kg.errors import IndexMissing, ModelError
from kg.folding import fold
from ui import labels
from ui.commands.options import AsJson, open_library
from ui.output import print_json, print_pairs, say
from ui.progress import measured

if TYPE_CHECKING:
    from search.encoder import Encoder
    from search.settings import SearchSettings
    from ui.library import Library

_SHIPPED: Final = "có sẵn"
_NONE: Final = "không dùng"
_STATES: Final = {
    "fresh": "mới nhất, khớp với thư viện",
    "stale": "cũ hơn thư viện; sẽ được cập nhật khi tìm",
    "missing": "chưa có hoặc không dùng được; sẽ được lập khi tìm",
}

Model = Annotated[
    str | None,
    typer.Option(
        "--model",
        metavar="TÊN",
        help="Mô hình tìm theo nghĩa: thư mục, tên mô hình đã có trên máy, hoặc “có sẵn”.",
    ),
]
Judge = Annotated[
    str | None,
    typer.Option(
        "--cross-encoder",
        metavar="TÊN",
        help="Mô hình chấm lại các đoạn đầu: thư mục, tên mô hình, hoặc none để bỏ.",
    ),
]


@dataclass(frozen=True, slots=True)
class _Wish:
    """What the command line asks for; None leaves the settings as they are."""

    model: str | None
    judge: str | None


def register(app: typer.Typer) -> None:
    """Add this module's command."""
    app.command("index")(index)


def index(
    context: typer.Context,
    model: Model = None,
    judge: Judge = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Lập lại toàn bộ chỉ mục.")] = False,
    as_json: AsJson = False,
) -> None:
    """Xem chỉ mục tìm kiếm; đổi mô hình tìm kiếm; lập lại chỉ mục."""
    from search import settings

    library = open_library(context)
    before = settings.load(library.folder)
    chosen = _chosen(before, _Wish(model, judge), library.folder)
    if model is not None or judge is not None:
        _check(chosen, library.folder)
        settings.save(library.folder, chosen)
        library = open_library(context)
    renewed = _needs_index(library, rebuild, changed=model is not None) and _remake(library)
    shown = _view(library, chosen) | {"rebuilt": bool(renewed)}
    if as_json:
        print_json(shown)
    else:
        print_pairs(_pairs(shown))


# --- settings -------------------------------------------------------------------------------------
def _chosen(before: "SearchSettings", wish: _Wish, folder: Path) -> "SearchSettings":
    """The settings with the model wished for; what was set for another model goes with it."""
    from msgspec.structs import replace

    chosen = before
    if wish.model is not None:
        name = None if fold(wish.model) in {"co san", "none"} else _name(wish.model, folder)
        if name != before.model:
            chosen = replace(
                chosen, query_prompt=None, passage_prompt=None, max_length=None, dimension=None
            )
        chosen = replace(chosen, model=name)
    if wish.judge is not None:
        name = None if fold(wish.judge) in {"none", "khong"} else _name(wish.judge, folder)
        chosen = replace(chosen, cross_encoder=name)
    return chosen


def _name(typed: str, folder: Path) -> str:
    """A folder as the settings keep it: relative inside the library, else whole."""
    path = Path(typed).expanduser()
    if not path.is_dir():
        return typed
    whole, home = path.resolve(), folder.resolve()
    return whole.relative_to(home).as_posix() if whole.is_relative_to(home) else str(whole)


def _check(chosen: "SearchSettings", folder: Path) -> None:
    """Load what was chosen and let it read; nothing is saved where that fails."""
    from search import cross_encoder, encoder

    model, judge = chosen.encoder(folder), chosen.second_stage(folder)
    try:
        _tell(encoder.check(model))
    except ModelError:
        if not _fetched(chosen, chosen.model, folder):
            raise
        _tell(encoder.check(model))
    if judge is None:
        return
    try:
        cross_encoder.check(judge)
    except ModelError:
        if not _fetched(chosen, chosen.cross_encoder, folder):
            raise
        cross_encoder.check(judge)


def _fetched(chosen: "SearchSettings", name: str | None, folder: Path) -> bool:
    """Whether a hub's model was downloaded now, as the settings allow."""
    from search import settings
    from search.encoders import place

    if name is None or not chosen.allow_download:
        return False
    placed = settings.placed(name, folder)
    if place.is_folder_name(placed) or Path(placed).exists():
        return False
    say(f"Đang tải mô hình “{name}” về máy…")
    place.fetch(name)
    return True


def _tell(found: "Encoder") -> None:
    """What was read from the files of a model other than the shipped one."""
    from search.encoder import TransformerEncoder

    if not isinstance(found, TransformerEncoder):
        return
    said = [f"vectơ {found.dimension} chiều"]
    if found.length:
        said.append(f"đọc tối đa {labels.figure(found.length)} từ tố mỗi đoạn")
    if found.prompts.query or found.prompts.passage:
        prompts = (repr(found.prompts.query), repr(found.prompts.passage))
        said.append("thêm {} trước câu hỏi và {} trước đoạn văn".format(*prompts))
    say(f"Mô hình dùng được: {', '.join(said)}.")
    if found.segmented:
        say(
            "Mô hình này học từ văn bản đã tách từ (“nhân_dân”); CănCứ không tách từ, "
            "nên kết quả có thể kém hơn số liệu công bố."
        )


# --- the index ------------------------------------------------------------------------------------
def _needs_index(library: "Library", wanted: bool, *, changed: bool) -> bool:
    """Whether to make the index now: wished, or of another model than the one just chosen."""
    if not library.exists() or not library.store.passage_count():
        return False
    engine = library.engine
    return wanted or (changed and (engine.stamp is None or engine.model_differs()))


def _remake(library: "Library") -> bool:
    """Make the index anew; the one in use answers until the new one is whole."""
    try:
        with measured() as tell:
            library.index.remake(tell)
    except KeyboardInterrupt:
        say("Đã dừng. Chỉ mục cũ vẫn được dùng; lập lại bằng lệnh: cancu index --rebuild.")
        raise typer.Exit(1) from None
    return True


def _view(library: "Library", chosen: "SearchSettings") -> dict[str, Any]:
    return {
        "model": chosen.model,
        "cross_encoder": chosen.cross_encoder,
        "rerank": chosen.rerank,
        "index": _index_view(library),
    }


def _index_view(library: "Library") -> dict[str, Any]:
    """The index in use. bytes: on disk. model: the one that made it, None for the shipped one."""
    from search import generations

    none = {"state": "missing", "model": None, "model_differs": False, "passages": 0, "bytes": 0}
    engine = library.engine
    stamp = engine.stamp if library.exists() else None
    if stamp is None:
        return none
    try:
        generation = generations.current(library.index_folder)
        facts = generations.manifest(generation)
    except IndexMissing:
        return none
    return {
        "state": "fresh" if stamp == library.store.stamp else "stale",
        "model": facts.get("model"),
        "model_differs": engine.model_differs(),
        "passages": len(engine),
        "bytes": sum(file.stat().st_size for file in generation.rglob("*") if file.is_file()),
    }


def _pairs(shown: dict[str, Any]) -> list[tuple[str, object]]:
    found = shown["index"]
    if shown["rebuilt"]:
        say("Đã lập chỉ mục mới.")
    judge = shown["cross_encoder"]
    pairs: list[tuple[str, object]] = [
        ("Mô hình đã chọn", shown["model"] or _SHIPPED),
        ("Mô hình chấm lại", f"{judge} ({shown['rerank']} đoạn đầu)" if judge else _NONE),
        ("Chỉ mục", _STATES[found["state"]]),
    ]
    if found["state"] == "missing":
        return pairs
    pairs += [
        ("Số đoạn", labels.figure(found["passages"])),
        ("Dung lượng", f"{labels.figure(round(found['bytes'] / 1e6, 1))} MB"),
    ]
    if found["model_differs"]:
        pairs += [
            ("Chỉ mục được lập bằng", found["model"] or _SHIPPED),
            ("Cần làm", "lập lại chỉ mục bằng lệnh: cancu index --rebuild"),
        ]
    return pairs
