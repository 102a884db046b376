"""The calendar file: read back by icalendar (strict) and by a small parser of RFC 5545 lines."""

import datetime as dt
import re

import icalendar
import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.errors import UsageError
from kg.model import Period
from kg.placed_tasks import placed
from tests.kg.given_tasks import CITY, DOES, LEAD, SIGNED, day, of_city, record, task
from ui.task_calendar import calendar, identifier
from ui.task_desk import FoundTasks

NOW = dt.datetime(2025, 8, 1, 9, 30, tzinfo=dt.UTC)
EVIL = (
    'Đánh giá; kiểm tra, "xem"\\n xét: một hai ba\nEND:VEVENT\r\nBEGIN:VALARM 👍 \x07' + " dài" * 90
)


def found(tasks, **header):
    return FoundTasks(tasks, {"tp": record("tp", CITY, **header)})


def made(*tasks, remind=None, todo=False, **header):
    given = placed(tasks, "tp", CITY, SIGNED)
    return calendar(found(given, **header), now=NOW, remind=remind, todo=todo)


def entries(content, name="VEVENT"):
    book = icalendar.Calendar.from_ical(content)
    assert book.errors == []
    return [part for part in book.walk(name) if part.errors == []]


def unfolded(content):
    """Lines by RFC 5545, section 3.1: CRLF, a blank begins what goes on; at most 75 octets."""
    assert content.endswith(b"\r\n")
    lines = content[:-2].split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in lines)
    joined = b"\r\n".join(lines).replace(b"\r\n ", b"").decode("utf-8")
    return joined.split("\r\n")


def test_each_task_with_a_day_is_an_event_of_that_day():
    book = calendar(found(of_city()), now=NOW)
    assert (book.entries, book.undated) == (3, 2)
    events = entries(book.content)
    assert [event["dtstart"].dt for event in events] == [day(6, 30), day(12, 15), day(6, 1)]
    assert all(type(event["dtstart"].dt) is dt.date for event in events)
    assert [event["dtend"].dt for event in events] == [day(7, 1), day(12, 16), day(6, 2)]
    assert str(events[0]["summary"]) == "Phòng Nội vụ: Rà soát thủ tục hành chính"
    assert events[0]["transp"] == "TRANSPARENT"
    assert events[0]["dtstamp"].dt == NOW
    assert "url" not in events[0]
    assert str(events[0]["description"]).split("\n") == [
        "Rà soát thủ tục hành chính",
        "Cơ quan: Phòng Nội vụ (chủ trì); các phòng, ban (phối hợp)",
        "Thời hạn: trước ngày 30/6/2025",
        "Sản phẩm: Báo cáo",
        "Lĩnh vực: cải cách thủ tục hành chính",
        "Nguồn: tp/KH-UBND, thành phố Sa Đéc, dòng 10",
    ]


def test_entries_link_to_the_web_app_under_the_address_that_was_asked():
    book = calendar(found(of_city()), now=NOW, base="http://127.0.0.1:7860/")
    to = "http://127.0.0.1:7860/?tab=document&doc=tp&line=10"
    first = entries(book.content)[0]
    assert str(first["url"]) == to
    assert str(first["description"]).endswith(f"Mở trong CănCứ: {to}")


def test_the_lines_are_those_of_rfc_5545():
    lines = unfolded(calendar(found(of_city()), now=NOW).content)
    assert lines[0] == "BEGIN:VCALENDAR"
    assert lines[-1] == "END:VCALENDAR"
    assert {"VERSION:2.0", "PRODID:-//CanCu//Tasks//VI", "CALSCALE:GREGORIAN"} <= set(lines)
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 3
    assert all(re.match(r"[A-Z-]+(;[A-Z-]+=[^:;]+)*:", line) for line in lines)
    assert "DTSTART;VALUE=DATE:20250630" in lines
    assert "DTSTAMP:20250801T093000Z" in lines


def test_what_a_task_says_never_ends_its_entry():
    content = made(task(EVIL, (EVIL, LEAD), deadline=day(6, 30), product=EVIL, field=EVIL)).content
    lines = unfolded(content)
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 1
    assert "BEGIN:VALARM" not in lines
    (event,) = entries(content)
    assert str(event["description"]).startswith(EVIL.replace("\r\n", "\n").replace("\x07", " "))
    assert len(str(event["summary"])) < 1000


