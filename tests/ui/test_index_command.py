"""`cancu index`: what it shows, another model, what stays in use when it fails or is killed."""

import functools
import json
import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import corpus
from kg.errors import IndexMissing
from search import generations, settings
from search.encoders import place
from search.engine import Engine
from tests.search import tiny_models
from tests.ui.drafts import four_plans, library_of
from ui.library import Library

pytest.importorskip("sentence_transformers")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A library, an encoder and a cross-encoder; each test takes a copy."""
    folder = tmp_path_factory.mktemp("index")
    library_of(folder / "library", four_plans(folder / "files"))
    tiny_models.encoder(folder / "e5", prompts={"query": "hỏi : ", "document": "passage : "})
    tiny_models.cross_encoder(folder / "judge")
    return folder


@pytest.fixture
def folder(made, tmp_path):
    shutil.copytree(made / "library", tmp_path / "library")
    return tmp_path / "library"


@pytest.fixture
def cancu(folder, command):
    """Run one command line on the library; (stdout, stderr)."""
    return functools.partial(command, "--library", folder)


@pytest.fixture
def shown(cancu):
    def run(*args, expect=0):
        return json.loads(cancu("index", *args, "--json", expect=expect)[0])

    return run


def hits(folder, query="phòng cháy chữa cháy rừng"):
    return [hit["passage"] for hit in Library.at(folder).search(query)["hits"]]


def test_the_index_of_the_shipped_model_is_shown(cancu, shown, folder):
    found = shown()
    assert found["model"] is None
    assert found["rebuilt"] is False
    assert found["index"] == {
        "state": "fresh",
        "model": None,
        "model_differs": False,
        "passages": Library.at(folder).store.passage_count(),
        "bytes": sum(
            file.stat().st_size
            for file in generations.current(folder / "index").rglob("*")
            if file.is_file()
        ),
    }
    text, _ = cancu("index")
    assert "Mô hình đã chọn: có sẵn" in text
    assert "khớp với thư viện" in text
    assert not (folder / "search.json").exists()


def test_another_model_is_taken_into_use_and_the_shipped_one_again(cancu, shown, folder, made):
    before = hits(folder)
    _, told = cancu("index", "--model", made / "e5" / "model")
    assert "32 chiều" in told
    assert "hỏi" in told
    found = shown()
    assert found["model"] == str(made / "e5" / "model")
    assert found["index"]["model"] == found["model"]
    assert found["index"]["state"] == "fresh"
    assert found["index"]["model_differs"] is False
    index = Engine(folder / "index", found["model"])
    assert not index.model_differs()
    assert hits(folder)
    again = shown("--model", "có sẵn")
    assert again["rebuilt"] is True
    assert again["model"] is None
    assert hits(folder) == before
    assert shown("--model", "co san")["rebuilt"] is False


def test_a_model_inside_the_library_is_kept_by_its_relative_name(shown, folder, made):
    shutil.copytree(made / "e5" / "model", folder / "models" / "e5")
    assert shown("--model", folder / "models" / "e5")["model"] == "models/e5"
    assert json.loads((folder / "search.json").read_text("utf-8"))["model"] == "models/e5"
    assert shown()["index"]["model_differs"] is False
    assert shown("--model", "models/e5")["rebuilt"] is False


@pytest.mark.parametrize("name", ["owner/none", "./none", "files"])
def test_a_model_that_cannot_be_used_changes_nothing(cancu, shown, folder, name):
    before = (generations.current(folder / "index"), hits(folder))
    if name == "files":
        (folder / "files" / "x").mkdir(parents=True)
    failure = shown("--model", name, expect=1)
    assert failure["error"]["code"] == "model"
    assert not (folder / "search.json").exists()
    assert (generations.current(folder / "index"), hits(folder)) == before
    assert "\n" not in failure["error"]["message"]


def test_more_numbers_than_the_model_gives(cancu, folder, made):
    chosen = settings.SearchSettings(model=str(made / "e5" / "model"), dimension=64)
    settings.save(folder, chosen)
    _, told = cancu("index", "--cross-encoder", "none", expect=1)
    assert "32 chiều" in told


def test_options_of_another_model_go_with_it(shown, folder, made):
    settings.save(folder, settings.SearchSettings(query_prompt="x", dimension=99, rerank=7))
    shown("--model", made / "e5" / "model")
    found = settings.load(folder)
    assert (found.query_prompt, found.dimension, found.rerank) == (None, None, 7)


def test_fewer_numbers_by_the_settings_make_another_index(shown, folder, made):
    shown("--model", made / "e5" / "model")
    settings.save(folder, settings.SearchSettings(model=str(made / "e5" / "model"), dimension=8))
    assert shown()["index"]["model_differs"] is True
    assert hits(folder)  # the index of 32 numbers answers until another is made
    assert shown()["index"]["model"] == str(made / "e5" / "model")
    found = shown("--rebuild")
    assert found["rebuilt"] is True
    assert found["index"]["model"].endswith("?dimension=8")
    assert found["index"]["model_differs"] is False


def test_a_model_exchanged_in_its_folder_never_meets_the_vectors_of_the_old_one(
    shown, folder, made
):
    inside = shutil.copytree(made / "e5" / "model", folder / "models")
    assert shown("--model", "models")["index"]["state"] == "fresh"
    shutil.rmtree(inside)
    tiny_models.static(inside)  # 24 numbers instead of 32
    assert shown()["index"]["state"] == "missing"
    assert hits(folder)
    found = shown()["index"]
    assert (found["state"], found["model_differs"]) == ("fresh", False)


def test_a_library_moved_with_its_model_keeps_its_index(shown, folder, made):
    shutil.copytree(made / "e5" / "model", folder / "models")
    shown("--model", folder / "models")
    before = generations.current(folder / "index").name
    moved = folder.rename(folder.parent / "moved")
    library = Library.at(moved)
    assert library.search("phòng cháy chữa cháy rừng")["hits"]
    assert generations.current(moved / "index").name == before
    assert not library.engine.model_differs()


def test_a_model_exchanged_under_an_open_engine_is_noticed(shown, folder, made):
    inside = shutil.copytree(made / "e5" / "model", folder / "models")
    shown("--model", folder / "models")
    engine = Library.at(folder).engine
    assert engine.search("phòng cháy", 3)
    shutil.rmtree(inside)
    tiny_models.static(inside, 32)  # as many numbers, another meaning
    with pytest.raises(IndexMissing):
        engine.search("phòng cháy", 3)


def test_a_model_that_is_gone_is_told_with_the_way_back(cancu, shown, folder, made):
    inside = shutil.copytree(made / "e5" / "model", folder / "models")
    before = hits(folder)
    shown("--model", "models")
    shutil.rmtree(inside)
    _, told = cancu("search", "phòng cháy", expect=1)
    assert "models" in told
    assert "có sẵn" in told
    assert shown()["index"]["state"] == "missing"
    assert shown("--model", "có sẵn")["index"]["state"] == "fresh"
    assert hits(folder) == before


def test_a_cross_encoder_orders_the_hits_anew(shown, folder, made):
    found = shown("--cross-encoder", made / "judge" / "model")
    assert found["cross_encoder"] == str(made / "judge" / "model")
    assert found["rebuilt"] is False  # it needs no index of its own
    from search import cross_encoder
    from search.encoders.transformer import passage_text

    query = "kế hoạch cải cách hành chính"
    judge = cross_encoder.load(f"{found['cross_encoder']}?top=50")
    library = Library.at(folder)
    passages = list(library.store.passages(hits(folder, query)))
    scores = judge.pairs(query, [passage_text(one, None) for one in passages])
    assert len(passages) > 1
    assert sorted(scores, reverse=True) == pytest.approx(list(scores), abs=1e-5)
    assert shown("--cross-encoder", "none")["cross_encoder"] is None


def test_a_cross_encoder_is_no_encoder(shown, made, folder):
    assert (
        "cross-encoder" in shown("--model", made / "judge" / "model", expect=1)["error"]["message"]
    )
    assert shown("--cross-encoder", made / "e5" / "model", expect=1)["error"]["code"] == "model"
    assert not (folder / "search.json").exists()


def test_a_missing_index_is_said_and_made(shown, folder):
    shutil.rmtree(folder / "index")
    assert shown()["index"]["state"] == "missing"
    found = shown("--rebuild")
    assert found["rebuilt"] is True
    assert found["index"]["state"] == "fresh"


def test_without_documents_the_choice_is_kept(shown, folder, made):
    shutil.rmtree(folder)
    found = shown("--model", made / "e5" / "model")
    assert found["rebuilt"] is False
    assert found["index"]["state"] == "missing"
    assert settings.load(folder).model == str(made / "e5" / "model")


def test_damaged_settings_are_told_and_never_overwritten(cancu, folder, made):
    (folder / "search.json").write_text('{"modle": 1}', "utf-8")
    _, told = cancu("index", "--model", made / "e5" / "model", expect=4)
    assert "search.json" in told
    assert (folder / "search.json").read_text("utf-8") == '{"modle": 1}'


def test_a_model_is_downloaded_only_where_the_settings_allow_it(shown, folder, made, monkeypatch):
    asked = []

    def download(name, **options):
        if options.get("local_files_only") and not asked:
            raise FileNotFoundError(name)
        if not options.get("local_files_only"):
            asked.append(name)
        return str(made / "e5" / "model")

    monkeypatch.setattr("huggingface_hub.snapshot_download", download)
    shown("--model", "owner/tiny", expect=1)
    assert asked == []
    settings.save(folder, settings.SearchSettings(allow_download=True))
    assert shown("--model", "owner/tiny")["rebuilt"] is True
    assert asked == ["owner/tiny"]


def test_a_failed_download_is_one_sentence(monkeypatch):
    def download(name, **_):
        raise ConnectionError("no route")

    monkeypatch.setattr("huggingface_hub.snapshot_download", download)
    with pytest.raises(place.ModelError, match="Không tải được"):
        place.fetch("owner/tiny")


KILLED = """
import os, signal, sys
from search import settings
from search.encoders.static import StaticEncoder
from ui import cli
moment = sys.argv.pop(1)
def die(*_, **__): os.kill(os.getpid(), signal.SIGKILL)
if moment == "encoding":
    read = StaticEncoder.passages
    def passages(self, found, progress=None):
        return read(self, found, progress) if len(found) == 1 else die()
    StaticEncoder.passages = passages
