import datetime as dt
import shutil
import sqlite3
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from threading import Barrier, Thread

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import inspect, select, text

from kg.choice_ledger import Chosen
from kg.errors import LibraryError, NotFoundError
from kg.model import Line, Mention, Passage, Reading, SourceText
from kg.opening import library_file, reading
from kg.records import dump, load
from kg.registry import Registry
from kg.schema import REVISION, metadata
from kg.store import Change, Store, document_id
from kg.terms import ProblemCode, Relation
from tests.kg.readings import SIGNED, link_by_number, make, passages_of

FEW = settings(max_examples=25, deadline=None)
NO_FACTS = Registry([], catalogue=False)
NOW = dt.datetime(2026, 11, 21, 8, 30, tzinfo=dt.UTC)


@pytest.fixture
def store(tmp_path: Path):
    with Store.open(tmp_path, NO_FACTS, linker=link_by_number) as opened:
        yield opened


@pytest.fixture(scope="module")
def empty(tmp_path_factory) -> Path:
    """An empty library's file, to be copied: making one takes longer than a whole example."""
    folder = tmp_path_factory.mktemp("empty")
    Store.open(folder).close()
    return library_file(folder)


def copy_of(empty: Path, folder: Path) -> Store:
    shutil.copy(empty, library_file(folder))
    return Store.open(folder, NO_FACTS, linker=link_by_number)


def put(store: Store, item: Reading, **options: bool):
    return store.put(item, passages_of(item), **options)


def contents(store: Store) -> dict[str, list[str]]:
    """Every table's rows, without serials and stamps, in an order that does not depend on them."""
    with reading(store.engine) as connection:
        names = dict(connection.execute(text("SELECT serial, id FROM documents")).all())
        found = {}
        for table in metadata.sorted_tables:
            if table.name in {"library", "passage_states", "passage_changes", "events"}:
                continue
            columns = [c for c in table.c if c.name not in {"serial", "mention"}]
            rows = connection.execute(select(*columns)).mappings().all()
            found[table.name] = sorted(
                repr({name: _owner(names, name, value) for name, value in row.items()})
                for row in rows
            )
    return found


def _owner(names: dict[int, str], column: str, value: object) -> object:
    return names[value] if column == "document" and isinstance(value, int) else value


# --- one document ---------------------------------------------------------------------------


def test_everything_read_comes_back_as_it_was(store: Store):
    item = make("15/KH-UBND", ["76/NQ-CP@2021-07-15", "36/QĐ-UBND"])
    record = put(store, item).record
    assert record == store.document(record.id)
    assert record.header == item.header
    assert store.source(record.id) == item.source
    assert store.sections(record.id) == list(item.sections)
    assert [m.raw for m in store.mentions(record.id)] == [m.raw for m in item.mentions]
    assert store.relations(record.id) == list(item.relations)
    assert [t.task for t in store.tasks(record.id)] == list(item.tasks)
    assert [t.target for t in store.targets(record.id)] == list(item.targets)
    assert store.problems(record.id) == list(item.problems)
    assert list(store.passages()) == passages_of(item)


@given(st.lists(st.tuples(st.text(st.characters(codec="utf-8", exclude_characters="\n")),
                          st.booleans(), st.floats(0, 1)), min_size=1, max_size=8))  # fmt: skip
