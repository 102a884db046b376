"""The index follows the store: what was put in is found, what was taken out never comes back."""

import functools
import json
import os
import shutil
import threading

import pytest
from filelock import FileLock

import corpus
from kg.errors import CancuError
from search import generations, settings
from search.engine import Engine
from tests.ui.crafts import TOPICS, holds, owners, plan
from tests.ui.drafts import write
from ui import index_care
from ui.index_care import LOCK_FILE
from ui.library import Library


@pytest.fixture(scope="module")
def twelve(tmp_path_factory):
    """A library of twelve plans, each of a craft of its own."""
    made = tmp_path_factory.mktemp("twelve")
    for number, topic in enumerate(TOPICS):
        write(made / "files", f"{number}.txt", plan(number, topic))
    Library.at(made / "library").ingest([made / "files"])
    return made


@pytest.fixture
def library(twelve, tmp_path):
    """A copy of it, its own to change."""
    folder = tmp_path / "library"
    shutil.copytree(twelve / "library", folder)
    return Library.at(folder)


@pytest.fixture
def calls(monkeypatch):
    """How the index was brought up to the store, call by call."""
    made = []
    for name in ("rebuild", "update"):
        real = getattr(Engine, name)

        def noted(self, *args, _real=real, _name=name, **more):
            made.append(_name)
            return _real(self, *args, **more)

        monkeypatch.setattr(Engine, name, noted)
    return made


@pytest.fixture
def cancu(command):
    """Run one command line on a library; (stdout, stderr)."""
    return functools.partial(command, "--library")


# --- small changes --------------------------------------------------------------------------------
def test_one_document_is_exchanged_not_all(library, tmp_path, calls):
    library.ingest([write(tmp_path, "new.txt", plan(77, "nuôi tằm"))])
    library.remove("3/KH-UBND")
    assert calls == ["update", "update"]
    assert holds(library)
    assert owners(library, "nghề nuôi tằm")[0].startswith("77-kh-ubnd")
    assert not any(name.startswith("3-kh-ubnd") for name in owners(library, "nghề dệt lụa"))


def test_a_file_read_again_after_a_change_leaves_nothing_of_the_old_text(library, twelve, calls):
    (old,) = [r.id for r in library.documents() if r.header.number == "5/KH-UBND"]
    path = write(twelve / "files", "5.txt", plan(5, "làm nón"))
    try:
        library.ingest([path])
    finally:
        write(twelve / "files", "5.txt", plan(5, TOPICS[5]))
    assert calls == ["update"]
    assert holds(library)
    assert old not in owners(library, "nghề nấu rượu")
    assert owners(library, "nghề làm nón")[0].startswith("5-kh-ubnd")


def test_where_nothing_changed_nothing_is_done(library, calls, capsys):
    for _ in range(3):
        library.fresh_engine()
    library.ingest([library.folder])  # no file of a document in it
    assert calls == []
    assert capsys.readouterr().err == ""


def test_where_much_changed_all_is_made_anew(library, tmp_path, calls):
    rows = [{"id": f"a{n}", "number": "9/2020/QH14", "text": f"Điều {n}. Kế hoạch"}
            for n in range(100)]  # fmt: skip
    data = write(tmp_path, "law.jsonl", "\n".join(map(json.dumps, rows)))
    library.import_articles(data)
    assert calls == ["rebuild"]
    del rows[::5]
    write(tmp_path, "law.jsonl", "\n".join(map(json.dumps, rows)))
    library.import_articles(data)
    assert calls[1:] == ["rebuild"]  # all rows are of the one document
    assert holds(library)


def test_what_many_small_changes_leave_is_what_one_building_leaves(library, tmp_path, calls):
    for number in range(20, 26):
        library.ingest([write(tmp_path, f"{number}.txt", plan(number, f"nghề {number}"))])
        library.remove(f"{number - 20}/KH-UBND")
    assert "rebuild" not in calls
    changed = owners(library, "kế hoạch phát triển nghề nuôi tằm")
    library.index.remake()
    assert sorted(owners(library, "kế hoạch phát triển nghề nuôi tằm")) == sorted(changed)
    assert holds(library)


def test_no_trace_of_a_removed_document_stays_in_the_journal(library):
    library.remove("3/KH-UBND")
    assert library.store.changed_since(library.store.stamp) == set()
    with library.store.engine.connect() as connection:
        assert connection.exec_driver_sql("SELECT * FROM passage_changes").all() == []


# --- missing, damaged, of another version ---------------------------------------------------------
def lose(library):
    shutil.rmtree(library.index_folder)


def cut(library):
    generation = generations.current(library.index_folder)
    for path in generation.rglob("*"):
        if path.is_file() and path.name != "manifest.json":
            path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def half(library):
    (library.index_folder / "CURRENT").write_text("gen-none\n")


def other_version(library):
    path = generations.current(library.index_folder) / "manifest.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"analysis": -1}))


@pytest.mark.parametrize(
    ("harm", "said"),
    [(lose, "chưa có"), (cut, "bị hỏng"), (half, "bị hỏng"), (other_version, "phiên bản khác")],
)
def test_an_index_that_cannot_be_used_is_made_anew_and_the_user_is_told(library, cancu, harm, said):
    expected = owners(library, "nghề dệt lụa")
    harm(library)
    out, err = cancu(library.folder, "search", "nghề dệt lụa", "--json")
    assert json.loads(out)["hits"][0]["document"] == expected[0]
    (line,) = err.splitlines()
    assert line.startswith("Chỉ mục tìm kiếm ")
    assert said in line
    assert "từ thư viện" in line
    assert cancu(library.folder, "search", "nghề dệt lụa", "--json")[1] == ""
    assert holds(Library.at(library.folder))


