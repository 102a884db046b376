"""search.json: what it accepts, what it says of what it does not, and that it is never half."""

import json
import os
import signal
import subprocess
import sys
from urllib.parse import parse_qs

import pytest
from hypothesis import given
from hypothesis import strategies as st

import corpus
from kg.errors import LibraryError, UsageError
from search import settings
from search.encoders.reference import ModelReference, parse
from search.settings import SearchSettings


def test_without_a_file_the_shipped_model_serves_alone(tmp_path):
    found = settings.load(tmp_path)
    assert found.encoder(tmp_path) is None
    assert found.second_stage(tmp_path) is None
    assert found.rerank == 50


def test_what_is_saved_is_loaded(tmp_path):
    chosen = SearchSettings(model="a/b", query_prompt="hỏi: ", dimension=64, rerank=20)
    settings.save(tmp_path / "new", chosen)
    assert settings.load(tmp_path / "new") == chosen
    assert json.loads((tmp_path / "new" / "search.json").read_text("utf-8"))["model"] == "a/b"
    assert [file.name for file in (tmp_path / "new").iterdir()] == ["search.json"]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"\xff\xfe",
        b'{"modle": "a/b"}',
        b'{"model": 3}',
        b'{"model": ""}',
        b'{"rerank": 0}',
        b'{"rerank": "many"}',
        b'{"dimension": -4}',
        b'{"max_length": 1.5}',
        b'{"allow_download": "yes"}',
    ],
)
def test_a_wrong_file_is_named_in_one_sentence(tmp_path, content):
    (tmp_path / "search.json").write_bytes(content)
    with pytest.raises(LibraryError) as caught:
        settings.load(tmp_path)
    assert str(tmp_path / "search.json") in caught.value.message
    assert "\n" not in caught.value.message


def test_an_unknown_key_is_named(tmp_path):
    (tmp_path / "search.json").write_text('{"modle": "a/b"}', "utf-8")
    with pytest.raises(LibraryError, match="modle"):
        settings.load(tmp_path)


def test_a_file_that_is_a_folder_is_told(tmp_path):
    (tmp_path / "search.json").mkdir()
    with pytest.raises(LibraryError):
        settings.load(tmp_path)
    with pytest.raises(LibraryError):
        settings.save(tmp_path, SearchSettings())
    assert [file.name for file in tmp_path.iterdir()] == ["search.json"]


def test_a_relative_folder_moves_with_the_library(tmp_path):
    chosen = SearchSettings(model="models/e5", cross_encoder="./judge", rerank=7)
    (tmp_path / "one" / "models" / "e5").mkdir(parents=True)
    assert chosen.encoder(tmp_path / "one") == str((tmp_path / "one/models/e5").resolve())
    assert chosen.second_stage(tmp_path) == f"{tmp_path / 'judge'}?top=7"
    (tmp_path / "one").rename(tmp_path / "two")
    assert chosen.encoder(tmp_path / "two") == str((tmp_path / "two/models/e5").resolve())
    assert chosen.encoder(tmp_path / "one") == "models/e5"  # then it can be a hub's name only


@given(
    st.builds(
        ModelReference,
        st.from_regex(r"[a-z0-9]{1,8}/[a-zA-Z0-9._-]{1,12}", fullmatch=True),
        query=st.none() | st.text(st.characters(exclude_categories=["Cs"])),
        passage=st.none() | st.text(st.characters(exclude_categories=["Cs"])),
        length=st.none() | st.integers(1, 10_000),
        dimension=st.none() | st.integers(1, 10_000),
        top=st.none() | st.integers(1, 1000),
    )
)
def test_a_reference_is_read_as_it_was_written(reference):
    assert parse(str(reference)) == reference
    if reference.query is not None:
        written = parse_qs(str(reference).rpartition("?")[2], keep_blank_values=True)
        assert written["query"] == [reference.query]


def test_a_folder_may_hold_a_question_mark(tmp_path):
    folder = tmp_path / "mô hình?dimension=4"
    folder.mkdir()
    assert parse(str(folder)) == ModelReference(str(folder))


@pytest.mark.parametrize("written", ["a/b?size=4", "a/b?dimension=x", "a/b?dimension=0", "a?top=²"])
def test_an_option_that_is_none_is_refused(written):
    with pytest.raises(UsageError):
        parse(written)


KILLED = """
import os, signal, sys
from pathlib import Path
from search import settings
moment, folder = sys.argv[1], Path(sys.argv[2])
def die(*_): os.kill(os.getpid(), signal.SIGKILL)
if moment == "syncing": os.fsync = die
if moment == "swapping": Path.replace = die
settings.save(folder, settings.SearchSettings(model="new/one"))
"""


@pytest.mark.skipif(os.name == "nt", reason="SIGKILL is a POSIX signal")
@pytest.mark.parametrize("moment", ["syncing", "swapping"])
def test_killed_while_saving_the_old_settings_stand(tmp_path, moment):
    settings.save(tmp_path, SearchSettings(model="old/one"))
    command = [sys.executable, "-c", KILLED, moment, str(tmp_path)]
    run = subprocess.run(command, cwd=corpus.path().parent, check=False)
    assert run.returncode == -signal.SIGKILL
    assert settings.load(tmp_path).model == "old/one"
    settings.save(tmp_path, SearchSettings(model="third/one"))
    assert settings.load(tmp_path).model == "third/one"