def test_an_entry_keeps_its_uid_however_it_is_written():
    """Alone, among others, on another day: importing again updates it."""
    whole = calendar(found(of_city()), now=NOW)
    later = calendar(found(of_city()[1:2]), now=NOW + dt.timedelta(9), remind=7, todo=True)
    uids = [str(event["uid"]) for event in entries(whole.content)]
    assert len(set(uids)) == 3
    assert str(entries(later.content, "VTODO")[0]["uid"]) == uids[1] == "tp-11-1@cancu"
    same_line = of_city()[2:4]
    assert [identifier(one, record("tp", CITY)) for one in same_line] == [
        "tp-12-1@cancu", "tp-12-2@cancu",
    ]  # fmt: skip


def test_a_reminder_comes_in_the_morning_so_many_days_before():
    (event,) = entries(made(task("a", deadline=day(6, 30)), remind=7).content)
    (alarm,) = event.walk("VALARM")
    assert alarm["action"] == "DISPLAY"
    start = dt.datetime.combine(event["dtstart"].dt, dt.time())
    assert start + alarm["trigger"].dt == dt.datetime.combine(day(6, 23), dt.time(8))
    assert entries(made(task("a", deadline=day(6, 30))).content)[0].walk("VALARM") == []


@pytest.mark.parametrize("days", [0, -1, 366])
def test_a_reminder_of_no_day_or_of_years_is_refused(days):
    with pytest.raises(UsageError):
        made(task("a", deadline=day(6, 30)), remind=days)


def test_a_to_do_is_due_on_its_day():
    content = made(task("a", deadline=day(6, 30)), todo=True, remind=2).content
    (todo,) = entries(content, "VTODO")
    assert todo["due"].dt == day(6, 30)
    assert "dtstart" not in todo
    assert "TRIGGER;RELATED=END:-P1DT16H" in unfolded(content)


def test_no_task_with_a_day_makes_an_empty_calendar():
    book = made(task("a", deadline_text="thường xuyên"))
    assert (book.entries, book.undated) == (0, 1)
    assert entries(book.content) == []


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=30", [day(11, 30), day(11, 30, 2026)]),
        ("FREQ=MONTHLY;BYMONTHDAY=15", None),
        ("FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=-1;COUNT=2", [day(2, 28), day(5, 31)]),
    ],
)
def test_a_rhythm_is_kept_until_the_end_of_the_plan(rule, expected):
    """The days that a calendar program shows, against those of dateutil."""
    content = made(
        task("a", ("Phòng Y tế", DOES), recurrence=rule), period=Period(2025, 2026)
    ).content
    (event,) = entries(content)
    first = event["dtstart"].dt
    start = dt.datetime.combine(first, dt.time())
    shown = [each.date() for each in rrulestr(event["rrule"].to_ical().decode(), dtstart=start)]
    if expected is None:
        expected = [dt.date(2025 + month // 12, month % 12 + 1, 15) for month in range(1, 24)]
    assert shown == expected
    assert first == expected[0]
    assert ("UNTIL=20261231" in event["rrule"].to_ical().decode()) == ("COUNT" not in rule)


@pytest.mark.parametrize("rule", ["FREQ=YEARLY", "FREQ=MONTHLY;INTERVAL=3", "hằng quý", "FREQ=X",
                                  "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=31", ""])  # fmt: skip
def test_a_rhythm_without_a_day_is_not_in_the_calendar(rule):
    book = made(task("a", recurrence=rule), period=Period(2025, 2025))
    assert (book.entries, book.undated) == (0, 1)


def test_a_rhythm_that_cannot_be_read_leaves_the_day():
    (event,) = entries(made(task("a", recurrence="hằng quý", deadline=day(6, 30))).content)
    assert event["dtstart"].dt == day(6, 30)
    assert "rrule" not in event


def test_a_rhythm_that_begins_after_its_plan_is_left_out():
    rule = "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=15"
    assert made(task("a", recurrence=rule), period=Period(2025, 2025)).entries == 0
    assert made(task("a", recurrence=rule), period=Period(2025, 2026)).entries == 1


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=300), st.text(max_size=300))
def test_any_text_comes_back_from_the_calendar_as_it_went_in(said, product):
    content = made(task(said, deadline=day(6, 30), product=product)).content
    lines = unfolded(content)
    assert lines.count("BEGIN:VEVENT") == lines.count("END:VEVENT") == 1
    (event,) = entries(content)
    assert event["dtstart"].dt == day(6, 30)
    kept = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]", " ", said)
    told = str(event["description"]).strip("\n")
    assert told.startswith(re.sub("\r\n?", "\n", kept).strip("\n")[:200])
