"""What went wrong in a tab is one sentence, in a message or in a place; never a traceback."""

import logging

import gradio as gr
import pytest

from kg.errors import AmbiguousError, NotFoundError, UsageError
from ui import wording
from ui.tabs.telling import told, told_in_place

FAILURES = [
    (UsageError("Sai <b>ngày</b>."), "Sai &lt;b&gt;ngày&lt;/b&gt;."),
    (NotFoundError("Không có.", "Hãy xem lại."), "Không có. Hãy xem lại."),
    (AmbiguousError("Có 2.", "", ("a", "<b>")), "Có 2.<ul><li>a</li><li>&lt;b&gt;</li></ul>"),
    (ZeroDivisionError("x"), wording.FAILED),
]


def fail(failure):
    raise failure


def heard(work, *given):
    """(sentence, heading, whether a traceback is printed) of the message that work ends with."""
    with pytest.raises(gr.Error) as raised:
        work(*given)
    shown = raised.value
    return shown.message, shown.title, shown.print_exception


@pytest.mark.parametrize(("failure", "said"), FAILURES)
def test_a_message_and_a_place_tell_the_same(failure, said):
    heading = "Lỗi" if isinstance(failure, ZeroDivisionError) else "Chưa làm được"
    assert heard(told(fail), failure) == (said, heading, False)
    assert told_in_place("<p>{}</p>".format, fail)(failure) == f"<p>{said}</p>"


def test_only_what_was_not_foreseen_is_written_to_the_log(caplog):
    caplog.set_level(logging.ERROR, "cancu")
    for failure, _ in FAILURES:
        told_in_place(str, fail)(failure)
    assert [record.exc_info[0] for record in caplog.records] == [ZeroDivisionError]


def test_a_message_of_ones_own_passes_and_what_is_done_comes_back():
    assert heard(told(fail), gr.Error("Riêng."))[0] == "Riêng."
    assert heard(told_in_place(str, fail), gr.Error("Riêng."))[0] == "Riêng."
    assert told(max)(1, 2) == told_in_place(str, max)(1, 2) == 2
