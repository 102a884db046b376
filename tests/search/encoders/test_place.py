"""A model that cannot be used is told in one sentence, before minutes are spent on it."""

import json
import shutil

import pytest

from kg.errors import ModelError
from search import encoder
from search.encoders import digest, memory, place
from tests.search import tiny_models

pytest.importorskip("sentence_transformers")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return tiny_models.encoder(tmp_path_factory.mktemp("model"))


@pytest.fixture
def own(made, tmp_path):
    return shutil.copytree(made, tmp_path / "model")


def told(name):
    """The one sentence that a model is refused with; nothing else may be raised."""
    with pytest.raises(ModelError) as caught:
        encoder.load(str(name))
    assert "\n" not in caught.value.message
    assert caught.value.hint
    return caught.value.message


def test_a_folder_that_is_not_there(tmp_path):
    assert "Không có thư mục" in told(tmp_path / "none")
    assert "Không có thư mục" in told("./none")
    assert "Không có thư mục" in told("~/none-of-that-name")


def test_a_folder_that_is_no_model(tmp_path):
    (tmp_path / "notes.txt").write_text("kinh phí", "utf-8")
    assert "không phải là một mô hình" in told(tmp_path)


def test_a_folder_that_is_no_model_is_not_read_through(tmp_path, monkeypatch):
    (tmp_path / "photos.json").write_text("{}", "utf-8")
    monkeypatch.setattr(digest, "of_folder", lambda _: pytest.fail("read"))
    assert encoder.fingerprint(str(tmp_path)) == encoder.fingerprint(str(tmp_path))
    assert "không phải là một mô hình" in told(tmp_path)


def test_a_file_instead_of_a_folder(tmp_path):
    (tmp_path / "model.safetensors").write_bytes(b"x")
    with pytest.raises(ModelError, match="là một tệp"):
        encoder.load(str(tmp_path / "model.safetensors"))


@pytest.mark.parametrize(
    "name", ["owner/model", "model", "a/b/c", "ă â", "http://x/y", "owner/m.gguf"]
)
def test_a_hub_name_that_the_cache_lacks(name, tmp_path, monkeypatch):
    from huggingface_hub import constants

    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    assert "chưa có mô hình" in told(name)


def test_a_hub_name_that_the_cache_holds(made, tmp_path, monkeypatch):
    from huggingface_hub import constants

    inside = tmp_path / "models--owner--tiny"
    shutil.copytree(made, inside / "snapshots" / "0123456789abcdef0123456789abcdef01234567")
    (inside / "refs").mkdir()
    (inside / "refs" / "main").write_text("0123456789abcdef0123456789abcdef01234567", "ascii")
    monkeypatch.setattr(constants, "HF_HUB_CACHE", str(tmp_path))
    assert encoder.load("owner/tiny").dimension == 32
    assert encoder.fingerprint("owner/tiny") == encoder.fingerprint(str(made))


@pytest.mark.parametrize(
    ("name", "how"),
    [
        ("model.safetensors", "remove"),
        ("model.safetensors", "cut"),
        ("model.safetensors", "empty"),
        ("modules.json", "cut"),
        ("config.json", "cut"),
        ("config_sentence_transformers.json", "cut"),
        ("tokenizer.json", "cut"),
        ("1_Pooling", "remove"),
    ],
)
def test_half_a_copy_names_the_folder(own, name, how):
    file = own / name
    if file.is_dir():
        shutil.rmtree(file)
    elif how == "remove":
        file.unlink()
    else:
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2 if how == "cut" else 0])
    assert str(own) in told(own)


def test_a_missing_shard_is_half_a_copy(own):
    (own / "model.safetensors").rename(own / "model-00001-of-00002.safetensors")
    index = {
        "weight_map": {
            "a": "model-00001-of-00002.safetensors",
            "b": "model-00002-of-00002.safetensors",
        }
    }
    (own / "model.safetensors.index.json").write_text(json.dumps(index), "utf-8")
    assert "model-00002-of-00002.safetensors" in told(own)


