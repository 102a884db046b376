"""The overview and the queue as HTML, from the JSON that the library gives."""

import datetime as dt
import re
from html.parser import HTMLParser

import pytest

from kg.doubtful import DoubtKind
from kg.events import EventKind
from ui import overview_needs as needs
from ui import overview_page as pages
from ui import overview_wording as words
from ui import review_page

EVIL = "<script>alert('x')</script>\"' onload=x"


class Parsed(HTMLParser):
    """Tags, addresses and text of a page; unclosed or crossed tags fail."""

    def __init__(self, html):
        super().__init__()
        self.open, self.tags, self.links, self.text = [], [], [], ""
        self.feed(html)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        assert not any(name.startswith("on") for name, _ in attrs)
        self.links += [value for name, value in attrs if name == "href"]
        if tag not in {"img", "input", "br"}:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def event(**more):
    told = {"serial": 1, "at": "2026-11-20T03:00:00+00:00", "kind": "document_added", "by": "An"}
    named = {"document": "a", "number": "1/KH", "title": "T", "detail": None, "count": None}
    return told | named | more


def group(kind=EventKind.DOCUMENT_ADDED, total=1, by="An", **more):
    return {"day": "2026-11-20", "kind": kind.value, "by": by, "total": total, "last": 1,
            "events": [event(kind=kind.value, **more)]}  # fmt: skip


HELD = {"held": 1234, "stubs": 5, "citations": 0, "tasks": 7, "articles": 0, "passages": 3,
        "types": [{"value": None, "count": 1}, {"value": EVIL, "count": 9}],
        "levels": [{"value": "xã", "count": 3}, {"value": None, "count": 1}],
        "years": [{"value": year, "count": 1} for year in range(2026, 2010, -1)],
        "registry_as_of": "2026-11-20", "registry_age": 1}  # fmt: skip


def place(**more):
    return {"document": "a b", "number": None, "title": EVIL, "raw": EVIL, "text": EVIL, "line": 3,
            "page": None, "box": None, "image": None, "image_gone": False, "pages": False,
            "kind": "number", "raw_start": 0, "raw_end": 8, "start": 0, "end": 8,
            "found": EVIL[:8], "doubts": [[2, 5, 0.4]], "share": 0.4, "readings": [EVIL],
            "choices": [], "char_start": None, "code": None} | more  # fmt: skip


CHOICE = {"key": EVIL, "canonical": None, "title": EVIL, "date": "2021-07-15", "issuer": EVIL}
DONE = {"review": 4, "kind": "words", "document": None, "number": None, "title": EVIL, "line": 3,
        "raw": EVIL, "found": EVIL, "said": EVIL, "corrected": True, "by": EVIL,
        "at": "2026-11-20T03:00:00Z"}  # fmt: skip
NAMED = {"document": "a", "number": None, "title": EVIL, "issuer": EVIL, "date": None}
EVERYTHING = {
    "numbers": lambda: pages.numbers(HELD),
    "holdings": lambda: pages.holdings(HELD),
    "empty": lambda: pages.empty_library(EVIL),
    "changes": lambda: pages.changes(
        {"last": 2, "since": 1, "total": 1,
         "happened": [group(by=EVIL, number=EVIL, title=EVIL, document=EVIL)]},
        dt.datetime(2026, 11, 19, tzinfo=dt.UTC),
    ),
    "dead": lambda: needs.dead_bases(
        {"on": "2026-11-20", "total": 1,
         "documents": [NAMED | {"dead": 1, "bases": 2, "keys": [EVIL]}]}
    ),
    "due": lambda: needs.due_soon(
        {"first": "2026-11-20", "last": "2026-12-20", "total": 1, "tasks": [
            NAMED | {"task": EVIL * 9, "office": EVIL, "deadline": "2026-11-20", "days": 0,
                     "line": 2}]}
    ),
    "wanted": lambda: needs.wanted(
        [{"key": EVIL, "document": EVIL, "canonical": None, "title": EVIL, "cited_by": 3,
          "state": "expired"}]
    ),
    "waiting": lambda: needs.waiting({"number": 1, "words": 20_000}),
    "queue": lambda: review_page.page(
        [place(), place(kind="choice", choices=[CHOICE], char_start=7)], {"number": 30},
        [("a", EVIL, EVIL, 3)], {"kind": "number", "doc": None}, 2,
    ),
    "image": lambda: review_page.card(place(image="/p/1.png", page=1, box=[0, 0.1, 1, 0.2])),
    "done": lambda: review_page.done([DONE, DONE | {"document": "a", "corrected": False}]),
}  # fmt: skip


@pytest.mark.parametrize("name", EVERYTHING)
def test_what_looks_like_markup_is_shown_and_never_run(name):
    parsed = Parsed(EVERYTHING[name]())
    assert "script" not in parsed.tags
    assert all(to.startswith("?tab=") for to in parsed.links)


