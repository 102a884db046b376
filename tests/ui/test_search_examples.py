"""Words to begin a search with, counted by hand."""

from pathlib import Path

from ui import search_examples, search_room
from ui.library import Library


def test_expressions_are_whole_common_and_no_forms():
    titles = [
        "Kế hoạch cải cách hành chính năm 2025",
        "Quyết định về cải cách hành chính trên địa bàn tỉnh",
        "Quyết định về hỗ trợ chuyển đổi số",
        "Kế hoạch hỗ trợ chuyển đổi số của Sở Nội vụ",
        "Nghị quyết về chuyển đổi số",
    ]
    found = list(search_examples.subjects(titles))
    assert found[:2] == ["hỗ trợ chuyển đổi số", "cải cách hành chính"]
    assert "đổi số" not in found
    assert not any(said.startswith(("kế hoạch", "trên", "về")) for said in found)


def test_each_word_offered_finds_something(plans: Library):
    words = search_examples.words(plans)
    assert 1 <= len(words) <= 8
    for word in words:
        found = plans.search(word, 1)
        assert found["hits"]
        assert word in search_room.examples([word])


def test_an_empty_library_offers_nothing(tmp_path: Path):
    assert search_examples.words(Library.at(tmp_path / "none")) == []
    assert search_room.examples([]) == ""


def test_markup_in_what_is_offered_is_text():
    evil = '"><script>alert(1)</script>'
    page = search_room.examples([evil]) + search_room.lists([evil], [evil], [evil])
    assert "<script" not in page
    assert page.count("&lt;script&gt;") == 4
