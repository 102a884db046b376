"""What the system says is told in Vietnamese."""

import errno
import os

import pytest

from kg.folding import fold
from ui.os_reasons import os_reason


@pytest.mark.parametrize("name", ["ENOENT", "EACCES", "EISDIR", "ENOSPC", "EROFS", "EADDRINUSE"])
def test_a_known_reason_is_not_in_the_systems_words(name):
    code = getattr(errno, name)
    told = os_reason(OSError(code, os.strerror(code)))
    assert told != os.strerror(code)
    assert fold(told) != told  # has diacritics


def test_a_real_error_of_the_system_is_told(tmp_path):
    with pytest.raises(FileNotFoundError) as caught:
        (tmp_path / "none" / "x").write_text("a", encoding="utf-8")
    assert os_reason(caught.value) == "không có đường dẫn này"


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (OSError(99_999, "Strange"), "Strange"),
        (OSError("alone"), "alone"),
        (OSError(), "OSError"),
    ],
)
def test_an_unknown_reason_is_told_as_it_is(error, told):
    assert os_reason(error) == told
