"""Advice of errors as the web app tells it: no command of the terminal in it."""

import pytest

from kg.errors import AmbiguousError, CancuError, NotFoundError
from ui.library import Library
from ui.web_hints import hint


def test_a_document_that_is_not_there_sends_to_the_list(library_of_plans):
    with pytest.raises(NotFoundError) as told:
        library_of_plans.find("khong-co-van-ban-nay")
    assert "cancu" in told.value.hint
    assert "thẻ “Văn bản”" in hint(told.value)
    assert "cancu" not in hint(told.value)


@pytest.mark.parametrize("said", ["Hãy thả lại tệp để kiểm tra.", "", None])
def test_other_advice_stays(said):
    assert hint(CancuError("Không được.", said)) == said


def test_choices_keep_their_advice():
    failure = AmbiguousError("Có 2 văn bản.", "Hãy nêu rõ bằng một trong các mã sau:", ["a", "b"])
    assert hint(failure) == "Hãy nêu rõ bằng một trong các mã sau:"


@pytest.fixture
def library_of_plans(plans_folder):
    return Library.at(plans_folder)