@settings(FEW, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_line_comes_back_whole(store: Store, given_lines):
    lines, start = [], 0
    for number, (raw, repaired, confidence) in enumerate(given_lines, 1):
        clean = f"{raw} sửa" if repaired else raw
        pieces = ((0, len(clean), 0, len(raw)),) if repaired else ()
        doubts = ((0, 1, confidence),) if repaired else ()
        box = (0.1, 0.2, confidence, 1.0) if repaired else None
        lines.append(Line(number, start, raw, clean, number, confidence, pieces, doubts, box))
        start += len(raw) + 1
    source = SourceText(tuple(lines), damaged=True)
    item = replace(make("1/KH-UBND"), source=source, mentions=())
    record = store.put(item, again=True).record
    assert store.source(record.id) == source
    assert store.document(record.id).damaged


def test_a_document_without_number_or_title_is_known_by_its_bytes(store: Store):
    item = make(None, title=None, day=None)
    record = put(store, item).record
    assert record.key == f"file:{item.sha256[:16]}"
    assert record.id == f"ke-hoach-{item.sha256[:8]}"


def test_the_id_names_number_day_and_bytes():
    item = make("36/QĐ-UBND")
    assert document_id(item) == f"36-qd-ubnd-2025-02-12-{item.sha256[:8]}"


def test_passages_of_another_document_are_refused(store: Store):
    item = make("15/KH-UBND")
    with pytest.raises(ValueError, match="another document"):
        store.put(item, [Passage("x#1", "x", (), "t", 1, 1)])
    assert store.count() == {"held": 0, "stubs": 0}


# --- again, changed, removed ----------------------------------------------------------------


def test_the_same_bytes_change_nothing(store: Store):
    item = make("15/KH-UBND", ["76/NQ-CP"])
    first = put(store, item)
    before, stamp = contents(store), store.stamp
    second = put(store, replace(item, path="elsewhere/copy.txt"))
    assert (first.change, second.change) == (Change.ADDED, Change.UNCHANGED)
    assert second.record == first.record
    assert contents(store) == before
    assert store.stamp == stamp


def test_a_new_reading_of_the_same_bytes_takes_the_place_of_the_old_one(store: Store):
    item = make("15/KH-UBND", ["76/NQ-CP"])
    put(store, item)
    again = put(store, replace(item, mentions=item.mentions[:1]), again=True)
    assert again.change is Change.UPDATED
    assert store.count() == {"held": 1, "stubs": 0}


def test_other_bytes_at_the_same_path_replace_the_document(store: Store):
    old = put(store, make("15/KH-UBND", ["76/NQ-CP"], path="a.txt")).record
    new = put(store, make("15/KH-UBND", ["61/2018/NĐ-CP"], path="a.txt"))
    assert (new.change, new.replaced) == (Change.UPDATED, old.id)
    assert [d.id for d in store.documents()] == [new.record.id]
    assert [d.header.number for d in store.documents(stubs=True)] == ["61/2018/NĐ-CP"]


def test_bytes_already_held_that_come_to_a_path_drop_what_was_read_from_it(store: Store):
    kept = put(store, make("1/KH-UBND", path="b.txt")).record
    put(store, make("2/KH-UBND", path="a.txt"))
    outcome = put(store, make("1/KH-UBND", path="a.txt"))
    assert (outcome.change, outcome.record) == (Change.UNCHANGED, kept)
    assert [d.id for d in store.documents()] == [kept.id]


def test_removing_the_only_document_leaves_every_table_empty(store: Store):
    empty = contents(store)
    item = make("15/KH-UBND", ["76/NQ-CP@2021-07-15", "36/QĐ-UBND"])
    record = put(store, item).record
    store.choose(item, item.mentions[1].char_start, Chosen("x", "An", NOW))
    store.remove(record.id)
    assert contents(store) == empty
    assert not any(contents(store).values())


def test_removing_a_document_that_others_cite_leaves_a_stub(store: Store):
    put(store, make("15/KH-UBND", ["36/QĐ-UBND@2025-02-12"]))
    before = contents(store)
    cited = put(store, make("36/QĐ-UBND")).record
    assert store.count() == {"held": 2, "stubs": 0}
    store.remove(cited.id)
    assert contents(store) == before
    assert [d.id for d in store.documents(stubs=True)] == ["36-qd-ubnd-2025-02-12"]


def test_what_is_not_held_cannot_be_removed(store: Store):
    put(store, make("15/KH-UBND", ["36/QĐ-UBND"]))
    stub = store.documents(stubs=True)[0]
    for name in ("nothing", stub.id):
        with pytest.raises(NotFoundError, match="không giữ"):
            store.remove(name)


def test_two_documents_of_one_number_are_both_kept_and_both_say_so(store: Store):
    first = put(store, make("15/KH-UBND")).record
    second = put(store, make("15/KH-UBND", day=dt.date(2024, 1, 5))).record
    for own, other in ((first, second), (second, first)):
        problem = store.problems(own.id)[-1]
        assert problem.code is ProblemCode.SAME_NUMBER_HELD
        assert problem.choices == (other.id,)
    store.remove(second.id)
    assert [p.code for p in store.problems(first.id)] == [ProblemCode.TEXT_DAMAGED]


NUMBERS = ("1/KH-UBND", "2/QĐ-UBND", "3/NQ-CP", "4/2018/NĐ-CP")


@st.composite
def libraries(draw: st.DrawFn) -> list[Reading]:
    """A few documents that cite each other, by number alone or with the day, some twice held."""
    days = (SIGNED, dt.date(2021, 7, 15))
    names = draw(st.lists(st.tuples(st.sampled_from(NUMBERS), st.sampled_from(days)),
                          min_size=1, max_size=5, unique=True))  # fmt: skip
    cites = st.builds(
        lambda number, day: f"{number}@{day}" if day else number,
        st.sampled_from(NUMBERS), st.sampled_from((None, *days)),
    )  # fmt: skip
    return [
        make(number, draw(st.lists(cites, max_size=4)), day=day, path=f"{place}.txt")
        for place, (number, day) in enumerate(names)
    ]


@given(libraries(), st.randoms())
@settings(FEW)
def test_the_order_of_adding_does_not_matter(tmp_path_factory, empty, items, random):
    shuffled = random.sample(items, len(items))
    found = []
    for order in (items, shuffled):
        with copy_of(empty, tmp_path_factory.mktemp("l")) as store:
            for item in order:
                put(store, item)
            found.append(contents(store))
    assert found[0] == found[1]


@given(libraries(), st.data())
@settings(FEW)
def test_adding_then_removing_leaves_nothing(tmp_path_factory, empty, items, data):
    extra = data.draw(st.integers(1, len(items)))
    with copy_of(empty, tmp_path_factory.mktemp("l")) as store:
        for item in items[extra:]:
            put(store, item)
        before = contents(store)
        added = [put(store, item).record.id for item in items[:extra]]
        for name in data.draw(st.permutations(added)):
            store.remove(name)
        assert contents(store) == before
        assert store.faults() == []


# --- what users add -------------------------------------------------------------------------


def test_a_users_choice_goes_before_the_linker_and_can_be_taken_back(store: Store):
    for day in (SIGNED, dt.date(2021, 7, 15)):
        put(store, make("76/NQ-CP", day=day, title=f"ngày {day}"))
    item = make("15/KH-UBND", ["76/NQ-CP"])
    record = put(store, item).record
    doubtful = store.mentions(record.id)[1]
    assert doubtful.target is None
    assert len(doubtful.choices) == 2
    chosen = doubtful.choices[1].key
    made = store.choose(item, doubtful.char_start, Chosen(chosen, "An", NOW))
    assert store.mentions(record.id)[1].target == chosen
    put(store, make("76/NQ-CP", day=dt.date(2013, 6, 13)))  # the group is linked anew
    assert store.mentions(record.id)[1].target == chosen
    store.take_back(made.serial, by="Bình", at=NOW)
    assert store.mentions(record.id)[1].target is None


def test_a_choice_for_a_mention_that_is_not_there_is_refused(store: Store):
    item = make("15/KH-UBND")
    put(store, item)
    with pytest.raises(NotFoundError, match="vị trí 999"):
        store.choose(item, 999, Chosen("x", "An", NOW))


def test_users_facts_are_kept_with_their_day_and_reach_the_registry(store: Store):
    row = {"number": "36/2025/QĐ-UBND", "signed": "2025-02-12", "effective": "2025-03-01",
           "issuer": "UBND tỉnh Đồng Tháp", "title": "Quy định",
           "source": "Công báo"}  # fmt: skip
    bad = {"number": "36/2025/QĐ-UBND", "signed": "31/02/2025", "source": "x"}
    added, problems = store.add_facts([row, bad], checked=SIGNED)
    assert added == 1
    assert [p.code for p in problems] == [ProblemCode.ROW_REFUSED]
    assert [dict(r) for r in store.facts()] == [{**row, "checked": "2025-02-12"}]
    entry = store.registry.get("36/2025/QĐ-UBND@2025-02-12@UBND tỉnh Đồng Tháp")
    assert entry is not None
    assert entry.effective == dt.date(2025, 3, 1)
    store.add_facts([{**row, "effective": "2025-04-01"}], checked=SIGNED)
    assert [r["effective"] for r in store.facts()] == ["2025-04-01"]


# --- datasets -------------------------------------------------------------------------------


def articles(number: int) -> list[Passage]:
    path = ("Chương I",)
    return [Passage(f"a{n}", f"law-{n % 3}", path, f"Điều {n}", 1, 1) for n in range(number)]


def test_an_import_that_broke_off_goes_on_where_it_stopped(store: Store):
    def broken():
        yield from articles(25)
        raise OSError("gone")

    with pytest.raises(OSError, match="gone"):
        store.import_passages("law", broken(), batch=10)
    assert store.dataset("law") == (20, False)
    assert store.import_passages("law", iter(articles(35)), batch=10) == 15
    assert store.dataset("law") == (35, True)
    assert list(store.passages()) == articles(35)
    assert store.import_passages("law", iter(articles(35))) == 0


def test_a_dataset_can_be_replaced_and_removed(store: Store):
    store.import_passages("law", articles(12), batch=5)
    before = store.stamp
    assert store.import_passages("law", articles(4), resume=False) == 4
    assert store.passage_count() == 4
    assert store.stamp != before
    store.remove_dataset("law")
    assert store.passage_count() == 0


# --- opening --------------------------------------------------------------------------------


def test_an_up_to_date_library_opens_without_alembic(tmp_path: Path):
    Store.open(tmp_path).close()
    code = (
        "import sys; from pathlib import Path; from kg.store import Store;"
        f"Store.open(Path({str(tmp_path)!r})).count(); print('alembic' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_migrations_make_what_the_schema_says(tmp_path: Path):
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from alembic.script import ScriptDirectory

    import kg.migrations

    with Store.open(tmp_path) as store, reading(store.engine) as connection:
        own = {"include_name": lambda name, *_: "_index" not in (name or "")}  # FTS5 has its own
        assert compare_metadata(MigrationContext.configure(connection, opts=own), metadata) == []
        assert set(inspect(connection).get_table_names()) >= set(metadata.tables)
    script = ScriptDirectory(str(Path(kg.migrations.__file__).parent))
    assert script.get_current_head() == REVISION


def test_a_missing_library_is_not_made_for_a_reader(tmp_path: Path):
    with pytest.raises(NotFoundError, match="Không có thư viện"):
        Store.open(tmp_path / "none", create=False)
    assert not (tmp_path / "none").exists()


def test_junk_is_not_taken_for_a_library(tmp_path: Path):
    library_file(tmp_path).write_bytes(b"PK\x03\x04 this is something else" * 50)
    with pytest.raises(LibraryError, match="không phải là thư viện") as caught:
        Store.open(tmp_path)
    assert str(library_file(tmp_path)) in caught.value.message
    assert caught.value.hint


def test_another_programs_database_is_left_alone(tmp_path: Path):
    file = library_file(tmp_path)
    with sqlite3.connect(file) as other:
        other.execute("CREATE TABLE notes (text)")
    other.close()
    with pytest.raises(LibraryError, match="không phải là thư viện"):
        Store.open(tmp_path)
    with sqlite3.connect(file) as other:
        assert other.execute("SELECT name FROM sqlite_master").fetchall() == [("notes",)]
    other.close()


def test_a_library_of_a_newer_version_is_refused(tmp_path: Path):
    Store.open(tmp_path).close()
    with sqlite3.connect(library_file(tmp_path)) as raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    raw.close()
    with pytest.raises(LibraryError, match="phiên bản mới hơn") as caught:
        Store.open(tmp_path)
    assert caught.value.exit_code == 4


def test_a_damaged_library_says_so(tmp_path: Path):
    with Store.open(tmp_path, NO_FACTS, linker=link_by_number) as store:
        for number in range(30):
            put(store, make(f"{number}/KH-UBND", ["76/NQ-CP"]))
        with reading(store.engine) as connection:
            connection.execute(text("SELECT 1"))
    file = library_file(tmp_path)
    data = bytearray(file.read_bytes())
    data[4096:] = b"\x5a" * (len(data) - 4096)
    file.write_bytes(data)

    def use() -> None:
        with Store.open(tmp_path) as store:
            store.documents()

    with pytest.raises(LibraryError, match="bị hỏng"):
        use()


def test_a_folder_that_cannot_be_made_is_one_sentence(tmp_path: Path):
    (tmp_path / "file").write_text("x")
    with pytest.raises(LibraryError, match="Không tạo được thư mục"):
        Store.open(tmp_path / "file" / "library")


# --- several at once ------------------------------------------------------------------------


def test_writers_wait_for_each_other_and_readers_see_whole_documents(tmp_path: Path):
    items = [make(f"{n}/KH-UBND", ["76/NQ-CP", "36/QĐ-UBND"]) for n in range(24)]
    stores = [Store.open(tmp_path, NO_FACTS, linker=link_by_number) for _ in range(4)]
    start, failures = Barrier(4), []

    def write(store: Store, own: list[Reading]) -> None:
        start.wait()
        for item in own:
            put(store, item)

    def read(store: Store) -> None:
        start.wait()
        for _ in range(60):
            for record in store.documents():
                lines = store.source(record.id)
                if lines is None or len(lines.lines) != 5 or len(store.mentions(record.id)) != 3:
                    failures.append(record.id)

    threads = [Thread(target=write, args=(stores[n], items[n::3])) for n in range(3)]
    threads.append(Thread(target=read, args=(stores[3],)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not failures
    assert stores[0].count() == {"held": 24, "stubs": 2}
    for store in stores:
        store.close()


# --- records --------------------------------------------------------------------------------


def test_a_record_without_a_later_field_still_loads():
    mention = make("1/KH-UBND", ["76/NQ-CP@2021-07-15"]).mentions[1]
    assert load(Mention, dump(mention)) == mention
    older = dump(mention).replace('"confidence":1.0,', "")
    assert load(Mention, older).confidence == 1.0
    assert load(Mention, dump(mention)).relation is Relation.LEGAL_BASIS


def test_a_record_of_another_shape_is_refused():
    with pytest.raises(ValueError, match="date"):
        load(Mention, dump(make("1/KH-UBND").mentions[0]).replace('"date":null', '"date":"soon"'))
