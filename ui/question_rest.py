"""Questions from other programs: one with those it follows, or many at once."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

from kg.errors import UsageError
from ui.days import day

if TYPE_CHECKING:
    from ui.library import Library

MOST: Final = 1_000
"""Questions of one call."""


def question_functions(library: "Library") -> tuple[Callable[..., Any], ...]:
    """The functions, each under the name by which it is called."""

    def ask(question: str, as_of: str = "", after: list[str] | None = None) -> dict[str, Any]:
        """Trả lời một câu hỏi, kèm dòng chứng minh; after: các câu hỏi ngay trước đó."""
        return library.ask(question, on=day(as_of), after=_texts("after", after))

    def ask_batch(questions: list[dict[str, Any]], as_of: str = "") -> list[dict[str, Any]]:
        """Trả lời nhiều câu hỏi, mỗi câu là {"id", "question", "after"}, đúng theo thứ tự."""
        on, asked = day(as_of), list(_asked(questions))
        return [
            {"id": identifier} | library.ask(question, on=on, after=after)
            for identifier, question, after in asked
        ]

    return ask, ask_batch


def _asked(questions: object) -> Iterator[tuple[Any, str, tuple[str, ...]]]:
    """(id, question, those before it) of each; UsageError names what is no question."""
    if not isinstance(questions, list):
        raise UsageError("Tham số “questions” phải là một danh sách.")
    if len(questions) > MOST:
        raise UsageError(
            f"Mỗi lần hỏi được nhiều nhất {MOST} câu; danh sách này có {len(questions)} câu.",
            "Hãy chia thành nhiều lần.",
        )
    for place, item in enumerate(questions, 1):
        question = item.get("question") if isinstance(item, dict) else None
        if not isinstance(question, str) or "id" not in item:
            raise UsageError(
                f'Phần tử thứ {place} của “questions” không phải là {{"id": …, "question": …}}.'
            )
        yield item["id"], question, _texts(f"questions[{place}].after", item.get("after"))


def _texts(name: str, value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise UsageError(f"Tham số “{name}” phải là một danh sách câu hỏi.")
    return tuple(value)