def test_damage_that_only_a_change_meets_makes_the_index_anew(library, calls, monkeypatch, capsys):
    monkeypatch.setattr(Engine, "update", _missing)
    library.store.remove(library.find_held("3/KH-UBND").id)
    assert holds(library)
    assert calls == ["rebuild"]
    assert "bị hỏng" in capsys.readouterr().err


def _missing(self, *_):
    raise generations.missing(self._folder)


def test_an_empty_library_has_an_empty_index(tmp_path, twelve):
    library = Library.at(tmp_path / "library")
    shutil.copytree(twelve / "library", library.folder)
    for record in library.documents():
        library.remove(record.id)
    assert owners(library, "nghề") == []
    assert library.fresh_engine().stamp == library.store.stamp


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write all")
def test_a_folder_that_cannot_be_written_is_one_sentence(library):
    lose(library)
    library.folder.chmod(0o500)
    try:
        with pytest.raises(CancuError, match="Không ghi được chỉ mục"):
            library.fresh_engine()
    finally:
        library.folder.chmod(0o700)


# --- several processes ----------------------------------------------------------------------------
def test_of_two_that_find_the_index_missing_one_makes_it(library, calls):
    lose(library)
    others = [Library.at(library.folder) for _ in range(4)]
    threads = [threading.Thread(target=other.fresh_engine) for other in others]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert calls == ["rebuild"]
    assert holds(library)


def test_while_another_process_writes_for_long_the_old_index_answers(library, monkeypatch, capsys):
    monkeypatch.setattr(index_care, "PATIENCE", (0.0, 0.0))
    removed = library.find_held("3/KH-UBND").id
    with FileLock(library.folder / LOCK_FILE):
        library.store.remove(removed)
        hits = library.search("nghề dệt lụa", 50)["hits"]
        assert hits
        assert all(hit["document"] != removed for hit in hits)
    waiting, old = capsys.readouterr().err.splitlines()
    assert "đang đợi" in waiting
    assert "kết quả chưa tính đến" in old
    assert holds(library)


def test_what_was_removed_or_changed_never_comes_back_on_the_command_line(cancu, tmp_path):
    folder, files = tmp_path / "library", tmp_path / "files"
    for number in range(8):
        write(files, f"{number}.txt", plan(number, TOPICS[number]))
    cancu(folder, "ingest", files)

    def documents(query):
        found = json.loads(cancu(folder, "search", query, "--json", "-k", "100")[0])
        return {hit["number"] for hit in found["hits"]}, {hit["text"] for hit in found["hits"]}

    assert "3/KH-UBND" in documents("nghề dệt lụa")[0]
    cancu(folder, "remove", "3/KH-UBND")
    assert "3/KH-UBND" not in documents("nghề dệt lụa")[0]
    write(files, "4.txt", plan(4, "làm nón"))
    cancu(folder, "ingest", files / "4.txt")
    texts = documents("nghề đóng thuyền")[1]
    assert texts
    assert not any("đóng thuyền" in shown for shown in texts)
    assert any("làm nón" in shown for shown in documents("nghề làm nón")[1])


# --- another model --------------------------------------------------------------------------------
@pytest.fixture
def other_model(tmp_path):
    """The shipped model under other bytes: its vectors are the same, its fingerprint is not."""
    folder = tmp_path / "model"
    shutil.copytree(corpus.path("models", "embedding"), folder)
    with (folder / "tokenizer.json").open("a") as file:
        file.write("\n")
    return folder


def choose(library, model):
    settings.save(library.folder, settings.SearchSettings(model=str(model)))


def test_a_command_answers_with_the_model_of_the_index_and_says_so(
    library, other_model, calls, capsys
):
    choose(library, other_model)
    for _ in range(2):
        assert owners(library, "nghề dệt lụa")
    assert calls == []
    assert capsys.readouterr().err.count("cancu index --rebuild.") == 1
    library.index.remake()
    assert calls == ["rebuild"]
    assert not library.engine.model_differs()
    assert holds(library)
    assert capsys.readouterr().err == ""


def test_a_server_makes_the_new_index_beside_the_old_one(library, other_model, monkeypatch):
    begun, may_go_on = threading.Event(), threading.Event()
    rebuild = Engine.rebuild

    def slow(self, *args, **more):
        begun.set()
        assert may_go_on.wait(20)
        return rebuild(self, *args, **more)

    monkeypatch.setattr(Engine, "rebuild", slow)
    library.index.serves = True
    choose(library, other_model)
    expected = owners(library, "nghề dệt lụa")
    assert begun.wait(20)
    library.store.remove(library.find_held("9/KH-UBND").id)
    assert owners(library, "nghề dệt lụa") == expected  # answered at once, by the old index
    assert library.engine.model_differs()
    may_go_on.set()
    library.index.finish()
    assert not library.engine.model_differs()
    assert holds(library)


def test_a_chosen_model_that_is_gone_is_told_and_the_old_one_answers(library, capsys):
    choose(library, library.folder / "none")
    for _ in range(2):
        assert owners(library, "nghề dệt lụa")
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_model_chosen_while_a_server_runs_is_used(library, other_model):
    before = library.engine
    assert library.engine is before
    choose(library, other_model)
    assert library.engine is not before
    (library.folder / settings.FILE).unlink()
    assert not library.engine.model_differs()
