"""Questions from other programs: a search, one question with those it follows, or many at once."""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

from kg.errors import UsageError
from ui.days import day

if TYPE_CHECKING:
    from ui.library import Library

MOST: Final = 1_000
"""Questions of one call."""
MOST_BEFORE: Final = 20
"""Questions that one may follow."""
LONGEST: Final = 20_000
"""Characters of a question."""


def question_functions(library: "Library") -> tuple[Callable[..., Any], ...]:
    """The functions, each under the name by which it is called."""

    def ask(question: str, as_of: str = "", after: list[str] | None = None) -> dict[str, Any]:
        """Trả lời một câu hỏi về các văn bản trong thư viện, kèm dòng chứng minh."""
        _bounded("question", question)
        return library.ask(question, on=day(as_of), after=_texts("after", after))

    def ask_batch(questions: list[dict[str, Any]], as_of: str = "") -> list[dict[str, Any]]:
        """Trả lời nhiều câu hỏi đúng theo thứ tự; mỗi câu trả lời có "id" của câu hỏi."""
        on, asked = day(as_of), list(_asked(questions))
        return [
            {"id": identifier} | library.ask(question, on=on, after=after)
            for identifier, question, after in asked
        ]

    def search(  # noqa: PLR0913, PLR0917 - one value for each filter
        query: str,
        k: int = 10,
        document: str = "",
        issuer: str = "",
        place: str = "",
        type: str = "",  # noqa: A002 - the JSON's word
        year: int = 0,
        in_force_on: str = "",
        fold_same: bool = True,  # noqa: FBT001, FBT002 - callers give it by name
    ) -> dict[str, Any]:
        """Tìm các đoạn phù hợp nhất; lọc theo văn bản, cơ quan, địa phương, loại, năm, hiệu lực."""
        return library.search(
            query,
            k,
            fold_same=fold_same,
            document=document or None,
            issuer=issuer or None,
            place=place or None,
            type=type or None,
            year=year or None,
            in_force_on=day(in_force_on) if in_force_on else None,
        )

    return ask, ask_batch, search


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
        _bounded(f"questions[{place}].question", question)
        yield item["id"], question, _texts(f"questions[{place}].after", item.get("after"))


def _texts(name: str, value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
        raise UsageError(f"Tham số “{name}” phải là một danh sách câu hỏi.")
    if len(value) > MOST_BEFORE:
        raise UsageError(f"Tham số “{name}” có nhiều nhất {MOST_BEFORE} câu hỏi.")
    for text in value:
        _bounded(name, text)
    return tuple(value)


def _bounded(name: str, text: str) -> None:
    if len(text) > LONGEST:
        raise UsageError(f"Tham số “{name}” dài {len(text)} ký tự; nhiều nhất là {LONGEST}.")
