import datetime as dt
import itertools
import shutil

import pytest

import corpus
from kg.errors import AmbiguousError, CancuError, NotFoundError
from kg.terms import ProblemCode
from tests.ui.drafts import DECREE, four_plans, library_of, text, write
from ui import views
from ui.library import Library


@pytest.fixture(scope="module")
def small_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("small")
    library_of(folder / "library", four_plans(folder / "files"))
    return folder


@pytest.fixture
def small(small_folder):
    return Library.at(small_folder / "library")


def places(records):
    return sorted(record.header.place.name for record in records)


def cited(library, record):
    return [views.mention(item) for item in library.store.mentions(record.id)]


def others(mentions):
    """Without the document's own number, of which one test below speaks."""
    return [item for item in mentions if item["mention_type"] != "self"]


def contents(library):
    """All that a library says of its documents, whatever the order of its rows."""
    return (
        {record.id: (views.record(record), cited(library, record))
         for record in library.documents()},
        {record.key: views.record(record) for record in library.documents(stubs=True)},
    )  # fmt: skip


# --- two documents of one number ----------------------------------------------------------------
def test_two_documents_of_one_number_are_both_held_and_each_is_told_of_the_other(small):
    twins = [record for record in small.documents() if record.header.number == "12/KH-UBND"]
    assert places(twins) == ["xã Hòa Bình", "xã Tân Phú"]
    for record in twins:
        other = next(twin.id for twin in twins if twin is not record)
        told = [p for p in small.store.problems(record.id)
                if p.code is ProblemCode.SAME_NUMBER_HELD]  # fmt: skip
        assert [problem.choices for problem in told] == [(other,)]


def test_a_number_of_two_held_documents_is_refused_with_both_named(small):
    with pytest.raises(AmbiguousError) as doubt:
        small.find_held("12/KH-UBND")
    said = " ".join(doubt.value.choices)
    assert "UBND xã Tân Phú" in said
    assert "UBND xã Hòa Bình" in said


def test_the_place_beside_the_number_decides(small):
    assert places([small.find_held("kế hoạch 12/KH-UBND hòa bình")]) == ["xã Hòa Bình"]


def test_a_bare_number_means_ones_own_office_not_another_communes(small):
    """Numbers restart in every office each year: "Kế hoạch số 12/KH-UBND" names none."""
    record = small.find_held("7/KH-UBND")
    mention = next(m for m in small.store.mentions(record.id) if m.canonical == "12/KH-UBND")
    assert mention.target == "12/KH-UBND@?@UBND xã Long Sơn"


# --- order ----------------------------------------------------------------------------------------
@pytest.fixture(scope="module")
def in_every_order(small_folder):
    files = four_plans(small_folder / "files")
    orders = [*itertools.permutations(files)][::5]
    return [
        contents(library_of(small_folder / f"order{place}", list(order)))
        for place, order in enumerate(orders)
    ]


def test_the_order_of_ingest_changes_no_document_no_stub_and_no_link(in_every_order):
    assert len(in_every_order) == 5
    assert len(in_every_order[0][0]) == 4
    for other in in_every_order[1:]:
        assert other == in_every_order[0]


def test_a_document_added_and_removed_leaves_the_library_as_it_was(small_folder):
    files = four_plans(small_folder / "files")
    library = library_of(small_folder / "without", files[1:])
    before = contents(library)
    library.ingest([files[0]])
    assert contents(library) != before
    library.remove("12/KH-UBND Tân Phú")
    assert contents(library) == before


# --- files that are read and not stored -----------------------------------------------------------
@pytest.mark.parametrize("name", ["a.txt", "b.txt", "c.txt", "d.txt"])
def test_a_file_is_linked_as_the_library_that_holds_it_links_it(small_folder, small, name):
    path = small_folder / "files" / name
    reading, document = small.read(None, path)
    assert document is None
    held = next(record for record in small.documents() if record.name == name)
    assert others(views.mention(item) for item in reading.mentions) == others(cited(small, held))


def test_a_draft_is_linked_as_it_will_be_once_it_is_stored(small_folder, tmp_path):
    shutil.copytree(small_folder / "library", tmp_path / "library")
    bases = (DECREE, "Kế hoạch số 7/KH-UBND ngày 05/3/2023 của UBND xã Long Sơn",
             "Quyết định số 3/QĐ-UBND ngày 02 tháng 01 năm 2020 của UBND tỉnh")  # fmt: skip
    draft = write(tmp_path, "draft.txt", text("Mỹ An", "31/KH-UBND", bases=bases))
    library = Library.at(tmp_path / "library")
    before, _ = library.read(None, draft)
    library.ingest([draft])
    after = cited(library, library.find_held("31/KH-UBND"))
    assert others(views.mention(item) for item in before.mentions) == others(after)
    assert sum(item["target"] is not None for item in after) >= 3


def test_of_a_draft_few_groups_are_in_memory_at_once(small_folder, tmp_path, monkeypatch):
    small = Library.at(small_folder / "library")
    bases = (DECREE, *(f"Quyết định số {n}/QĐ-UBND của UBND tỉnh" for n in range(30, 90)))
    path = write(tmp_path, "draft.txt", text("Mỹ An", "31/KH-UBND", bases=bases))
    whole, _ = small.read(None, path)
    asked, said_of = [], small.store.said_of
    monkeypatch.setattr(small.store, "said_of", lambda names: asked.append(names) or said_of(names))
    assert small.read(None, path)[0].mentions == whole.mentions
    assert sum(map(len, asked)) > 60
    assert max(map(len, asked)) <= 20