def test_each_bar_leads_to_the_list_it_counts_and_many_are_told_together():
    html = pages.holdings(HELD)
    assert "?tab=document&amp;level=x%C3%A3" in html
    assert "?tab=document&amp;year=2026" in html
    assert html.count("year=") == 7
    assert "?tab=document&amp;type=-" in html
    assert "9 mục khác" in Parsed(html).text


def test_figures_are_links_and_old_facts_are_called_old():
    html = pages.numbers(HELD)
    assert "1.234" in html
    assert words.OLD not in html
    assert words.OLD in pages.numbers(HELD | {"registry_age": 61})
    assert "mới nhất" in pages.numbers(HELD | {"registry_age": 0})


def test_an_empty_library_says_what_to_do_first():
    html = pages.empty_library()
    assert Parsed(html).links == ["?tab=document"]
    assert 'data-act="samples"' in html


@pytest.mark.parametrize("kind", EventKind)
def test_every_kind_of_event_is_a_sentence_for_one_and_for_many(kind):
    for total in (1, 3):
        found = {"last": 9, "since": 4, "total": total, "happened": [group(kind, total)]}
        text = Parsed(pages.changes(found, dt.datetime(2026, 11, 19, tzinfo=dt.UTC))).text
        assert "An" in text
        assert "{" not in text
        assert "3" in text or total == 1


def test_a_visit_says_whether_it_is_the_first_and_whether_anything_changed():
    nothing = {"last": 9, "since": None, "total": 0, "happened": []}
    at = dt.datetime(2026, 11, 19, 3, tzinfo=dt.UTC)
    assert words.NOTHING_EVER in pages.changes(nothing, None)
    assert words.FIRST_VISIT in pages.changes(nothing | {"happened": [group()]}, None)
    assert "Không có thay đổi nào" in pages.changes(nothing | {"since": 9}, at)
    assert "Từ lần mở trước" in pages.changes(nothing | {"since": 9, "happened": [group()]}, at)
    assert 'data-last="9"' in pages.changes(nothing, None)


def test_a_removed_document_is_told_without_a_link():
    found = {"last": 9, "since": 4, "total": 1, "happened": [
        group(EventKind.DOCUMENT_REMOVED, document=None, number=None, title=None)]}  # fmt: skip
    parsed = Parsed(pages.changes(found, dt.datetime(2026, 11, 19, tzinfo=dt.UTC)))
    assert words.NO_NUMBER in parsed.text
    assert parsed.links == []


def test_a_card_carries_what_an_answer_names():
    html = review_page.card(place())
    for part in ('data-document="a b"', 'data-kind="number"', 'data-line="3"', 'data-start="0"',
                 'data-end="8"'):  # fmt: skip
        assert part in html
    assert "data-place" not in html
    chosen = review_page.card(place(kind="choice", choices=[CHOICE], char_start=7))
    assert 'data-place="7"' in chosen
    assert "chắc 40 %" in html


def test_without_an_image_of_the_line_the_link_opens_its_page():
    assert "view=pages" in review_page.card(place(pages=True))
    shown = review_page.card(place(pages=True, image="/p/1.png", box=[0, 0.1, 1, 0.2]))
    assert "view=pages" not in shown
    gone = review_page.card(place(image_gone=True))
    assert "Tệp gốc không còn" in gone
    assert "view=pages" not in gone


def test_the_raw_line_is_shown_only_where_it_differs():
    assert words.IN_FILE not in review_page.card(place())
    assert words.IN_FILE in review_page.card(place(text="khác hẳn đi"))


@pytest.mark.parametrize(
    ("part", "shown", "total", "links"),
    [(1, 10, 30, ["part=2"]), (2, 10, 30, ["", "part=3"]), (3, 10, 30, ["part=2"]), (1, 3, 3, [])],
)
def test_pages_of_the_queue_lead_on_and_back(part, shown, total, links):
    html = review_page.page([place()] * shown, {"number": total}, [], {"kind": "number",
                            "doc": "a"}, part)  # fmt: skip
    turning = re.search(r'<nav class="rv-turning">(.*)</nav>', html)[1]
    found = Parsed(turning).links
    assert len(found) == len(links)
    assert all(told in to and "kind=number" in to and "doc=a" in to
               for told, to in zip(links, found, strict=True))  # fmt: skip


def test_every_kind_of_doubt_and_problem_has_its_words():
    assert set(words.KINDS) == set(DoubtKind)
    assert set(words.ONE) == set(words.MANY) == set(words.SIGNS) == set(EventKind)


def test_wards_are_counted_with_the_communes():
    levels = [{"value": "phường", "count": 2}, {"value": "tỉnh", "count": 4}]
    html = pages.holdings(HELD | {"levels": [*levels, {"value": "xã", "count": 3}]})
    assert re.findall(r"level=([^\"]+)", html) == ["x%C3%A3", "t%E1%BB%89nh"]
    assert "Xã, phường, đặc khu 5" in " ".join(Parsed(html).text.split())
