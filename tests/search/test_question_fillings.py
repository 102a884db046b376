"""Names for the placeholders of phrasings, as documents of a library print them."""

import json
import random
import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.build import question_fillings as build
from corpus.build.intent_model import SLOT, phrasings_of
from kg.errors import CancuError
from kg.registry import Registry
from kg.store import Store
from tests.kg.readings import make
from tests.search.hand_made import commune_plan, small_library

LIBRARY = small_library()
HELD = list(LIBRARY.held())


def test_documents_are_named_as_cited_whole_and_cut():
    assert build.documents(LIBRARY, HELD) == {
        "12/KH-UBND", "12", "20/2019/NĐ-CP", "20/2019", "15/2017/QH14", "15/2017",
        "9-NQ/HU", "9-NQ", "80/2025/NĐ-CP", "80/2025",
    }  # fmt: skip


def test_plans_are_named_by_kind_place_title_and_number():
    named = build.plans([commune_plan().record])
    assert named == {
        "kế hoạch của xã Tân Phú", "xã Tân Phú kế hoạch", "kế hoạch xã Tân Phú",
        "Kế hoạch cải cách hành chính năm 2025 của xã Tân Phú", "12/KH-UBND",
        "kế hoạch 12/KH-UBND",
    }  # fmt: skip
    assert build.plans([]) == set()


def test_places_are_named_with_and_without_their_kind():
    named = build.places(HELD, random.Random(1))
    assert {"xã Tân Phú", "Tân Phú", "phường Hòa Bình", "Hòa Bình"} <= named
    assert not {name for name in named if name.isdigit()}  # "Phường 5" keeps its kind
    assert named == build.places(HELD, random.Random(1))


@settings(deadline=None)
@given(st.lists(st.text("aĂb .,;:-\t", max_size=40), max_size=5), st.integers(0, 99))
def test_beginnings_are_the_first_words_of_the_texts(texts, seed):
    found = build.beginnings(texts, random.Random(seed))
    starts = [" ".join(text.split()).lower() for text in texts]
    for name in found:
        assert any(start.lstrip(" ,.;:-").startswith(name.lower()) for start in starts)
        assert not name or name[-1] not in " ,.;:-"
        assert len(name.split()) <= 13


@settings(deadline=None)
@given(st.sets(st.integers(0, 3000), max_size=900), st.integers(0, 9))
def test_at_most_so_many_of_a_kind_are_kept_in_order(numbers, seed):
    names = [str(number) for number in numbers]
    kept = build.sample(names * 2, random.Random(seed))
    assert kept == sorted(set(kept))
    assert set(kept) <= set(names)
    assert len(kept) == min(len(names), build.MOST)


@pytest.fixture(scope="module")
def stored(tmp_path_factory):
    """Folder of a library that holds two documents."""
    folder = tmp_path_factory.mktemp("filled")
    with Store.open(folder, Registry([], catalogue=False)) as store:
        store.add(make("12/KH-UBND", ["20/2019/NĐ-CP"]))
        store.add(make("45/KH-UBND", ["20/2019/NĐ-CP", "80/2025/NĐ-CP"], extra="khác"))
    return folder


def written(stored, out, monkeypatch):
    monkeypatch.setattr(sys, "argv", ["question_fillings", str(stored), "--out", str(out)])
    build.main()
    return json.loads(out.read_text(encoding="utf-8"))


def test_the_command_writes_names_for_every_placeholder_of_the_phrasings(
    stored, tmp_path, monkeypatch, capsys
):
    made = written(stored, tmp_path / "fillings.json", monkeypatch)
    assert "'<DOC>':" in capsys.readouterr().out
    folder = build.Path(build.__file__).parent / "questions"
    asked = {
        slot
        for file in folder.glob("phrasings*.jsonl")
        for line in phrasings_of(file)
        for slot in SLOT.findall(line["text"])
    }
    assert asked <= set(made)
    assert "20/2019/NĐ-CP" in made["<DOC>"]
    assert {"<PLACE>", "<DATE>", "<YEAR>", "<FIELD>"} <= {slot for slot in made if made[slot]}
    assert all(names == sorted(names) or len(names) < build.MOST for names in made.values())
    again = written(stored, tmp_path / "again.json", monkeypatch)
    assert again == made


def test_a_library_that_is_not_there_is_not_made(tmp_path, monkeypatch):
    with pytest.raises(CancuError):
        written(tmp_path / "none.sqlite", tmp_path / "out.json", monkeypatch)
    assert not (tmp_path / "none.sqlite").exists()
    assert not (tmp_path / "out.json").exists()


def test_the_shipped_fillings_have_names_for_every_placeholder():
    folder = build.Path(build.__file__).parent / "questions"
    shipped = json.loads((folder / "fillings.json").read_text(encoding="utf-8"))
    assert all(0 < len(names) <= build.MOST for names in shipped.values())
    assert all(len(set(names)) == len(names) for names in shipped.values())