def test_the_own_number_of_a_file_is_linked_as_the_store_links_it(small_folder, small):
    reading, _ = small.read(None, small_folder / "files" / "a.txt")
    own = cited(small, small.find_held("12/KH-UBND Tân Phú"))[0]
    assert own["mention_type"] == "self"
    assert views.mention(reading.mentions[0]) == own


def test_what_other_documents_state_counts_for_a_draft_too(small_folder, tmp_path):
    shutil.copytree(small_folder / "library", tmp_path / "library")
    bases = ("Quyết định số 45/QĐ-UBND của UBND tỉnh",)
    draft = write(tmp_path, "draft.txt", text("Mỹ An", "31/KH-UBND", bases=bases))
    library = Library.at(tmp_path / "library")
    before, _ = library.read(None, draft)
    library.ingest([draft])
    after = cited(library, library.find_held("31/KH-UBND"))
    assert others(views.mention(item) for item in before.mentions) == others(after)


def test_a_shipped_plan_is_linked_alike_held_or_read_from_its_file(plans):
    path = corpus.path("plans") / "000_3fe57de3d2085209.txt"
    held = next(record for record in plans.documents() if record.name == path.name)
    reading, _ = plans.read(None, path)
    assert others(views.mention(item) for item in reading.mentions) == others(cited(plans, held))


def test_a_file_that_is_none_or_has_no_text_is_one_sentence(small, tmp_path):
    with pytest.raises(NotFoundError):
        small.read(None, tmp_path / "none.txt")
    with pytest.raises(CancuError) as failed:
        small.read(None, write(tmp_path, "empty.txt", ""))
    assert str(failed.value) == "empty.txt: Tệp không có nội dung."


# --- filters --------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["xã Hòa Bình", "xã Long Sơn", "xã Tân Phú", "xã Xuân Hải"]),
        ({"type": "kế hoạch", "year": 2025}, ["xã Tân Phú", "xã Xuân Hải"]),
        ({"type": "ke hoach"}, ["xã Hòa Bình", "xã Long Sơn", "xã Tân Phú", "xã Xuân Hải"]),
        ({"type": "Quyết định"}, []),
        ({"year": 2024}, ["xã Hòa Bình"]),
        ({"place": "hoa binh"}, ["xã Hòa Bình"]),
        ({"place": "Long"}, ["xã Long Sơn"]),
        ({"place": "Lon"}, []),
        ({"issuer": "UBND xã Xuân Hải"}, ["xã Xuân Hải"]),
        ({"text": "rừng"}, ["xã Long Sơn", "xã Xuân Hải"]),
        ({"text": "ngap man"}, ["xã Xuân Hải"]),
        ({"text": "rừng", "year": 2023}, ["xã Long Sơn"]),
        ({"text": "%"}, ["xã Hòa Bình", "xã Long Sơn", "xã Tân Phú", "xã Xuân Hải"]),
    ],
)
def test_documents_are_those_that_fit_every_filter(small, filters, found):
    assert places(small.documents(**filters)) == found


def test_stubs_are_what_is_cited_and_not_held(small):
    numbers = {record.header.number for record in small.documents(stubs=True)}
    assert numbers == {"61/2018/NĐ-CP", "45/QĐ-UBND", "12/KH-UBND"}
    assert all(not record.held for record in small.documents(stubs=True))


def test_a_folder_without_a_library_holds_nothing_and_stays_as_it_is(tmp_path):
    library = Library.at(tmp_path / "none")
    assert library.is_empty()
    assert library.documents() == []
    with pytest.raises(NotFoundError):
        library.tasks()
    assert not (tmp_path / "none").exists()


FILTERS = [
    {},
    {"office": "Trạm Y tế"},
    {"office": "tram y te"},
    {"office": "Y"},
    {"office": "Trạm Y"},
    {"office": "Công an"},
    {"text": "chòi canh"},
    {"text": "lửa chòi"},
    {"text": "cho"},
    {"text": "nothing"},
    {"field": "cải cách thủ tục hành chính"},
    {"due_before": dt.date(2023, 12, 15)},
    {"due_before": dt.date(2023, 12, 16)},
    {"office": "Văn phòng", "text": "dựng", "due_before": dt.date(2030, 1, 1)},
]


@pytest.mark.parametrize("where", FILTERS, ids=str)
@pytest.mark.parametrize("name", ["a.txt", "c.txt"])
def test_tasks_of_a_file_are_filtered_as_those_of_the_stored_document(
    small_folder, small, where, name
):
    held = next(record for record in small.documents() if record.name == name)
    stored = [task for _, task in small.tasks(held.id, **where)]
    read = [task for _, task in small.tasks(None, small_folder / "files" / name, **where)]
    assert read == stored


@pytest.mark.parametrize(
    ("where", "count"),
    [
        ({}, 8),
        ({"office": "Trạm Y tế"}, 4),
        ({"text": "chòi canh lửa"}, 1),
        ({"due_before": dt.date(2024, 12, 15)}, 1),
        ({"due_before": dt.date(2024, 12, 16)}, 2),
        ({"office": "Công an"}, 0),
    ],
)
def test_tasks_of_the_whole_library_are_those_that_fit(small, where, count):
    assert len(small.tasks(**where)) == count


def test_targets_are_those_of_the_document_named(small):
    document = small.find_held("7/KH-UBND").id
    found = small.targets("7/KH-UBND")
    assert [(owner, target.value) for owner, target in found] == [(document, 60.0)]
    assert len(small.targets()) == 4