if moment == "swapping":
    from search import generations
    generations._point = die
cli.main()
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is a POSIX signal")
@pytest.mark.parametrize("moment", ["encoding", "swapping"])
def test_killed_while_the_model_is_changed_the_old_index_answers(shown, folder, tmp_path, moment):
    other = Path(shutil.copytree(corpus.path("models", "embedding"), tmp_path / "other"))
    weights = bytearray((other / "model.safetensors").read_bytes())
    weights[-40_000] ^= 1  # another model of the shipped kind, which loads in no time
    (other / "model.safetensors").write_bytes(weights)
    before = (generations.current(folder / "index"), hits(folder))
    arguments = [moment, "--library", str(folder), "index", "--model", str(other)]
    run = subprocess.run(
        [sys.executable, "-c", KILLED, *arguments],
        cwd=corpus.path().parent,
        check=False,
        capture_output=True,
    )
    assert run.returncode == -signal.SIGKILL, run.stderr
    assert (generations.current(folder / "index"), hits(folder)) == before
    found = shown()
    assert found["index"]["state"] == "fresh"
    assert found["index"]["model"] is None
    assert found["index"]["model_differs"] is True
    assert shown("--model", other)["index"]["model_differs"] is False
    assert len(list((folder / "index").glob("gen-*"))) == 1