def test_code_that_came_with_a_model_is_never_run(own, tmp_path):
    trap = f"open({str(tmp_path / 'ran')!r}, 'w')\n"
    (own / "custom.py").write_text(trap, "utf-8")
    modules = json.loads((own / "modules.json").read_text("utf-8"))
    modules.append({"idx": 3, "name": "3", "path": "", "type": "custom.Layer"})
    (own / "modules.json").write_text(json.dumps(modules), "utf-8")
    assert "mã lệnh" in told(own)
    assert not (tmp_path / "ran").exists()


def test_an_architecture_of_the_models_own_is_never_run(own, tmp_path):
    (own / "custom.py").write_text(f"open({str(tmp_path / 'ran')!r}, 'w')\n", "utf-8")
    config = json.loads((own / "config.json").read_text("utf-8"))
    config |= {"model_type": "own", "auto_map": {"AutoModel": "custom.M", "AutoConfig": "custom.C"}}
    (own / "config.json").write_text(json.dumps(config), "utf-8")
    assert "mã lệnh" in told(own)
    assert not (tmp_path / "ran").exists()


def test_a_model_larger_than_the_memory_is_refused_before_it_is_read(own, tmp_path, monkeypatch):
    facts = tmp_path / "meminfo"
    facts.write_text("MemTotal: 8000000 kB\nMemAvailable:   300000 kB\n", "ascii")
    monkeypatch.setattr(memory, "_MEMINFO", facts)
    assert memory.available_bytes() == 300_000 * 1024
    assert "không đủ bộ nhớ" in told(own)
    monkeypatch.setattr(memory, "_MEMINFO", tmp_path / "none")
    assert memory.available_bytes() is None
    assert encoder.load(str(own)).dimension == 32


def test_memory_that_ends_while_loading_is_told(own):
    with pytest.raises(ModelError, match="không đủ bộ nhớ"), memory.loading(own, 5):
        raise MemoryError
    with pytest.raises(ModelError, match="không đủ bộ nhớ"), memory.loading(own, 5):
        raise RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried 9 bytes")


def test_half_precision_counts_twice(own):
    once = place.weight_bytes(own)
    assert once == (own / "model.safetensors").stat().st_size
    config = json.loads((own / "config.json").read_text("utf-8"))
    config.pop("dtype", None)
    for key, times in (("dtype", 2), ("torch_dtype", 2), ("other", 1)):
        (own / "config.json").write_text(json.dumps(config | {key: "float16"}), "utf-8")
        assert place.weight_bytes(own) == times * once


@pytest.mark.parametrize("name", ["model.safetensors", "tokenizer.json", "1_Pooling/config.json"])
def test_any_changed_file_of_a_small_model_changes_its_name(own, name):
    before = digest.of_folder(own)
    data = bytearray((own / name).read_bytes())
    data[len(data) // 2] ^= 1
    (own / name).write_bytes(data)
    assert digest.of_folder(own) != before


def test_of_large_files_ends_and_blocks_are_read(tmp_path, monkeypatch):
    monkeypatch.setattr(digest, "_WHOLE", 1000)
    monkeypatch.setattr(digest, "_EDGE", 100)
    monkeypatch.setattr(digest, "_BLOCK", 10)
    file = tmp_path / "model.safetensors"
    names = set()
    for changed in (None, 5, 10_000, 19_995, *(20_000 * at // 65 for at in range(1, 65))):
        data = bytearray(20_000)
        if changed is not None:
            data[min(changed + 5, 19_999)] = 1
        file.write_bytes(data)
        names.add(digest.of_folder(tmp_path))
        digest._digest.cache_clear()
    assert len(names) > 60
    assert sum(map(len, digest._blocks(file, 20_000))) == 100 + 64 * 10 + 100


def test_a_copy_is_the_same_model_and_notes_beside_it_are_no_part(own, made):
    assert encoder.fingerprint(str(own)) == encoder.fingerprint(str(made))
    (own / "README.md").write_text("đọc", "utf-8")
    (own / ".cache").mkdir()
    (own / ".cache" / "x.json").write_text("{}", "utf-8")
    assert encoder.fingerprint(str(own)) == encoder.fingerprint(str(made))


def test_a_model_that_is_not_there_names_the_way_back_of_either_kind(tmp_path):
    with pytest.raises(ModelError) as told:
        place.find(str(tmp_path / "none"))
    assert 'cancu index --model "có sẵn"' in told.value.hint
    assert "cancu index --cross-encoder none" in told.value.hint
