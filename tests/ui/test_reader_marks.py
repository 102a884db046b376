"""The reader over the shipped plans: marks, lists and cards say what the library's JSON says."""

import datetime as dt
import html
import json
import re

import pytest
from fastapi import FastAPI
from fastapi.testclient import TestClient

from kg.terms import MentionType, ValidityState
from ui import labels, reader, reader_routes
from ui.reader_book import ReadingDesk
from ui.reader_lines import Shown, View

DAYS = (dt.date(2018, 1, 1), dt.date(2021, 7, 1), dt.date(2025, 6, 30), dt.date(2025, 8, 1))
_MARK = re.compile(r'<a [^>]*class="cc-cite [^"]*cc-state-(\w+)" data-m="(\d+)-(\d+)"([^>]*)>')


@pytest.fixture(scope="module")
def library(plans_folder):
    from ui.library import Library

    return Library.at(plans_folder)


@pytest.fixture(scope="module")
def desk(library):
    return ReadingDesk(library)


@pytest.fixture(scope="module")
def client(library):
    app = FastAPI()
    reader_routes.offer(app, library)
    return TestClient(app)


def citations_of(library, record):
    """Those of the library's own list that are citations of other documents."""
    skipped = {MentionType.SELF, MentionType.ANAPHORA}
    return [m for m in library.store.mentions(record.id) if m.mention_type not in skipped]


def asked(library, key, on, known):
    """The state by `Library.status`, each asked once."""
    if (key, on) not in known:
        known[key, on] = library.status(key, on=on)["state"]
    return known[key, on]


@pytest.fixture(scope="module")
def known():
    return {}


@pytest.mark.parametrize("on", DAYS)
def test_each_mark_has_the_state_that_the_library_tells_of_its_document(library, desk, known, on):
    for record in library.documents():
        text = reader.text_of(desk, desk.open(record.id), View(record.id, on))
        shown = {(int(a), int(b)): state for state, a, b, _ in _MARK.findall(text)}
        for mention in citations_of(library, record):
            place = (mention.char_start, mention.char_end)
            if place not in shown:  # wholly under shorter ones
                continue
            states = {
                asked(library, m.target, on, known) if m.target else "unknown"
                for m in citations_of(library, record)
                if (m.char_start, m.char_end) == place
            }
            assert shown[place] in states


@pytest.mark.parametrize("view", list(Shown))
def test_each_citation_is_marked_at_its_words_or_lies_under_shorter_ones(library, desk, view):
    on = DAYS[-1]
    for record in library.documents():
        opened = desk.open(record.id)
        text = reader.text_of(desk, opened, View(record.id, on, shown=view))
        shown = {(int(a), int(b)) for _, a, b, _ in _MARK.findall(text)}
        mentions = citations_of(library, record)
        assert shown <= {(m.char_start, m.char_end) for m in mentions}
        covered = {
            offset for a, b in shown for offset in range(a, b)
        }  # by their own marks or by those of citations inside them
        for mention in mentions:
            assert set(range(mention.char_start, mention.char_end)) <= covered
        # Every one is in the list beside the text, whatever stands over it.
        listed = re.findall(r'data-cite="(\d+)-(\d+)"', reader.page(desk, opened, View("x", on)))
        assert sorted((int(a), int(b)) for a, b in listed) == sorted(
            (m.char_start, m.char_end) for m in mentions
        )


def test_marked_words_are_the_words_of_the_citation(library, desk):
    for record in library.documents():
        opened = desk.open(record.id)
        text = reader.text_of(desk, opened, View(record.id, DAYS[-1], shown=Shown.RAW))
        raw = opened.reading.source.raw
        bare = re.sub(r'<sup.*?</sup>|<span class="cc-heard">.*?</span>', "", text)
        for start, end, words in re.findall(r'data-m="(\d+)-(\d+)"[^>]*>(.*?)</a>', bare):
            said = html.unescape(re.sub("<[^>]+>", "", words)).replace("\xa0", " ")
            assert said in raw[int(start) : int(end)].replace("\xa0", " ")


@pytest.mark.parametrize("on", DAYS[1:])
def test_cards_say_what_status_lineage_and_the_citations_say(library, client, on):
    for record in library.documents()[:3]:
        mentions = citations_of(library, record)
        for mention in {m.target: m for m in mentions if m.target}.values():
            place = f"{mention.char_start}-{mention.char_end}"
            answer = client.get(f"/cancu-cards/{record.id}/{place}?as_of={on.isoformat()}")
            assert answer.status_code == 200
            card = html.unescape(re.sub("<[^>]+>", "", answer.text))
            first = next(m for m in mentions if f"{m.char_start}-{m.char_end}" == place)
            status = library.status(first.target, on=on)
            state = ValidityState(status["state"])
            assert f"{labels.STATES[state]} vào ngày {labels.vietnamese_date(on)}" in card
            for day in (status["effective_from"], status["effective_until"]):
                assert labels.iso_date(day) in card
            for proof in status["proof"][:3]:
                assert proof["document"] in card
                assert (proof["clause"] or "") in card
            heirs = library.lineage(first.target, on=on)["heirs"]
            if state is ValidityState.EXPIRED:
                for heir in heirs:
                    assert heir["canonical"] in card
            else:
                assert ("Nên viết thay bằng" in card) <= (state is not ValidityState.IN_FORCE)
            citing = library.count_citing(first.target).documents
            assert f"{citing} văn bản trong thư viện viện dẫn" in card


def test_another_day_tells_states_by_number_as_the_page_numbers_them(library, desk, client, known):
    record = next(r for r in library.documents() if r.damaged)
    for on in DAYS:
        told = client.get(f"/cancu-reader/{record.id}/day?as_of={on:%d/%m/%Y}").json()
        assert told["on"] == on.isoformat()
        assert told["shown"] == labels.vietnamese_date(on)
        text = reader.text_of(desk, desk.open(record.id), View(record.id, on))
        for state, _, _, rest in _MARK.findall(text):
            number = re.search(r'data-t="(\d+)"', rest)
            assert state == (told["states"][int(number[1])] if number else "unknown")
        keys = desk.open(record.id).keys
        assert told["states"] == [asked(library, key, on, known) for key in keys]
        own = library.status(record.key, on=on)["state"]
        assert labels.STATES[ValidityState(own)] in told["own"]


def test_the_rest_of_a_text_is_all_that_the_page_left_out(library, desk, client):
    record = max(library.documents(), key=lambda r: len(library.store.source(r.id).lines))
    opened = desk.open(record.id)
    last = opened.last_line
    page = reader.page(desk, opened, View(record.id, DAYS[-1], line=last))
    had = re.findall(r'data-part="(\d+)"(?![^>]*data-empty)', page)
    given = client.get(f"/cancu-reader/{record.id}/text", params={"without": ",".join(had)})
    numbers = re.findall(r'class="cc-line[^"]*" id="L(\d+)"', page + given.json()["html"])
    assert sorted(map(int, numbers)) == list(range(1, last + 1))
    whole = client.get(f"/cancu-reader/{record.id}/text").json()["html"]
    assert len(re.findall(r'id="L\d+"', whole)) == last


def test_what_does_not_fit_together_is_told_beside_the_text(library, client):
    for record in library.documents():
        told = client.get(f"/cancu-reader/{record.id}/unfitting").json()["html"]
        rows = library.inconsistencies(record.id)
        assert told.count("<li>") == len(rows)


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/cancu-reader/khong-co/text", 404, "khong-co"),
        ("/cancu-reader/{id}/day?as_of=31/02/2025", 404, "31/02/2025"),
        ("/cancu-reader/{id}/text?view=lạ", 404, "lạ"),
        ("/cancu-reader/{id}/text?line=x", 404, "không phải là số dòng"),
        ("/cancu-reader/{id}/khac", 404, ""),
        ("/cancu-cards/khong-co/1-2", 404, "khong-co"),
        ("/cancu-cards/{id}/999999-9999999", 404, "không còn trong văn bản"),
        ("/cancu-cards/{id}/%3Cscript%3E", 404, "không còn trong văn bản"),
        ("/cancu-cards/{id}/1-2?as_of=hôm", 404, "hôm"),
        ("/cancu-files/khong-co", 404, "Tệp gốc không còn"),
    ],
)
def test_what_cannot_be_given_is_told_in_one_sentence(library, client, address, status, said):
    answer = client.get(address.format(id=library.documents()[0].id))
    assert answer.status_code == status
    if answer.headers["content-type"].startswith("application/json"):
        assert said in json.loads(answer.text)["error"]
    else:
        assert said in answer.text
        assert answer.headers["content-type"].startswith("text/plain")
    assert "Traceback" not in answer.text


def test_the_file_that_was_read_is_given_and_no_other(library, client, tmp_path):
    import corpus
    from ui.library import Library

    record = library.documents()[0]
    answer = client.get(f"/cancu-files/{record.id}")
    assert answer.content == (corpus.path("plans") / record.name).read_bytes()
    assert answer.headers["content-disposition"].startswith("attachment")
    own = Library.at(tmp_path / "own")
    file = tmp_path / "kế hoạch.txt"
    file.write_text("KẾ HOẠCH\nCải cách hành chính\n", encoding="utf-8")
    own.ingest([file])
    app = FastAPI()
    reader_routes.offer(app, own)
    there = TestClient(app)
    to = f"/cancu-files/{own.documents()[0].id}"
    assert there.get(to).status_code == 200
    file.write_text("khác", encoding="utf-8")
    assert there.get(to).status_code == 404
    file.unlink()
    assert there.get(to).status_code == 404
